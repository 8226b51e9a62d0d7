"""Missions of different regions that go to one place at nearly the same time.

Rule: two planned or confirmed delegations with stated days, sent from different regions of one
country, stop in the same city or region of the other on the same days or at most 7 days apart. A
stop without a day of its own counts for all days of its mission; a mission without stops goes to
the regions of its hosts. A mission and its own sub-parties never clash.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models.functions import Coalesce

from partnerships.choices import Country, DelegationStatus, Reply
from partnerships.dates import Precision
from partnerships.metrics.agenda import AWAITED, is_exact
from partnerships.models import Delegation
from partnerships.text import fold

#: How many days may lie between two visits that are worth joining.
NEAR = 7


@dataclass(frozen=True)
class Visit:
    """A mission at a place; `own_days` says that the days are of the stop, not of the mission."""

    mission: Any
    place: str
    region: Any
    first: date
    last: date
    own_days: bool


@dataclass(frozen=True)
class Clash:
    """Two missions at one place. `days_apart` is 0 where they share a day."""

    earlier: Visit
    later: Visit

    @property
    def days_apart(self) -> int:
        return max((self.later.first - self.earlier.last).days, 0)

    @property
    def shared(self) -> tuple[date, date]:
        """The first and last day that they share; only where `days_apart` is 0."""
        return self.later.first, min(self.earlier.last, self.later.last)

    @property
    def is_in_one_city(self) -> bool:
        return bool(self.earlier.place) and fold(self.earlier.place) == fold(self.later.place)

    @property
    def place(self) -> str:
        """The city where both name the same one, else the region."""
        return self.earlier.place if self.is_in_one_city else str(self.earlier.region)

    @property
    def knows_days(self) -> bool:
        """Whether both stops have days of their own."""
        return self.earlier.own_days and self.later.own_days

    @property
    def missions(self) -> tuple[Any, Any]:
        return self.earlier.mission, self.later.mission


def clashes(user, first: date, last: date, on: date) -> list[Clash]:
    """Clashes of missions not over on the day `on` that touch the days from `first` to `last`.

    Of those that `user` may see, soonest first; three queries for any number.
    """
    near = timedelta(days=NEAR)
    missions = (
        Delegation.objects.visible_to(user)
        .alias(latest=Coalesce("end_latest", "start_latest"))
        .filter(
            AWAITED[Delegation],
            start_precision=Precision.DAY,
            end_precision__in=[Precision.DAY, Precision.UNKNOWN],
            start_earliest__lte=last + near,
            latest__gte=max(first - near, on),
        )
        .order_by("start_earliest", "reference_year", "reference_number")
        .prefetch_visible(user, "parties", "stops")
    )
    found = _best(_pairs(missions))
    touching = [
        clash
        for clash in found
        if any(one.start_earliest <= last and one.last_day >= first for one in clash.missions)
    ]
    return sorted(touching, key=_in_time)


def clashes_of(delegation, user, on: date) -> list[Clash]:
    """The clashes of one mission; none, and no query, where it is not awaited or has no days."""
    waits = delegation.status in (DelegationStatus.PLANNED, DelegationStatus.CONFIRMED)
    if not (waits and is_exact(delegation) and delegation.last_day >= on):
        return []
    found = clashes(user, delegation.start_earliest, delegation.last_day, on)
    return [clash for clash in found if delegation in clash.missions]


def _in_time(clash):
    return (clash.later.first, *(mission.reference for mission in clash.missions))


def _best(found: Iterable[Clash]) -> list[Clash]:
    """One clash of each two missions: in one city rather than one region, then the nearest."""
    by_pair: dict[frozenset[int], Clash] = {}
    for clash in sorted(found, key=lambda one: (not one.is_in_one_city, one.days_apart)):
        by_pair.setdefault(frozenset(mission.pk for mission in clash.missions), clash)
    return list(by_pair.values())


def _pairs(missions) -> Iterable[Clash]:
    by_place: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for mission in missions:
        for visit in visits_of(mission):
            for key in _places(visit):
                by_place[key].append(visit)
    for visits in by_place.values():
        visits.sort(key=lambda visit: visit.first)
        for index, earlier in enumerate(visits):
            for later in visits[index + 1 :]:
                if later.first > earlier.last + timedelta(days=NEAR):
                    break
                if _could_join(earlier, later):
                    yield Clash(earlier, later)


def _places(visit) -> list[tuple[str, str]]:
    city = [("city", fold(visit.place))] if visit.place else []
    return city + ([("region", visit.region.code)] if visit.region else [])


def _could_join(one: Visit, other: Visit) -> bool:
    """Whether they are sent by different regions of one country, and are no parts of each other."""
    if _journey(one.mission) == _journey(other.mission):
        return False
    if one.region and other.region and one.region != other.region:
        return False  # two cities of one name
    mine, theirs = sending_regions(one.mission), sending_regions(other.mission)
    return any(
        mine.get(country) and theirs.get(country) and mine[country].keys() != theirs[country].keys()
        for country in Country.values
    )


def _journey(mission) -> int:
    return mission.parent_id or mission.pk


def sending_regions(mission) -> dict[str, dict]:
    """{country: {code: region}} of those who travel; reads the prefetched parties."""
    found: dict[str, dict] = defaultdict(dict)
    for row in mission.senders:
        region = row.organisation.region
        if region and row.reply != Reply.DECLINED:
            found[region.country][region.code] = region
    return found


def visits_of(mission) -> list[Visit]:
    """Where it stops abroad and when; the regions of its hosts where no stop is recorded."""
    home = set(sending_regions(mission))
    whole = (mission.start_earliest, mission.last_day)
    stops = list(mission.stops.all())
    if not stops:
        hosts = {row.organisation.region for row in mission.hosts if row.organisation.region}
        return [
            Visit(mission, "", region, *whole, own_days=False)
            for region in sorted(hosts, key=lambda region: region.code)
            if region.country not in home
        ]
    found = []
    for stop in stops:
        country = stop.region.country if stop.region else stop.country
        if country in home:
            continue
        own = stop.date.precision == Precision.DAY
        days = (stop.date.earliest, stop.date.latest) if own else whole
        found.append(Visit(mission, stop.place, stop.region, *days, own_days=own))
    return found
