"""Initiatives, exchange programmes and targets."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import models as records
from partnerships.exports import schemes as sheets
from partnerships.filters import sections as filters
from partnerships.sections.kinds import Section, Words
from partnerships.tables import schemes as tables

INITIATIVES = Section(
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
    table=tables.InitiativeTable,
    filters=filters.InitiativeFilters,
    sheet=sheets.INITIATIVES,
)

PROGRAMMES = Section(
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
    table=tables.ProgrammeTable,
    filters=filters.ProgrammeFilters,
    sheet=sheets.PROGRAMMES,
)

TARGETS = Section(
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
    table=tables.TargetTable,
    filters=filters.TargetFilters,
    sheet=sheets.TARGETS,
)
