"""Three and three: how many states and prefectures travelled to the other country in a year.

Rule: a region counts once if its government, its assembly, or a sub-party of a mission of either
travelled to the other country. Those who travel are the lead and the senders of a delegation, or
its participants where it names neither; who declined did not. National delegations are not
counted. A mission counts in the year in which it certainly starts; missions that may lie in it
are told apart. Only completed missions are travels; planned ones, and those over without a
recorded outcome, are told apart for regions that have not travelled in the year.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from partnerships.choices import Country, DelegationStatus, Direction, PartyRole, Reply
from partnerships.dates import fiscal_year_of, year_bounds
from partnerships.models import Citation, Delegation, DelegationParty, Target
from partnerships.models.languages import TITLES
from partnerships.models.organisations import acts_as_region
from partnerships.models.visibility import visibility_rule

TRAVELLED, PLANNED, UNRECORDED = "travelled", "planned", "unrecorded"
#: The better known first: a region is told in the first that it has a mission in.
STATES = (TRAVELLED, PLANNED, UNRECORDED)
#: The targets that state the aim, by the side that travels.
AIMS = {Country.INDIA: "TGT-2025-0008", Country.JAPAN: "TGT-2025-0009"}
WAYS = {Country.INDIA: Direction.INDIA_TO_JAPAN, Country.JAPAN: Direction.JAPAN_TO_INDIA}
#: Of more missions of one region only the number is told.
MOST_MISSIONS = 3
#: What it takes to name a mission with its days.
NAMING = (
    "delegation__reference",
    *(f"delegation__{title}" for title in ("title", *TITLES)),
    *(
        f"delegation__{date}_{part}"
        for date in ("start", "end")
        for part in ("earliest", "latest", "precision", "text")
    ),
)
SENDING = (PartyRole.LEAD, PartyRole.SENDER)
#: Who travels where a delegation names none of these.
ELSE_SENDING = PartyRole.PARTICIPANT
AWAITED = (DelegationStatus.PLANNED, DelegationStatus.CONFIRMED)
#: Of an aim of long ago the latest years are told.
MOST_YEARS = 5


def rule_in_words() -> str:
    return _(
        "A region counts once a year if its government, its assembly, or a sub-party of a mission "
        "of either travelled to the other country: as %(sending)s of a delegation, or as %(else)s "
        "where it names neither. Who declined did not travel. National delegations are not "
        "counted. A mission counts in the calendar year and in the fiscal year in which it "
        "certainly starts, an undated one in none. Only completed missions count; planned ones "
        "(%(awaited)s) are told apart. Recorded so far."
    ) % {
        "sending": _in_words(SENDING),
        "else": _in_words([ELSE_SENDING]),
        "awaited": _in_words(AWAITED),
    }


def _in_words(choices) -> str:
    return get_text_list([str(choice.label).lower() for choice in choices], _("or"))


@dataclass(frozen=True)
class Travels:
    """A region (its code) and its missions of one state in a year; `shown` are the latest few."""

    region: str
    number: int
    shown: tuple[Any, ...]


@dataclass(frozen=True)
class YearOfTravels:
    """The regions of one side by what is recorded of them in a year such as 2026 or FY2026.

    `missions` took place; `possible` did too, but may have started in another year.
    """

    side: Country
    year: str
    travelled: tuple[Travels, ...]
    planned: tuple[Travels, ...]
    unrecorded: tuple[Travels, ...]
    missions: int
    possible: int


def years_of(on: date) -> tuple[str, ...]:
    """The calendar and the fiscal year of the day, such as 2026 and FY2026."""
    return f"{on.year}", f"FY{fiscal_year_of(on)}"


def years_since(start: date | None, on: date) -> tuple[str, ...]:
    """The calendar years from that of `start` to that of the day `on`, then the fiscal ones.

    Of each the latest few; those of the day alone where the start is not known or lies ahead.
    """
    start = min(start or on, on)
    calendar = range(start.year, on.year + 1)
    fiscal = range(fiscal_year_of(start), fiscal_year_of(on) + 1)
    return (
        *(f"{year}" for year in calendar[-MOST_YEARS:]),
        *(f"FY{year}" for year in fiscal[-MOST_YEARS:]),
    )


def three_and_three(user, on: date, years: tuple[str, ...] = ()) -> list[YearOfTravels]:
    """Both sides in the years, as far as `user` may see on the day `on`.

    Without `years` in the calendar and the fiscal year of the day. Three queries for any number of
    missions and years.
    """
    years = years or years_of(on)
    rows = _travellers(user, on, years)
    numbers = _numbers(rows, years)
    shown = _shown(rows.filter(_told(numbers)), years)
    missions = _missions(rows, years)
    return [
        YearOfTravels(
            side,
            year,
            **_by_state(numbers[side, year], shown[side, year]),
            missions=missions[side, year][0],
            possible=missions[side, year][1],
        )
        for side in WAYS
        for year in years
    ]


def travelled(user, on: date, years: tuple[str, ...]) -> dict[tuple[Country, str], int]:
    """{(side, year): regions that travelled}, as `three_and_three` has them; one query."""
    numbers = _numbers(_travellers(user, on, years), years)
    return {(side, year): len(numbers[side, year][TRAVELLED]) for side in WAYS for year in years}


def _by_state(numbers, shown) -> dict[str, tuple[Travels, ...]]:
    """{state: the regions first told in it, by code}."""
    told: set[str] = set()
    found = {}
    for state in STATES:
        regions = sorted(code for code in numbers[state] if code not in told)
        told.update(regions)
        found[state] = tuple(
            Travels(code, numbers[state][code], tuple(shown[state, code][:MOST_MISSIONS]))
            for code in regions
        )
    return found


def aims(user) -> dict[Country, Target]:
    """{side: the target that states its aim} of those that `user` may see, in one query.

    Each has `source_slug` and `source_title`, None without a source that `user` may see.
    """
    kind = ContentType.objects.get_for_model(Target)
    sources = (
        Citation.objects.filter(content_type=kind, object_id=OuterRef("pk"))
        .from_visible_sources(user)
        .order_by("source__rank", "pk")
    )
    found = Target.objects.visible_to(user).annotate(
        source_slug=Subquery(sources.values("source__slug")[:1]),
        source_title=Subquery(sources.values("source__title")[:1]),
    )
    sides = {reference: side for side, reference in AIMS.items()}
    return {sides[aim.reference]: aim for aim in found.filter(reference__in=sides)}


# The rows: one for each region and mission, twice where its government and assembly both travel


def _travellers(user, on: date, years):
    travelled = Q(delegation__status=DelegationStatus.COMPLETED)
    over = Q(last_day__lt=on)
    state = Case(
        When(travelled, then=Value(TRAVELLED)),
        When(over, then=Value(UNRECORDED)),
        default=Value(PLANNED),
        output_field=CharField(),
    )
    found = (
        _counted(user)
        .filter(_near(years))
        .alias(last_day=Coalesce("delegation__end_latest", "delegation__start_latest"))
        .annotate(state=state, code=F("organisation__region__code"))
    )
    for index, year in enumerate(years):
        certain, possible = _placing(year)
        found = found.annotate(**{f"in_{index}": _yes(certain), f"may_{index}": _yes(possible)})
    return found.order_by()


def _near(years) -> Q:
    """Missions that may start in one of the years, as the index of starts finds them."""
    bounds = [year_bounds(year) for year in years]
    last = max(last for _first, last in bounds)
    start = "delegation__start"
    begun = Q(**{f"{start}_earliest__isnull": True}) | Q(**{f"{start}_earliest__lte": last})
    return begun & Q(**{f"{start}_latest__gte": min(first for first, _last in bounds)})


def _counted(user):
    """The party rows of regions that travel to the other country."""
    ways = Q()
    for side, direction in WAYS.items():
        ways |= Q(delegation__direction=direction, organisation__region__code__startswith=side)
    rows = _travelling(DelegationParty.objects.visible_to(user))
    heads = DelegationParty.objects.visible_to(user).exclude(reply=Reply.DECLINED)
    of_parent = heads.filter(
        acts_as_region("organisation__"),
        visibility_rule(user, Delegation, "delegation__"),
        role__in=(*SENDING, ELSE_SENDING),
        delegation=OuterRef("delegation__parent"),
        organisation__region=OuterRef("organisation__region"),
    )
    return rows.filter(
        ways,
        visibility_rule(user, Delegation, "delegation__"),
        acts_as_region("organisation__") | Exists(of_parent),
        delegation__status__in=(DelegationStatus.COMPLETED, *AWAITED),
    )


def _travelling(rows):
    """Lead and senders, or the participants of a mission that names neither; none who declined."""
    going = rows.exclude(reply=Reply.DECLINED)
    named = going.filter(role__in=SENDING, delegation=OuterRef("delegation"))
    return going.filter(
        Q(role__in=SENDING) | Q(~Exists(named), role=ELSE_SENDING),
    )


def _placing(year: str) -> tuple[Q, Q]:
    """Whether a mission starts in the year for certain, and whether it may without being so."""
    first, last = year_bounds(year)
    start = "delegation__start"
    certain = Q(**{f"{start}_earliest__gte": first, f"{start}_latest__lte": last})
    begun = Q(**{f"{start}_earliest__isnull": True}) | Q(**{f"{start}_earliest__lte": last})
    dated = Q(**{f"{start}_latest__gte": first})
    outside = Q(**{f"{start}_earliest__isnull": True}) | ~certain
    return certain, begun & dated & outside


def _yes(rule: Q):
    return Case(When(rule, then=Value(True)), default=Value(False), output_field=BooleanField())


# What is asked of the rows, once for all years


def _side(code: str) -> Country:
    return Country(code[:2])


def _numbers(rows, years) -> dict:
    """{(side, year): {state: {region: number of missions}}}."""
    counted = {
        f"n_{index}": Count("delegation", distinct=True, filter=Q(**{f"in_{index}": True}))
        for index in range(len(years))
    }
    found: dict = defaultdict(lambda: defaultdict(dict))
    grouped = rows.values("code", "state").annotate(**counted)
    for code, state, *numbers in grouped.values_list("code", "state", *counted):
        for year, number in zip(years, numbers, strict=True):
            if number:
                found[_side(code), year][state][code] = number
    return found


def _missions(rows, years) -> dict[tuple[Country, str], tuple[int, int]]:
    """{(side, year): (missions that took place in it, those that may have)}, each mission once."""
    counted = {
        f"{name}s_{index}": Count(
            "delegation", distinct=True, filter=Q(**{f"{name}_{index}": True})
        )
        for index in range(len(years))
        for name in ("in", "may")
    }
    found: dict = defaultdict(lambda: (0, 0))
    grouped = rows.filter(state=TRAVELLED).values("delegation__direction").annotate(**counted)
    sides = {direction: side for side, direction in WAYS.items()}
    for direction, *numbers in grouped.values_list("delegation__direction", *counted):
        for index, year in enumerate(years):
            found[sides[direction], year] = tuple(numbers[2 * index : 2 * index + 2])
    return found


def _told(numbers) -> Q:
    """Leaves out plans of regions that travelled in every year: these are not told."""
    gone = {(side, year): set(states[TRAVELLED]) for (side, year), states in numbers.items()}
    always = set()
    for side in WAYS:
        years = [codes for (of, _year), codes in gone.items() if of == side]
        always |= set.intersection(*years) if len(years) > 1 else set()
    return Q(state=TRAVELLED) | ~Q(code__in=always)


def _shown(rows, years) -> dict:
    """{(side, year): {(state, region): missions, latest first}}, of each the latest few."""
    latest = (F("delegation__start_latest").desc(nulls_last=True), F("delegation_id").desc())
    inside = [f"in_{index}" for index in range(len(years))]
    place = Window(
        RowNumber(), partition_by=[F("code"), F("state"), *map(F, inside)], order_by=latest
    )
    in_any = reduce(or_, (Q(**{name: True}) for name in inside))
    # Twice as many, since a government and its assembly on one mission are two rows.
    some = rows.annotate(place=place).filter(in_any, place__lte=2 * MOST_MISSIONS)
    found: dict = defaultdict(lambda: defaultdict(list))
    for row in some.select_related("delegation").only(*NAMING).order_by(*latest):
        for index, year in enumerate(years):
            missions = found[_side(row.code), year][row.state, row.code]
            if getattr(row, f"in_{index}") and row.delegation not in missions:
                missions.append(row.delegation)
    return found
