"""Regions, organisations, people and sources."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import models as records
from partnerships.exports import directory as sheets
from partnerships.filters import sections as filters
from partnerships.sections.kinds import Section, Words
from partnerships.tables import directory as tables

STATES = Section(
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
    table=tables.StateTable,
    filters=filters.StateFilters,
    sheet=sheets.REGIONS,
    is_news=False,
)

PREFECTURES = Section(
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
    table=tables.RegionTable,
    filters=filters.PrefectureFilters,
    sheet=sheets.REGIONS,
    is_news=False,
)

ORGANISATIONS = Section(
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
    table=tables.OrganisationTable,
    filters=filters.OrganisationFilters,
    sheet=sheets.ORGANISATIONS,
    is_news=False,
)

PEOPLE = Section(
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
    table=tables.PersonTable,
    filters=filters.PersonFilters,
    sheet=sheets.PEOPLE,
    in_navigation=False,
    is_news=False,
)

SOURCES = Section(
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
    table=tables.SourceTable,
    filters=filters.SourceFilters,
    sheet=sheets.SOURCES,
    is_news=False,
)
