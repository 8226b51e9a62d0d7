"""The list of changes: for each what was changed, of which record, between which regions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from partnerships.choices import Country
from partnerships.models import Change, Organisation, Region
from partnerships.models.base import Record
from partnerships.models.visibility import visibility_rule
from partnerships.services import book
from partnerships.services.differences import Differences

#: More regions of a side than these are counted.
MOST_NAMED = 3


@dataclass(frozen=True)
class Line:
    """One change as its reader is told of it; `record` is None for one that was removed."""

    entry: book.Entry
    record: Any
    regions: tuple[Region, ...]

    @property
    def pk(self) -> int:
        return self.entry.change.pk

    @property
    def title(self) -> str:
        return getattr(self.record, "shown_title", "") or str(self.record or _("a removed record"))

    @cached_property
    def what(self) -> Differences:
        return self.entry.what or Differences()

    @property
    def kind_label(self) -> str:
        model = self.entry.change.model
        return str(model._meta.verbose_name).capitalize() if model else ""

    @property
    def between(self) -> str:
        """“Uttar Pradesh – Yamanashi”: the regions of both sides, "" where none is known."""
        sides = (_named(self.regions, side) for side in (Country.INDIA, Country.JAPAN))
        return " – ".join(names for names in sides if names)


def _named(regions: Iterable[Region], side: str) -> str:
    names = sorted(str(region) for region in regions if region.code.startswith(side))
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return _("%(names)s and %(more)d more") % {
        "names": ", ".join(names[:MOST_NAMED]),
        "more": len(names) - MOST_NAMED,
    }


def lines(changes: Sequence[Change], user) -> list[Line]:
    """The lines of these changes for the reader, in a number of queries that depends on nothing
    but the kinds of records among them.
    """
    keys: dict[type[Record], set[int]] = defaultdict(set)
    for change in changes:
        if change.model is not None:
            keys[change.model].add(change.object_id)
    records = {model: _records(model, found, user) for model, found in keys.items()}
    regions = {region.pk: region for region in Region.objects.all()}
    places = {model: _places(model, records[model], user) for model in keys}
    told = book.entries(changes, user, in_full=book.edits_all(user))
    return [
        Line(
            entry,
            _of(records, entry.change).get(entry.change.object_id),
            tuple(
                regions[place]
                for place in _of(places, entry.change).get(entry.change.object_id, ())
                if place in regions
            ),
        )
        for entry in told
    ]


def _of(found: dict, change: Change) -> dict:
    """What was found for the kind of record that was changed."""
    return found.get(change.model, {})


def _records(model, keys, user) -> dict[int, Record]:
    return model.objects.visible_to(user).for_reading().in_bulk(keys)


def _places(model, keys, user) -> dict[int, set[int]]:
    """{key of record: its regions}, by its parties and stops that the reader may see."""
    found: dict[int, set[int]] = defaultdict(set)
    for way in model.reach:
        columns = [*(_region_of(name) for name in way.organisations), *way.regions]
        if not columns:
            continue
        if way.relation:
            relation = model._meta.get_field(way.relation)
            owner = relation.field.attname
            rows = relation.related_model.objects.visible_to(user)
        else:
            owner, rows = "pk", model.objects.visible_to(user)
        for column in columns:
            seen = rows.filter(**{f"{owner}__in": keys, f"{column}__isnull": False})
            rule = _may_be_known(column, user)
            for key, place in (seen.filter(rule) if rule else seen).values_list(owner, column):
                found[key].add(place)
    return found


def _region_of(organisation: str) -> str:
    return "region" if organisation == "pk" else f"{organisation}__region"


def _may_be_known(column: str, user):
    """The rule on the organisation that a column leads through."""
    organisation, _sep, _region = column.rpartition("__")
    return visibility_rule(user, Organisation, f"{organisation}__") if organisation else None
