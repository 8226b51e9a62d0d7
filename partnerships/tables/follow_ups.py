"""Follow-ups in a table."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.dates import day_display
from partnerships.tables.base import Column, DateColumn, Table, badge_cell
from partnerships.tables.pledges import no_one, overdue_badge
from partnerships.tables.sorting import by_date, by_number, by_text


def follow_up_badge(follow_up, today) -> dict:
    """Done, overdue on the day `today`, or still to do."""
    if follow_up.is_done:
        return {
            "kind": "done",
            "text": _("Done %(date)s") % {"date": day_display(follow_up.done_on)},
        }
    if follow_up.is_overdue(today):
        return overdue_badge()
    return {"kind": "planned", "text": _("To do")}


class StateColumn(Column):
    def render(self, record, table):
        return badge_cell(**follow_up_badge(record, table.today))


class FollowUpTable(Table):
    what = Column(gettext_lazy("What is to be done"), sort=by_text("what_folded"))
    record = Column(
        gettext_lazy("About"), linkify=lambda value: f"{value.get_absolute_url()}#follow-ups"
    )
    due = DateColumn(gettext_lazy("Due"), sort=by_date("due"))
    state = StateColumn(gettext_lazy("State"), accessor="pk")
    office = Column(gettext_lazy("Office"), sort=by_text("office__name"), default=no_one)
    person = Column(gettext_lazy("Person"), sort=by_text("person__username"), default=no_one)
    done_on = Column(gettext_lazy("Done"), sort=by_number("done_on"), default="", visible=False)

    default_sort = "due"
    hidden_sorts = {}
