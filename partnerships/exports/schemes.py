"""Initiatives, exchange programmes and targets as tables, with members, parties and cohorts."""

from partnerships.exports.columns import (
    TAIL,
    code,
    head,
    initiatives,
    key_of,
    listed,
    name_of,
    number,
    organisation,
    partial_date,
    partnerships,
    quantity,
    references,
    rows_of,
    sectors,
    text,
    truth,
)
from partnerships.exports.sheets import RowSheet, Sheet

INITIATIVES = Sheet(
    columns=(
        *head("slug"),
        text("name"),
        text("name_ja"),
        text("name_hi"),
        text("other_names"),
        code("kind"),
        key_of("parent_slug", "parent"),
        name_of("parent", "parent"),
        *partial_date("launched"),
        text("launched_at"),
        code("hedge"),
        number("declared_size"),
        listed(
            "member_codes",
            lambda record: [row.organisation.identifier for row in rows_of(record, "memberships")],
        ),
        listed("members", lambda record: rows_of(record, "memberships")),
        text("summary"),
        key_of("possibly_same_as_slug", "possibly_same_as"),
        text("possibly_same_remark"),
        *sectors(),
        *TAIL,
    ),
    links=("parent", "possibly_same_as", "memberships", "sectors"),
    joins=("office",),
    rows={
        "parties": RowSheet(
            "memberships",
            (*head("slug"), text("name"), code("kind"), number("declared_size")),
            (
                *organisation("party", "organisation"),
                code("party_kind", "organisation.kind"),
                code("party_country", "organisation.country"),
                key_of("party_region_code", "organisation.region", "code"),
                text("role"),
                truth("is_declared_member"),
                code("standing"),
                *partial_date("joined"),
                *partial_date("left"),
                text("remark"),
            ),
        ),
    },
)

_PROGRAMME = (*head("ref"), text("title"), code("kind"), code("direction"), code("stage"))

PROGRAMMES = Sheet(
    columns=(
        *head("ref"),
        text("title"),
        code("kind"),
        text("kind_as_stated"),
        code("direction"),
        code("stage"),
        *partial_date("start"),
        *partial_date("end"),
        text("period_text"),
        listed(
            "party_codes",
            lambda record: [row.organisation.identifier for row in rows_of(record, "parties")],
        ),
        listed("parties", lambda record: rows_of(record, "parties")),
        listed("party_roles", lambda record: [row.role for row in rows_of(record, "parties")]),
        text("summary"),
        *sectors(),
        *initiatives(),
        *partnerships(),
        references("agreement_refs", "agreements"),
        *TAIL,
    ),
    links=("parties", "sectors", "initiatives", "partnerships", "agreements"),
    joins=("office",),
    rows={
        "parties": RowSheet(
            "parties",
            _PROGRAMME,
            (
                *organisation("party", "organisation"),
                code("party_kind", "organisation.kind"),
                code("party_country", "organisation.country"),
                key_of("party_region_code", "organisation.region", "code"),
                code("role"),
                text("remark"),
            ),
        ),
        "cohorts": RowSheet(
            "cohorts",
            _PROGRAMME,
            (
                *partial_date("start"),
                *partial_date("end"),
                text("period_text"),
                *quantity("planned"),
                *quantity("actual"),
                text("remark"),
            ),
        ),
    },
)

TARGETS = Sheet(
    columns=(
        *head("ref"),
        text("title"),
        *quantity("value"),
        text("unit"),
        code("hedge"),
        *partial_date("start"),
        *partial_date("end"),
        text("period_text"),
        text("counting_rule"),
        key_of("initiative_slug", "initiative"),
        name_of("initiative", "initiative"),
        key_of("partnership_slug", "partnership"),
        name_of("partnership", "partnership"),
        key_of("region_code", "region", "code"),
        name_of("region", "region"),
        *sectors(),
        *TAIL,
    ),
    links=("initiative", "partnership", "sectors"),
    joins=("office", "region"),
)
