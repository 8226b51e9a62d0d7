"""The list of changes: a section without records of its own, so not in the catalogue."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships.exports.changes import CHANGES as SHEET
from partnerships.filters.changes import ChangeFilters
from partnerships.models import Change
from partnerships.sections.kinds import Section, Words
from partnerships.tables.changes import ChangeTable

CHANGES = Section(
    slug="changes",
    model=Change,
    key="ref",
    words=Words(
        label=_("Changes"),
        count=ngettext_lazy("%(number)d change", "%(number)d changes", "number"),
        match=ngettext_lazy(
            "%(number)d of %(total)d change matches the filters.",
            "%(number)d of %(total)d changes match the filters.",
            "total",
        ),
        export=ngettext_lazy("Export this change", "Export these %(number)d changes", "number"),
    ),
    table=ChangeTable,
    filters=ChangeFilters,
    sheet=SHEET,
    in_navigation=False,
    is_news=False,
)
