"""Pledges as a table, with the moves of their due dates one row each."""

from partnerships.exports.columns import (
    TAIL,
    Column,
    Kind,
    code,
    day,
    head,
    key_of,
    name_of,
    number,
    organisation,
    partial_date,
    rows_of,
    text,
)
from partnerships.exports.sheets import RowSheet, Sheet
from partnerships.models.pledges import MADE_IN


def _of_last_review(name: str, attribute: str, kind=Kind.TEXT) -> Column:
    """A value of the latest review, empty without one."""

    def value(record):
        reviews = rows_of(record, "reviews")
        found = getattr(reviews[0], attribute) if reviews else ""
        return found.isoformat() if hasattr(found, "isoformat") else found

    return Column(name, value, kind)


_HEAD = (*head("ref"), text("text"), code("state"))

PLEDGES = Sheet(
    columns=(
        *_HEAD,
        *organisation("made_by", "made_by"),
        *organisation("made_to", "made_to"),
        *(key_of(f"{place}_ref", place) for place in MADE_IN),
        *partial_date("made"),
        *partial_date("due"),
        number("slip_count"),
        name_of("responsible_office", "responsible_office"),
        text("quote"),
        code("quote_language"),
        text("evidence"),
        text("dropped_because"),
        _of_last_review("last_review_on", "day", Kind.CODE),
        _of_last_review("last_review_found", "found", Kind.CODE),
        _of_last_review("last_review_remark", "remark"),
        *TAIL,
    ),
    links=("made_by", "made_to", *MADE_IN, "reviews"),
    joins=("office", "responsible_office"),
    counts=("with_slips",),
    rows={
        "due_changes": RowSheet(
            "due_changes",
            _HEAD,
            (
                *partial_date("old_due", "old"),
                *partial_date("new_due", "new"),
                Column("is_slip", lambda change: change.is_slip, Kind.TRUTH),
                text("reason"),
                day("changed_on", "changed_on"),
            ),
        ),
    },
)
