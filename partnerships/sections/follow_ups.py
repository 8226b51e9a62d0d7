"""Follow-ups: a list for those who sign in, without pages of their own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import models as records
from partnerships.exports import follow_ups as sheets
from partnerships.filters import follow_ups as filters
from partnerships.sections.kinds import Section, Words
from partnerships.tables import follow_ups as tables

FOLLOW_UPS = Section(
    slug="follow-ups",
    model=records.FollowUp,
    key="ref",
    words=Words(
        label=_("Follow-ups"),
        count=ngettext_lazy("%(number)d follow-up", "%(number)d follow-ups", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d follow-up matches the filters.",
            "%(number)d of %(total)d follow-ups match the filters.",
            "total",
        ),
        export=ngettext_lazy(
            "Export this follow-up", "Export these %(number)d follow-ups", "number"
        ),
        undated=ngettext_lazy(
            "%(number)d follow-up without a due date is left out.",
            "%(number)d follow-ups without a due date are left out.",
            "number",
        ),
    ),
    table=tables.FollowUpTable,
    filters=filters.FollowUpFilters,
    sheet=sheets.FOLLOW_UPS,
)
