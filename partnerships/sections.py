"""The catalogue: every kind of record that has a list, a page and an export.

The URLs, the navigation, the home page's counts, the sitemap and the contract tests read it.
"""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import models as records
from partnerships.exports import directory as directory_sheets
from partnerships.exports import meetings as meeting_sheets
from partnerships.exports import schemes as scheme_sheets
from partnerships.exports import ties as tie_sheets
from partnerships.exports.sheets import Sheet
from partnerships.filters import sections as filters
from partnerships.filters.base import RecordFilters
from partnerships.tables import directory, meetings, schemes, ties
from partnerships.tables.base import Table


@dataclass(frozen=True)
class Words:
    """What pages say of a section, in whole sentences with `number` and `total`."""

    label: str
    count: str
    match: str
    export: str
    undated: str = ""
    add: str = ""


@dataclass(frozen=True)
class Section:
    """One kind of record.

    `slug` names its addresses, `key` the first column of its exports, `table`, `filters` and
    `sheet` are its list and its files. `is_news` says that the home page tells of its changes.
    """

    slug: str
    model: type[models.Model]
    key: str
    words: Words
    table: type[Table]
    filters: type[RecordFilters]
    sheet: Sheet
    in_navigation: bool = True
    is_news: bool = True

    @property
    def label(self) -> str:
        return self.words.label

    @property
    def key_field(self) -> str:
        return {"ref": "reference", "slug": "slug", "code": "code"}[self.key]

    def count_words(self, number: int) -> str:
        """ "23 delegations" in the reader's language, as all that follow."""
        return self.words.count % {"number": number}

    def match_words(self, number: int, total: int) -> str:
        return self.words.match % {"number": number, "total": total}

    def export_words(self, number: int) -> str:
        return self.words.export % {"number": number}

    def undated_words(self, number: int) -> str:
        """ "3 undated delegations are left out." in the reader's language."""
        return self.words.undated % {"number": number}

    def list_url(self) -> str:
        return reverse(f"{self.slug}_list")


_STATES = Section(
    slug="states",
    model=records.State,
    key="code",
    words=Words(
        label=_("States"),
        count=ngettext_lazy(
            "%(number)d state or union territory",
            "%(number)d states and union territories",
            "number",
        ),
        match=ngettext_lazy(
            "%(number)d of %(total)d state or union territory matches the filters.",
            "%(number)d of %(total)d states and union territories match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this state or union territory",
            "Export these %(number)d states and union territories",
            "number",
        ),
    ),
    table=directory.StateTable,
    filters=filters.StateFilters,
    sheet=directory_sheets.REGIONS,
    is_news=False,
)
_PREFECTURES = Section(
    slug="prefectures",
    model=records.Prefecture,
    key="code",
    words=Words(
        label=_("Prefectures"),
        count=ngettext_lazy("%(number)d prefecture", "%(number)d prefectures", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d prefecture matches the filters.",
            "%(number)d of %(total)d prefectures match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this prefecture", "Export these %(number)d prefectures", "number"
        ),
    ),
    table=directory.RegionTable,
    filters=filters.PrefectureFilters,
    sheet=directory_sheets.REGIONS,
    is_news=False,
)
_INITIATIVES = Section(
    slug="initiatives",
    model=records.Initiative,
    key="slug",
    words=Words(
        label=_("Initiatives"),
        count=ngettext_lazy("%(number)d initiative", "%(number)d initiatives", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d initiative matches the filters.",
            "%(number)d of %(total)d initiatives match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this initiative", "Export these %(number)d initiatives", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d undated initiative is left out.",
            "%(number)d undated initiatives are left out.",
            "number",
        ),
        add=_("Add an initiative"),
    ),
    table=schemes.InitiativeTable,
    filters=filters.InitiativeFilters,
    sheet=scheme_sheets.INITIATIVES,
)
_PARTNERSHIPS = Section(
    slug="partnerships",
    model=records.Partnership,
    key="slug",
    words=Words(
        label=_("Partnerships"),
        count=ngettext_lazy("%(number)d partnership", "%(number)d partnerships", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d partnership matches the filters.",
            "%(number)d of %(total)d partnerships match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this partnership", "Export these %(number)d partnerships", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d partnership without a known beginning is left out.",
            "%(number)d partnerships without a known beginning are left out.",
            "number",
        ),
        add=_("Add a partnership"),
    ),
    table=ties.PartnershipTable,
    filters=filters.PartnershipFilters,
    sheet=tie_sheets.PARTNERSHIPS,
)
_AGREEMENTS = Section(
    slug="agreements",
    model=records.Agreement,
    key="ref",
    words=Words(
        label=_("Agreements"),
        count=ngettext_lazy("%(number)d agreement", "%(number)d agreements", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d agreement matches the filters.",
            "%(number)d of %(total)d agreements match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this agreement", "Export these %(number)d agreements", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d undated agreement is left out.",
            "%(number)d undated agreements are left out.",
            "number",
        ),
        add=_("Add an agreement"),
    ),
    table=ties.AgreementTable,
    filters=filters.AgreementFilters,
    sheet=tie_sheets.AGREEMENTS,
)
_DELEGATIONS = Section(
    slug="delegations",
    model=records.Delegation,
    key="ref",
    words=Words(
        label=_("Delegations"),
        count=ngettext_lazy("%(number)d delegation", "%(number)d delegations", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d delegation matches the filters.",
            "%(number)d of %(total)d delegations match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this delegation", "Export these %(number)d delegations", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d undated delegation is left out.",
            "%(number)d undated delegations are left out.",
            "number",
        ),
        add=_("Log a delegation"),
    ),
    table=meetings.DelegationTable,
    filters=filters.DelegationFilters,
    sheet=meeting_sheets.DELEGATIONS,
)
_EVENTS = Section(
    slug="events",
    model=records.Event,
    key="ref",
    words=Words(
        label=_("Events"),
        count=ngettext_lazy("%(number)d event", "%(number)d events", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d event matches the filters.",
            "%(number)d of %(total)d events match the filters.",
            "total",
        ),
        export=ngettext_lazy("Export this event", "Export these %(number)d events", "number"),
        undated=ngettext_lazy(
            "%(number)d undated event is left out.",
            "%(number)d undated events are left out.",
            "number",
        ),
        add=_("Add an event"),
    ),
    table=meetings.EventTable,
    filters=filters.EventFilters,
    sheet=meeting_sheets.EVENTS,
)
_PROGRAMMES = Section(
    slug="programmes",
    model=records.ExchangeProgramme,
    key="ref",
    words=Words(
        label=_("Programmes"),
        count=ngettext_lazy(
            "%(number)d exchange programme", "%(number)d exchange programmes", "number"
        ),
        match=ngettext_lazy(
            "%(number)d of %(total)d exchange programme matches the filters.",
            "%(number)d of %(total)d exchange programmes match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this exchange programme",
            "Export these %(number)d exchange programmes",
            "number",
        ),
        undated=ngettext_lazy(
            "%(number)d undated exchange programme is left out.",
            "%(number)d undated exchange programmes are left out.",
            "number",
        ),
        add=_("Add an exchange programme"),
    ),
    table=schemes.ProgrammeTable,
    filters=filters.ProgrammeFilters,
    sheet=scheme_sheets.PROGRAMMES,
)
_TARGETS = Section(
    slug="targets",
    model=records.Target,
    key="ref",
    words=Words(
        label=_("Targets"),
        count=ngettext_lazy("%(number)d target", "%(number)d targets", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d target matches the filters.",
            "%(number)d of %(total)d targets match the filters.",
            "total",
        ),
        export=ngettext_lazy("Export this target", "Export these %(number)d targets", "number"),
        undated=ngettext_lazy(
            "%(number)d target without a period is left out.",
            "%(number)d targets without a period are left out.",
            "number",
        ),
        add=_("Add a target"),
    ),
    table=schemes.TargetTable,
    filters=filters.TargetFilters,
    sheet=scheme_sheets.TARGETS,
)
_ORGANISATIONS = Section(
    slug="organisations",
    model=records.Organisation,
    key="slug",
    words=Words(
        label=_("Organisations"),
        count=ngettext_lazy("%(number)d organisation", "%(number)d organisations", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d organisation matches the filters.",
            "%(number)d of %(total)d organisations match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this organisation", "Export these %(number)d organisations", "number"
        ),
        add=_("Add an organisation"),
    ),
    table=directory.OrganisationTable,
    filters=filters.OrganisationFilters,
    sheet=directory_sheets.ORGANISATIONS,
    is_news=False,
)
_PEOPLE = Section(
    slug="people",
    model=records.Person,
    key="slug",
    words=Words(
        label=_("People"),
        count=ngettext_lazy("%(number)d person", "%(number)d people", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d person matches the filters.",
            "%(number)d of %(total)d people match the filters.",
            "total",
        ),
        export=ngettext_lazy("Export this person", "Export these %(number)d people", "number"),
        add=_("Add a person"),
    ),
    table=directory.PersonTable,
    filters=filters.PersonFilters,
    sheet=directory_sheets.PEOPLE,
    in_navigation=False,
    is_news=False,
)
_SOURCES = Section(
    slug="sources",
    model=records.Source,
    key="slug",
    words=Words(
        label=_("Sources"),
        count=ngettext_lazy("%(number)d source", "%(number)d sources", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d source matches the filters.",
            "%(number)d of %(total)d sources match the filters.",
            "total",
        ),
        export=ngettext_lazy("Export this source", "Export these %(number)d sources", "number"),
        undated=ngettext_lazy(
            "%(number)d undated source is left out.",
            "%(number)d undated sources are left out.",
            "number",
        ),
        add=_("Add a source"),
    ),
    table=directory.SourceTable,
    filters=filters.SourceFilters,
    sheet=directory_sheets.SOURCES,
    is_news=False,
)

#: In the order of the navigation.
SECTIONS: tuple[Section, ...] = (
    _STATES,
    _PREFECTURES,
    _INITIATIVES,
    _PARTNERSHIPS,
    _AGREEMENTS,
    _DELEGATIONS,
    _EVENTS,
    _PROGRAMMES,
    _TARGETS,
    _ORGANISATIONS,
    _PEOPLE,
    _SOURCES,
)


def section_of(model) -> Section:
    """The section of a model; KeyError for one without, such as `Region`."""
    return {section.model: section for section in SECTIONS}[model]
