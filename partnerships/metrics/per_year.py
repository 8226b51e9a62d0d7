"""Completed missions each way by year, and by sector.

Rule: a mission counts once, however many parties it has, in the calendar year that it starts in,
also where it goes on into the next. Where that year is not certain ("FY2025", "by 2026", unknown),
it is told apart. Missions to third countries go neither way.
"""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, TextField, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from partnerships.choices import DelegationStatus, Direction
from partnerships.models import Delegation, Sector
from partnerships.models.together import read_columns


@dataclass(frozen=True)
class Year:
    """How many missions started in the year, each way."""

    year: int
    to_japan: int
    to_india: int


@dataclass(frozen=True)
class PerYear:
    """Every year from the first to the last with a mission; `unplaced` have no certain year.

    `to_japan` and `to_india` count all of them each way, of a certain year or not.
    """

    years: tuple[Year, ...]
    unplaced: int
    to_japan: int
    to_india: int


@dataclass(frozen=True)
class OfSector:
    """A group of sectors, and how many missions have it or one of its sectors."""

    sector: Sector
    number: int


@dataclass(frozen=True)
class MissionsCounted:
    """Missions by year each way, and groups of sectors by their missions, most first.

    A mission of several sectors counts in each of their groups, and once in a group.
    """

    per_year: PerYear
    per_sector: tuple[OfSector, ...]


def missions_counted(delegations) -> MissionsCounted:
    """`delegations` are a queryset of those that a reader may see; one query for any number."""
    took_place = delegations.filter(status=DelegationStatus.COMPLETED).order_by()
    years, sectors = read_columns(
        (_by_year(took_place), ("number", "year", "direction", *_NO_NAMES)),
        (_by_sector(took_place), ("number", *(f"group_{name}" for name in _GROUP))),
    )
    return MissionsCounted(_per_year(years), _per_sector(sectors))


#: What is read of a group of sectors; and nothing in the places of its names.
_GROUP = ("id", "slug", "name_en", "name_ja", "name_hi", "name_folded")
_NO_NAMES = tuple(f"no_{name}" for name in _GROUP[2:])
_WAYS = (Direction.INDIA_TO_JAPAN, Direction.JAPAN_TO_INDIA)


def _by_year(took_place):
    certain = When(
        start_earliest__year=ExtractYear("start_latest"), then=ExtractYear("start_earliest")
    )
    return (
        took_place.filter(direction__in=_WAYS)
        .annotate(year=Case(certain, output_field=IntegerField()))
        .values("year", "direction")
        .annotate(
            number=Count("pk", distinct=True),
            **dict.fromkeys(_NO_NAMES, Value("", output_field=TextField())),
        )
    )


def _by_sector(took_place):
    group = {
        f"group_{name}": Coalesce(F(f"sector__parent__{name}"), F(f"sector__{name}"))
        for name in _GROUP
    }
    named = Delegation.sectors.through.objects.filter(delegation__in=took_place.values("pk"))
    return (
        named.order_by()
        .annotate(**group)
        .values(*group)
        .annotate(number=Count("delegation", distinct=True))
    )


def _per_year(rows) -> PerYear:
    counted = {(year, direction): number for number, year, direction, *_none in rows}
    to_japan, to_india = (
        {year: number for (year, direction), number in counted.items() if direction == way}
        for way in _WAYS
    )
    years = [year for year, _direction in counted if year is not None]
    return PerYear(
        years=tuple(
            Year(year, to_japan.get(year, 0), to_india.get(year, 0))
            for year in (range(min(years), max(years) + 1) if years else ())
        ),
        unplaced=to_japan.get(None, 0) + to_india.get(None, 0),
        to_japan=sum(to_japan.values()),
        to_india=sum(to_india.values()),
    )


def _per_sector(rows) -> tuple[OfSector, ...]:
    found = [
        OfSector(Sector(**dict(zip(_GROUP, group, strict=True))), number) for number, *group in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.number, one.sector.name_folded)))
