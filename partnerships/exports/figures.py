"""The table of figures that somebody reported, in files of reports."""

from partnerships.exports.columns import (
    Column,
    Kind,
    code,
    key_of,
    name_of,
    organisation,
    partial_date,
    quantity,
    text,
)
from partnerships.exports.sheets import Sheet

FIGURES = Sheet(
    columns=(
        Column("ref", lambda figure: figure.record.key, Kind.CODE),
        Column("url", lambda figure: figure.record.get_absolute_url(), Kind.ADDRESS),
        name_of("record", "record"),
        text("what"),
        code("kind"),
        *quantity("value"),
        text("unit"),
        code("currency"),
        code("stage"),
        *partial_date("as_of"),
        *organisation("party", "organisation"),
        key_of("source_slug", "source"),
        name_of("source", "source"),
        text("remark"),
    ),
    links=("record",),
    joins=("source", "organisation__region"),
)
