"""Delegations and events in tables."""

from django.utils.translation import gettext_lazy, ngettext

from partnerships.dates import span_display
from partnerships.metrics.members import parties_of
from partnerships.tables.base import (
    ChoiceColumn,
    Column,
    DateColumn,
    QuantityColumn,
    SourceCountColumn,
    Table,
    TitleColumn,
    badge_cell,
    parties_cell,
    state_badge,
)
from partnerships.tables.sorting import by_date, by_number, by_reference, by_text


class SpanColumn(DateColumn):
    """From start to end, as far as they are known."""

    def render(self, record):
        return span_display(record.start, record.end)


class StateColumn(Column):
    """The status or stage as it stands today."""

    def render(self, record, table):
        return badge_cell(**state_badge(record, table.today))


class PartiesColumn(Column):
    """Who travels or takes part, who receives; how many more are declared without a name."""

    def render(self, record):
        rows = record.parties.all()
        hosts = [row for row in rows if row.role == "host"]
        others = [row for row in rows if row.role not in ("host", "observer")]
        unnamed = parties_of(record, rows).unnamed
        more = (
            ngettext("and %(number)d not named", "and %(number)d not named", unnamed)
            % {"number": unnamed}
            if unnamed
            else ""
        )
        return parties_cell(
            [row.organisation for row in others], [row.organisation for row in hosts], more
        )


class MeetingTable(Table):
    title = TitleColumn(gettext_lazy("Title"), sort=by_text("title_folded"))
    start = SpanColumn(gettext_lazy("When"), sort=by_date("start"))
    parties = PartiesColumn(gettext_lazy("Parties"))
    headcount = QuantityColumn(gettext_lazy("Head-count"), sort=by_number("headcount_number"))
    source_count = SourceCountColumn(sort=by_number("source_count"))
    ref = Column(
        gettext_lazy("Reference"), accessor="reference", sort=by_reference(), css="reference"
    )

    default_sort = "-start"
    row_header = "title"


class DelegationTable(MeetingTable):
    direction = ChoiceColumn(gettext_lazy("Direction"), sort=by_text("direction"), css="together")
    status = StateColumn(gettext_lazy("Status"), sort=by_text("status"))

    class Meta(Table.Meta):
        sequence = (
            "title",
            "start",
            "parties",
            "status",
            "direction",
            "headcount",
            "source_count",
            "ref",
        )


class EventTable(MeetingTable):
    kind = ChoiceColumn(gettext_lazy("Kind"), sort=by_text("kind"))
    stage = StateColumn(gettext_lazy("Stage"), sort=by_text("stage"))
    place = Column(gettext_lazy("Place"), sort=by_text("place"))

    class Meta(Table.Meta):
        sequence = (
            "title",
            "start",
            "parties",
            "stage",
            "kind",
            "place",
            "headcount",
            "source_count",
            "ref",
        )
