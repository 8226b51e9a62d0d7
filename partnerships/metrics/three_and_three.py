"""Three and three: how many states and prefectures travelled to the other country in a year.

Rule: a region counts once if its government, its assembly, or a sub-party of a mission of either
travelled to the other country. Those who travel are the lead and the senders of a delegation, or
its participants where it names neither; who declined did not. National delegations are not
counted. A mission counts in the year in which it certainly starts; missions that may lie in it
are told apart. Only completed missions are travels; planned ones, and those over without a
recorded outcome, are told apart for regions that have not travelled in the year.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
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
    "reference",
    "title",
    *TITLES,
    *(
        f"{date}_{part}"
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

    Without `years` in the calendar and the fiscal year of the day. Two queries for any number of
    missions and years: their parties, and those missions that are named.
    """
    years = years or years_of(on)
    rows = _travellers(user, on, years)
    told = {(side, year): _by_state(_placed(rows, side, year)) for side in WAYS for year in years}
    named = _named(told.values())
    return [
        YearOfTravels(
            side,
            year,
            **{state: _travels(regions, named) for state, regions in states.items()},
            missions=_missions(rows, side, year, _starts_in),
            possible=_missions(rows, side, year, _may_start_in),
        )
        for (side, year), states in told.items()
    ]


def travelled(user, on: date, years: tuple[str, ...]) -> dict[tuple[Country, str], int]:
    """{(side, year): regions that travelled}, as `three_and_three` has them; one query."""
    rows = _travellers(user, on, years)
    return {
        (side, year): len(_placed(rows, side, year)[TRAVELLED]) for side in WAYS for year in years
    }


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


class _Row(NamedTuple):
    """A region on a mission, what is known of it, and when it starts."""

    code: str
    state: str
    mission: int
    earliest: date | None
    latest: date


def _travellers(user, on: date, years) -> list[_Row]:
    last_day = Coalesce("delegation__end_latest", "delegation__start_latest")
    state = Case(
        When(delegation__status=DelegationStatus.COMPLETED, then=Value(TRAVELLED)),
        When(LessThan(last_day, Value(on)), then=Value(UNRECORDED)),
        default=Value(PLANNED),
        output_field=CharField(),
    )
    found = _counted(user).filter(_near(years)).annotate(state=state).order_by()
    start = ("delegation__start_earliest", "delegation__start_latest")
    rows = found.values_list("organisation__region__code", "state", "delegation", *start)
    return [_Row(*row) for row in rows]


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


# What is asked of the rows, for each side and year

#: {region: its missions as (start, key)}
_Regions = dict[str, set[tuple[date, int]]]


def _starts_in(row: _Row, first: date, last: date) -> bool:
    """Whether the mission starts for certain between the days."""
    return row.earliest is not None and first <= row.earliest and row.latest <= last


def _may_start_in(row: _Row, first: date, last: date) -> bool:
    """Whether the mission may start between the days, without being certain to."""
    touches = (row.earliest or first) <= last and row.latest >= first
    return touches and not _starts_in(row, first, last)


def _placed(rows: Iterable[_Row], side: Country, year: str) -> dict[str, _Regions]:
    """The missions that count for the side in the year, by state and region."""
    first, last = year_bounds(year)
    found: dict[str, _Regions] = {state: defaultdict(set) for state in STATES}
    for row in rows:
        if row.code.startswith(side) and _starts_in(row, first, last):
            found[row.state][row.code].add((row.latest, row.mission))
    return found


def _by_state(placed: dict[str, _Regions]) -> dict[str, _Regions]:
    """Each region by code in the first of the states that it has a mission in."""
    told: set[str] = set()
    found = {}
    for state, regions in placed.items():
        found[state] = {code: regions[code] for code in sorted(regions) if code not in told}
        told.update(regions)
    return found


def _missions(rows: Iterable[_Row], side: Country, year: str, rule) -> int:
    """How many missions of the side took place by the rule of the year, each once."""
    first, last = year_bounds(year)
    gone = (row for row in rows if row.state == TRAVELLED and row.code.startswith(side))
    return len({row.mission for row in gone if rule(row, first, last)})


def _latest(missions) -> list[int]:
    return [key for _start, key in nlargest(MOST_MISSIONS, missions)]


def _named(told: Iterable[dict[str, _Regions]]) -> dict[int, Delegation]:
    """The missions that are named, by key."""
    regions = (missions for states in told for by in states.values() for missions in by.values())
    keys = {key for missions in regions for key in _latest(missions)}
    return {one.pk: one for one in Delegation.objects.filter(pk__in=keys).only(*NAMING)}


def _travels(regions: _Regions, named) -> tuple[Travels, ...]:
    return tuple(
        Travels(code, len(missions), tuple(named[key] for key in _latest(missions)))
        for code, missions in regions.items()
    )
