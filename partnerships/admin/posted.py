"""What stands in the boxes of a form as posted, finished or not, for look-alikes while typing."""

from collections.abc import Iterator

from partnerships.choices import PartyRole
from partnerships.dates import DateError, PartialDate, parse
from partnerships.metrics.lookalikes import Sought
from partnerships.metrics.lookalikes.sought import own_links
from partnerships.models import Agreement, Organisation, Person, Source
from partnerships.models.naming import name_columns

#: More rows than a form ever shows are not read.
MOST_ROWS = 200
LONGEST = 1000


def sought_in(model, data, pk=None) -> Sought:
    """What is known of a record from the boxes of its form; what cannot be read is left out."""
    values: dict = {"names": tuple(_names(model, data))}
    values["others"] = frozenset(filter(None, (_key(data.get(n)) for n in own_links(model))))
    if model is Organisation:
        region = _key(data.get("region"))
        values |= {"region": region, "country": _text(data, "country").upper()}
    elif model is Person:
        values |= {"posts": _keys(rows(data, "holdings"), "post")}
    elif model is Source:
        values |= {"url": _text(data, "url"), "publisher": _text(data, "publisher")}
    elif model is Agreement:
        values |= {"start": _date(data, "signed"), "parties": _signatories(data)}
    else:
        values |= {"start": _date(data, "start"), "end": _date(data, "end"), **_of_meeting(data)}
    return Sought(model, pk, **values)


def _names(model, data) -> Iterator[str]:
    for column in name_columns(model):
        yield _text(data, column)
    yield from _text(data, "other_names").splitlines()


def _signatories(data) -> frozenset[int]:
    signatures = list(rows(data, "signatures"))
    return _keys(signatures, "organisation") | _keys(signatures, "on_behalf_of")


def _of_meeting(data) -> dict:
    parties = list(rows(data, "parties"))
    leading = [row for row in rows(data, "attendances") if row.get("leads")]
    stops = _keys(rows(data, "stops"), "region")
    region = _key(data.get("region"))
    return {
        "parties": _keys(parties, "organisation"),
        "lead_parties": _keys(
            [row for row in parties if row.get("role") == PartyRole.LEAD], "organisation"
        ),
        "regions": stops | ({region} if region else set()),
        "lead_people": _keys(leading, "person"),
        "lead_names": frozenset(filter(None, (_text(row, "name") for row in leading))),
    }


def rows(data, prefix: str) -> Iterator[dict[str, str]]:
    """The rows of a formset that are not to be removed, {name of box: text}."""
    total = _key(data.get(f"{prefix}-TOTAL_FORMS")) or 0
    by_row: dict[str, dict[str, str]] = {}
    for name, value in data.items():
        of, _dash, rest = name.partition("-")
        number, _dash, box = rest.partition("-")
        if of == prefix and number.isascii() and number.isdigit():
            by_row.setdefault(number, {})[box] = value
    for number, row in list(by_row.items())[:MOST_ROWS]:
        if len(number) < 6 and int(number) < total and not row.get("DELETE"):
            yield row


def _keys(found, box) -> frozenset[int]:
    return frozenset(key for row in found if (key := _key(row.get(box))))


def _key(text) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _text(data, name) -> str:
    """What stands in the box; without NUL, which PostgreSQL refuses and no field accepts."""
    return (data.get(name) or "").replace("\0", "").strip()[:LONGEST]


def _date(data, name) -> PartialDate:
    try:
        return parse(data.get(name) or "")
    except DateError:
        return PartialDate.unknown()
