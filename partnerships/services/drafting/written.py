"""A draft as files carry it: plain values, keys that never change, dates in ISO 8601."""

from datetime import date
from typing import Any

from partnerships.services.drafting.items import (
    DateFound,
    Draft,
    HeadcountFound,
    Mention,
    OrganisationFound,
    PersonFound,
    PledgeFound,
)

_CHOICES = ("kind", "direction", "status")
_LISTS = (
    "regions",
    "organisations",
    "dates",
    "headcounts",
    "people",
    "sectors",
    "initiatives",
    "places",
    "pledges",
)


def as_json(draft: Draft) -> dict[str, Any]:
    """Return the draft as one object of plain values; docs/drafting.md describes it."""
    written: dict[str, Any] = {"language": draft.language}
    for name in _CHOICES:
        choice = getattr(draft, name)
        written[name] = choice.value if choice else None
    written["title"] = draft.title.text if draft.title else None
    written["period"] = _item(draft.period) if draft.period else None
    for name in _LISTS:
        written[name] = [_item(item) for item in getattr(draft, name)]
    written["notices"] = [str(notice) for notice in draft.notices]
    written["spans"] = {
        name: _span(found) for name in (*_CHOICES, "title") if (found := getattr(draft, name))
    }
    return written


def _item(item: Mention) -> dict[str, Any]:
    written = _values(item) | _span(item)
    mentions = getattr(item, "mentions", ())
    return written | {"mentions": [_span(mention) for mention in mentions]} if mentions else written


def _values(item: Mention) -> dict[str, Any]:
    match item:
        case DateFound():
            return {
                "earliest": _day(item.earliest),
                "latest": _day(item.latest),
                "precision": str(item.precision),
            }
        case HeadcountFound():
            return {"value": item.value, "basis": str(item.basis)}
        case PersonFound():
            return {"name": item.name, "title": item.title, "slug": item.slug}
        case OrganisationFound():
            return {"slug": item.slug, "identifier": item.identifier, "name": item.name}
        case PledgeFound():
            return {"by": item.by}
    names = ("code", "slug", "name", "country")
    return {name: getattr(item, name) for name in names if hasattr(item, name)}


def _span(mention: Mention) -> dict[str, Any]:
    return {"start": mention.start, "end": mention.end, "text": mention.text}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
