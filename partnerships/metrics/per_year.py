"""Completed missions each way by year, and by sector.

Rule: a mission counts once, however many parties it has, in the calendar year that it starts in,
also where it goes on into the next. Where that year is not certain ("FY2025", "by 2026", unknown),
it is told apart. Missions to third countries go neither way.
"""

from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, When
from django.db.models.functions import Coalesce, ExtractYear

from partnerships.choices import DelegationStatus, Direction
from partnerships.models import Delegation, Sector


@dataclass(frozen=True)
class Year:
    """How many missions started in the year, each way."""

    year: int
    to_japan: int
    to_india: int


@dataclass(frozen=True)
class PerYear:
    """Every year from the first to the last with a mission; `unplaced` have no certain year."""

    years: tuple[Year, ...]
    unplaced: int


def completed_each_way(delegations):
    """Those that count here."""
    ways = (Direction.INDIA_TO_JAPAN, Direction.JAPAN_TO_INDIA)
    return delegations.filter(status=DelegationStatus.COMPLETED, direction__in=ways)


def missions_per_year(delegations) -> PerYear:
    """`delegations` are a queryset of those that a reader may see; one query for any number."""
    certain = When(
        start_earliest__year=ExtractYear("start_latest"), then=ExtractYear("start_earliest")
    )
    rows = (
        completed_each_way(delegations)
        .order_by()
        .annotate(year=Case(certain, output_field=IntegerField()))
        .values("year", "direction")
        .annotate(number=Count("pk", distinct=True))
        .values_list("year", "direction", "number")
    )
    counted = {(year, direction): number for year, direction, number in rows}
    years = [year for year, _direction in counted if year is not None]
    return PerYear(
        years=tuple(
            Year(
                year,
                counted.get((year, Direction.INDIA_TO_JAPAN), 0),
                counted.get((year, Direction.JAPAN_TO_INDIA), 0),
            )
            for year in (range(min(years), max(years) + 1) if years else ())
        ),
        unplaced=sum(number for (year, _way), number in counted.items() if year is None),
    )


@dataclass(frozen=True)
class OfSector:
    """A group of sectors, and how many missions have it or one of its sectors."""

    sector: Sector
    number: int


def missions_per_sector(delegations) -> list[OfSector]:
    """Groups of sectors by the number of completed missions, most first; one query.

    A mission of several sectors counts in each of their groups, and once in a group.
    """
    completed = delegations.filter(status=DelegationStatus.COMPLETED).order_by()
    group = {
        name: Coalesce(F(f"sector__parent__{name}"), F(f"sector__{name}"))
        for name in ("id", "slug", "name_en", "name_ja", "name_hi", "name_folded")
    }
    rows = (
        Delegation.sectors.through.objects.filter(delegation__in=completed.values("pk"))
        .order_by()
        .annotate(**{f"group_{name}": column for name, column in group.items()})
        .values(*(f"group_{name}" for name in group))
        .annotate(number=Count("delegation", distinct=True))
        .values_list("number", *(f"group_{name}" for name in group))
    )
    found = [
        OfSector(Sector(**dict(zip(group, named, strict=True))), number) for number, *named in rows
    ]
    return sorted(found, key=lambda one: (-one.number, one.sector.name_folded))
