"""Pledges."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import models as records
from partnerships.exports import pledges as sheets
from partnerships.filters import pledges as filters
from partnerships.sections.kinds import Section, Words
from partnerships.tables import pledges as tables

PLEDGES = Section(
    slug="pledges",
    model=records.Pledge,
    key="ref",
    words=Words(
        label=_("Pledges"),
        count=ngettext_lazy("%(number)d pledge", "%(number)d pledges", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d pledge matches the filters.",
            "%(number)d of %(total)d pledges match the filters.",
            "total",
        ),
        export=ngettext_lazy("Export this pledge", "Export these %(number)d pledges", "number"),
        undated=ngettext_lazy(
            "%(number)d pledge without a due date is left out.",
            "%(number)d pledges without a due date are left out.",
            "number",
        ),
        add=_("Add a pledge"),
    ),
    table=tables.PledgeTable,
    filters=filters.PledgeFilters,
    sheet=sheets.PLEDGES,
)
