"""Follow-ups as a table: each line names the record it is about."""

from partnerships.exports.columns import (
    Column,
    Kind,
    code,
    day,
    key_of,
    name_of,
    partial_date,
    text,
)
from partnerships.exports.sheets import Sheet

FOLLOW_UPS = Sheet(
    columns=(
        key_of("ref", "record"),
        Column("url", lambda row: row.record.get_absolute_url(), Kind.ADDRESS),
        Column("record_type", lambda row: row.record._meta.model_name, Kind.CODE),
        name_of("record", "record"),
        text("what"),
        *partial_date("due"),
        name_of("office", "office"),
        name_of("person", "person"),
        day("done_on"),
        name_of("done_by", "done_by"),
        code("visibility"),
    ),
    joins=("office", "person", "done_by"),
    counts=("with_records",),
)
