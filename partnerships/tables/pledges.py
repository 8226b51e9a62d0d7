"""Pledges in a table, and their states in badges."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.choices import PledgeState
from partnerships.tables.base import (
    Column,
    DateColumn,
    NameColumn,
    SourceCountColumn,
    Table,
    badge_cell,
    parties_cell,
)
from partnerships.tables.sorting import by_date, by_number, by_reference, by_text

#: The badge of each state, in the kinds that the badges know.
_KINDS = {
    PledgeState.OPEN: "planned",
    PledgeState.UNDER_WAY: "confirmed",
    PledgeState.KEPT: "done",
    PledgeState.DROPPED: "cancelled",
}


def overdue_badge() -> dict:
    return {"kind": "overdue", "text": _("Overdue")}


def pledge_badge(pledge, today) -> dict:
    """The state of a pledge on the day `today`, "Overdue" for one that still stands too long."""
    if pledge.is_overdue(today):
        return overdue_badge()
    return {"kind": _KINDS[PledgeState(pledge.state)], "text": pledge.get_state_display()}


def no_one() -> str:
    """How a cell reads that needs no value."""
    return format_html('<span class="unknown">{}</span>', _("none"))


def slips_words(number: int) -> str:
    """ "moved later twice" and its like; "" for none."""
    if not number:
        return ""
    return ngettext("moved later %(number)d time", "moved later %(number)d times", number) % {
        "number": number
    }


class PledgePartiesColumn(Column):
    """Who promised, and to whom."""

    def render(self, record):
        return parties_cell(
            [record.made_by] if record.made_by else [], [record.made_to] if record.made_to else []
        )


class PledgeStateColumn(Column):
    def render(self, record, table):
        return badge_cell(**pledge_badge(record, table.today))


class MadeInColumn(Column):
    """The record it was made in, by its reference."""

    def __init__(self, verbose_name, **more):
        super().__init__(
            verbose_name,
            linkify=lambda value: value.get_absolute_url(),
            css="reference",
            default=no_one,
            **more,
        )

    def render(self, value):
        return value.reference


class PledgeTable(Table):
    text = NameColumn(gettext_lazy("What was promised"), sort=by_text("text_folded"))
    parties = PledgePartiesColumn(gettext_lazy("By whom to whom"), accessor="pk")
    due = DateColumn(gettext_lazy("Due"), sort=by_date("due"))
    state = PledgeStateColumn(gettext_lazy("State"), sort=by_text("state"))
    slip_count = Column(gettext_lazy("Slips"), css="number", sort=by_number("slip_count"))
    responsible_office = Column(gettext_lazy("Responsible"), default=no_one)
    made_in = MadeInColumn(gettext_lazy("Made in"))
    source_count = SourceCountColumn(sort=by_number("source_count"))
    ref = Column(
        gettext_lazy("Reference"), accessor="reference", sort=by_reference(), css="reference"
    )

    default_sort = "due"
