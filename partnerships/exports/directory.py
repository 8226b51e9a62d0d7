"""Regions, organisations, people and sources as tables."""

from partnerships.exports.columns import (
    TAIL,
    VERSION,
    code,
    head,
    key_of,
    listed,
    name_of,
    number,
    organisation,
    partial_date,
    rows_of,
    text,
)
from partnerships.exports.sheets import RowSheet, Sheet

REGIONS = Sheet(
    columns=(
        *head("code"),
        code("kind"),
        text("name_en"),
        text("name_ja"),
        text("name_hi"),
        text("capital_en"),
        text("capital_ja"),
        text("capital_hi"),
        listed("other_names", lambda region: region.aliases.all()),
        number("tile_row"),
        number("tile_column"),
        *partial_date("valid_from"),
        *partial_date("valid_to"),
        listed("made_from_codes", lambda region: _codes(region.predecessors, "predecessor")),
        text("source_text"),
        *VERSION,
    ),
    links=("aliases", "predecessors__predecessor"),
)


def _codes(successions, end) -> list[str]:
    return [getattr(row, end).code for row in successions.all()]


ORGANISATIONS = Sheet(
    columns=(
        *head("slug"),
        code("code", "identifier"),
        text("name"),
        text("name_ja"),
        text("name_hi"),
        text("other_names"),
        code("kind"),
        code("country"),
        key_of("region_code", "region", "code"),
        name_of("region", "region"),
        key_of("parent_slug", "parent"),
        name_of("parent", "parent"),
        text("website"),
        text("remark"),
        *TAIL,
    ),
    links=("parent",),
    joins=("office", "region"),
)

PEOPLE = Sheet(
    columns=(
        *head("slug"),
        text("name"),
        text("name_local"),
        text("other_names"),
        listed("posts", lambda record: [row.post for row in rows_of(record, "holdings")]),
        text("remark"),
        *TAIL,
    ),
    links=("holdings",),
    joins=("office",),
    rows={
        "posts": RowSheet(
            "holdings",
            (*head("slug"), text("name"), text("name_local")),
            (
                text("post", "post.title"),
                *organisation("organisation", "post.organisation"),
                *partial_date("held_from"),
                *partial_date("held_until"),
                *partial_date("seen_on"),
            ),
        ),
    },
    personal={
        "contacts": RowSheet(
            "contacts",
            (*head("slug"), text("name"), text("name_local")),
            (code("contact_kind", "kind"), text("contact", "value"), name_of("office", "office")),
        ),
    },
)

SOURCES = Sheet(
    columns=(
        *head("slug"),
        text("title"),
        text("publisher"),
        text("address", "url"),
        text("file_name"),
        *partial_date("published"),
        code("level"),
        code("source_language"),
        text("remark"),
        number("use_count"),
        *TAIL,
    ),
    joins=("office",),
    counts=("with_uses",),
)
