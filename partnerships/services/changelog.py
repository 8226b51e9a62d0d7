"""The list of changes: for each what was changed, of which record, between which regions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from partnerships.choices import Country
from partnerships.models import Change, Organisation, Region
from partnerships.models.base import Record
from partnerships.models.together import read_by_key, read_columns
from partnerships.models.visibility import is_administrator, visibility_rule
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
    """The lines of these changes for the reader, in a fixed number of queries."""
    keys: dict[type[Record], set[int]] = defaultdict(set)
    for change in changes:
        if change.model is not None:
            keys[change.model].add(change.object_id)
    wanted: dict[Any, Any] = {**keys, Region: Region.objects.values("pk")}
    records = read_by_key(wanted, user)
    regions = records.pop(Region)
    places = _places(records, user)
    told = book.entries(changes, user, in_full=is_administrator(user))
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


def _places(records, user) -> dict[type[Record], dict[int, set[int]]]:
    """{model: {key: its regions}}, by parties and stops that the reader may see; one query."""
    ways = [
        (model, way)
        for model, keys in records.items()
        if keys
        for way in _ways_to_regions(model, keys, user)
    ]
    found: dict = defaultdict(lambda: defaultdict(set))
    read = read_columns(*(way for _model, way in ways))
    for (model, _way), rows in zip(ways, read, strict=True):
        for key, place in rows:
            found[model][key].add(place)
    return found


def _ways_to_regions(model, keys, user) -> Iterable[tuple[QuerySet, tuple[str, str]]]:
    """Rows that lead from records to regions, with their columns of both."""
    for way in model.reach:
        columns = [*(_region_of(name) for name in way.organisations), *way.regions]
        if not columns:
            continue
        if way.relation:
            relation = model._meta.get_field(way.relation)
            owner, held = relation.field.attname, relation.related_model
        else:
            owner, held = "pk", model
        for column in columns:
            seen = held.objects.visible_to(user)
            seen = seen.filter(**{f"{owner}__in": keys, f"{column}__isnull": False})
            rule = _may_be_known(column, user)
            yield seen.filter(rule) if rule else seen, (owner, column)


def _region_of(organisation: str) -> str:
    return "region" if organisation == "pk" else f"{organisation}__region"


def _may_be_known(column: str, user):
    """The rule on the organisation that a column leads through."""
    organisation, _sep, _region = column.rpartition("__")
    return visibility_rule(user, Organisation, f"{organisation}__") if organisation else None
