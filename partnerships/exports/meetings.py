"""Delegations and events as tables, with their parties, stops and people."""

from partnerships.choices import PartyRole
from partnerships.exports.columns import (
    TAIL,
    Column,
    Columns,
    Kind,
    code,
    codes_of,
    day,
    head,
    in_languages,
    initiatives,
    key_of,
    listed,
    name_of,
    number,
    organisation,
    partial_date,
    partnerships,
    party,
    quantity,
    references,
    rows_of,
    sectors,
    text,
    truth,
)
from partnerships.exports.sheets import RowSheet, Sheet


def _in_role(record, role) -> list:
    return [row.organisation for row in rows_of(record, "parties") if row.role == role]


def _parties_as(role) -> Columns:
    """The parties with one role: codes, then names."""
    return (
        codes_of(f"{role}_codes", lambda record: _in_role(record, role)),
        listed(f"{role}_names", lambda record: _in_role(record, role)),
    )


PARTIES = tuple(column for role in PartyRole.values for column in _parties_as(role))
PEOPLE = listed("people", lambda record: rows_of(record, "attendances"))
DATES = (*partial_date("start"), *partial_date("end"), text("date_remark"))
TEXTS = (text("purpose"), *in_languages("summary"), text("outcome"))
DECLARED = (number("declared_parties"), text("declared_parties_text"))
COUNTED = (*partnerships(), truth("partnerships_chosen"))

PARTY_ROW = (
    *party("party"),
    code("role"),
    code("reply"),
    day("reply_by"),
    *quantity("headcount"),
    text("remark"),
)
PERSON_ROW = (
    key_of("person_slug", "person", "slug"),
    name_of("person", "person"),
    text("name_as_printed", "name"),
    text("person_title", "title"),
    *organisation("organisation", "organisation"),
    truth("leads"),
    number("order"),
)

_DELEGATION = (
    *head("ref"),
    text("title"),
    code("direction"),
    code("status"),
    *partial_date("start"),
    *partial_date("end"),
)

DELEGATIONS = Sheet(
    columns=(
        *head("ref"),
        text("title"),
        *in_languages("title"),
        code("direction"),
        code("status"),
        *DATES,
        *quantity("headcount"),
        *DECLARED,
        *PARTIES,
        PEOPLE,
        *TEXTS,
        *sectors(),
        *initiatives(),
        *COUNTED,
        key_of("parent_ref", "parent"),
        key_of("answers_ref", "answers"),
        *TAIL,
    ),
    links=(
        "parties",
        "attendances",
        "sectors",
        "initiatives",
        "partnerships",
        "parent",
        "answers",
    ),
    joins=("office",),
    rows={
        "parties": RowSheet("parties", _DELEGATION, PARTY_ROW),
        "stops": RowSheet(
            "stops",
            _DELEGATION,
            (
                number("order"),
                *partial_date("date"),
                text("place"),
                code("country"),
                key_of("region_code", "region", "code"),
                name_of("region", "region"),
                *organisation("host", "host"),
                text("stop_purpose", "purpose"),
            ),
        ),
        "people": RowSheet("attendances", _DELEGATION, PERSON_ROW),
    },
)

_EVENT = (
    *head("ref"),
    text("title"),
    code("kind"),
    code("stage"),
    *partial_date("start"),
    *partial_date("end"),
)


def _time(name: str):
    def value(record) -> str:
        found = getattr(record, name)
        return found.isoformat("minutes") if found else ""

    return Column(name, value, Kind.CODE)


EVENTS = Sheet(
    columns=(
        *head("ref"),
        text("title"),
        *in_languages("title"),
        code("kind"),
        text("kind_as_stated"),
        code("stage"),
        *DATES,
        _time("start_time"),
        _time("end_time"),
        code("time_zone"),
        text("place"),
        code("country"),
        key_of("region_code", "region", "code"),
        name_of("region", "region"),
        *quantity("headcount"),
        *DECLARED,
        *PARTIES,
        PEOPLE,
        *TEXTS,
        *sectors(),
        *initiatives(),
        *COUNTED,
        references("delegation_refs", "delegations"),
        *TAIL,
    ),
    links=("parties", "attendances", "sectors", "initiatives", "partnerships", "delegations"),
    joins=("office", "region"),
    rows={
        "parties": RowSheet("parties", _EVENT, PARTY_ROW),
        "people": RowSheet("attendances", _EVENT, PERSON_ROW),
    },
)
