"""Three and three, counted once more from the raw rows."""

from datetime import date
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.metrics.three_and_three import three_and_three, travelled, years_since
from partnerships.models import Delegation, Organisation
from tests.conftest import TODAY
from tests.factories import (
    DelegationFactory,
    DelegationPartyFactory,
    OrganisationFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
)
from tests.ties_world import ADMINISTRATOR, VISITOR, TiesWorld, regions_of, seen

pytestmark = pytest.mark.django_db
YEARS = {
    "2026": (date(2026, 1, 1), date(2026, 12, 31)),
    "FY2026": (date(2026, 4, 1), date(2027, 3, 31)),
}
MORE_YEARS = {
    "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    "2025": (date(2025, 1, 1), date(2025, 12, 31)),
    "FY2025": (date(2025, 4, 1), date(2026, 3, 31)),
    **YEARS,
}
ROLES = ["lead", "sender", "participant", "participant", "host", "observer"]
STARTS = [
    "",
    "2026",
    "FY2026",
    "2026-04",
    "2026-03-31",
    "2026-11-02",
    "2026-12",
    "2027-01",
    "by 2026-06",
]


# Plain counts


def acting(organisation) -> set[str]:
    return {code for code, own in regions_of(organisation, ADMINISTRATOR).items() if own}


def going(mission, user) -> list:
    rows = [
        row
        for row in mission.parties.all()
        if seen(row.organisation, user) and row.reply != "declined"
    ]
    named = [row.organisation for row in rows if row.role in ("lead", "sender")]
    return named or [row.organisation for row in rows if row.role == "participant"]


def travellers(mission, user) -> set[str]:
    """Codes of the regions that travel on the mission to the other country."""
    side = {"india_to_japan": "IN", "japan_to_india": "JP"}.get(mission.direction)
    found = set()
    for organisation in going(mission, user):
        found |= acting(organisation)
        parent = mission.parent
        if parent and seen(parent, user) and organisation.region:
            for row in parent.parties.all():
                on_board = row.role in ("lead", "sender", "participant")
                if on_board and row.reply != "declined" and seen(row.organisation, user):
                    found |= acting(row.organisation) & {organisation.region.code}
    return {code for code in found if side and code.startswith(side)}


def state_of(mission, on) -> str | None:
    if mission.status in ("planned", "confirmed"):
        over = mission.last_day is not None and mission.last_day < on
        return "unrecorded" if over else "planned"
    return "travelled" if mission.status == "completed" else None


def plain(side, year, user, on):
    """Codes by state, the number of missions of each, and the missions possibly of the year."""
    first, last = MORE_YEARS[year]
    found = {"travelled": {}, "planned": {}, "unrecorded": {}}
    missions, possible = set(), set()
    for mission in Delegation.objects.all():
        state, start = state_of(mission, on), mission.start
        codes = {code for code in travellers(mission, user) if code.startswith(side)}
        if state is None or not codes or not seen(mission, user) or start.latest is None:
            continue
        if start.earliest and first <= start.earliest and start.latest <= last:
            for code in codes:
                found[state][code] = found[state].get(code, 0) + 1
            if state == "travelled":
                missions.add(mission)
        elif (start.earliest or first) <= last and start.latest >= first and state == "travelled":
            possible.add(mission)
    known = set(found["travelled"])
    for state in ("planned", "unrecorded"):
        found[state] = {code: n for code, n in found[state].items() if code not in known}
        known |= set(found[state])
    return found, len(missions), len(possible)


def check_meter(user, on=TODAY, years=()) -> None:
    numbers = travelled(user, on, years or tuple(YEARS))
    for told in three_and_three(user, on, years):
        assert numbers[told.side, told.year] == len(told.travelled)
        found, missions, possible = plain(told.side, told.year, user, on)
        for state in ("travelled", "planned", "unrecorded"):
            rows = getattr(told, state)
            assert {row.region: row.number for row in rows} == found[state]
            assert all(len(set(row.shown)) == min(row.number, 3) for row in rows)
        assert (told.missions, told.possible) == (missions, possible)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_random_travels_are_those_counted_by_hand(seed):
    with transaction.atomic():
        TiesWorld(seed)
        stir(Random(seed))
        for user in (VISITOR, ADMINISTRATOR):
            check_meter(user)
            check_meter(user, years=tuple(MORE_YEARS))
        transaction.set_rollback(True)


def stir(random) -> None:
    """More parties and replies on the missions of a world, and sub-parties of them."""
    bodies = list(Organisation.objects.order_by("pk"))
    for mission in list(Delegation.objects.order_by("pk")):
        for parent in (None, mission):
            child = DelegationFactory(
                parent=parent,
                status=random.choice(
                    ["completed", "completed", "confirmed", "planned", "cancelled"]
                ),
                direction=mission.direction,
                start=random.choice(STARTS),
                visibility=random.choice(["public", "public", "office"]),
            )
            for body in random.sample(bodies, 4):
                reply = random.choice(["", "", "declined"])
                child.parties.create(organisation=body, role=random.choice(ROLES), reply=reply)


def year(side="JP", named="2026", user=VISITOR):
    return next(
        told for told in three_and_three(user, TODAY) if (told.side, told.year) == (side, named)
    )


def test_a_joint_mission_counts_once_as_a_mission_and_for_each_of_its_three_prefectures():
    mission = DelegationFactory(completed=True, start="2026-05", lead=PrefectureGovernmentFactory())
    for _ in range(2):
        DelegationPartyFactory(
            delegation=mission, organisation=PrefectureGovernmentFactory(), role="sender"
        )

    told = year()
    assert (told.missions, len(told.travelled)) == (1, 3)
    assert [row.shown for row in told.travelled] == [(mission,)] * 3


def test_a_government_and_its_assembly_are_one_region():
    government = PrefectureGovernmentFactory()
    assembly = OrganisationFactory(kind="assembly", country="JP", region=government.region)
    for lead in (government, assembly):
        DelegationFactory(completed=True, start="2026-05", lead=lead)

    (row,) = year().travelled
    assert (row.region, row.number) == (government.region.code, 2)


def test_a_national_delegation_and_a_city_are_not_counted():
    prefecture = PrefectureGovernmentFactory()
    nation = OrganisationFactory(kind="national_government", country="JP")
    city = OrganisationFactory(kind="city", country="JP", region=prefecture.region)
    mission = DelegationFactory(completed=True, start="2026-05", lead=nation)
    DelegationPartyFactory(delegation=mission, organisation=prefecture, role="participant")
    DelegationFactory(completed=True, start="2026-05", lead=city)

    assert year().travelled == ()


def test_a_sub_party_of_a_mission_of_the_government_counts_for_the_region():
    government = StateGovernmentFactory()
    chamber = OrganisationFactory(kind="chamber", country="IN", region=government.region)
    way = {"direction": "india_to_japan", "start": "2026-05"}
    mission = DelegationFactory(status="cancelled", lead=government, **way)
    DelegationFactory(completed=True, parent=mission, lead=chamber, **way)

    assert [row.region for row in year("IN").travelled] == [government.region.code]


def test_planned_and_unrecorded_missions_stand_apart_and_add_no_region_that_travelled():
    gone, going, waiting = (PrefectureGovernmentFactory() for _ in range(3))
    DelegationFactory(completed=True, start="2026-05", lead=gone)
    DelegationFactory(start="2026-12", lead=gone)
    DelegationFactory(start="2026-12", lead=going)
    DelegationFactory(start="2026-08", lead=waiting)

    told = year()
    regions = [
        [row.region for row in rows] for rows in (told.travelled, told.planned, told.unrecorded)
    ]
    assert regions == [[one.region.code] for one in (gone, going, waiting)]


def test_a_mission_counts_in_the_calendar_and_the_fiscal_year_in_which_it_starts():
    DelegationFactory(
        completed=True, start="2026-03-30", end="2026-04-05", lead=PrefectureGovernmentFactory()
    )
    DelegationFactory(completed=True, start="FY2026", lead=PrefectureGovernmentFactory())

    calendar, fiscal = year(), year(named="FY2026")
    assert (len(calendar.travelled), calendar.possible) == (1, 1)
    assert (len(fiscal.travelled), fiscal.possible) == (1, 0)


@pytest.mark.parametrize(
    ("start", "years"),
    [
        (date(2025, 8, 30), ("2025", "2026", "FY2025", "FY2026")),
        (date(2025, 2, 1), ("2025", "2026", "FY2024", "FY2025", "FY2026")),
        (date(2027, 1, 1), ("2026", "FY2026")),
        (None, ("2026", "FY2026")),
        (date(1990, 1, 1), tuple(f"{fy}{year}" for fy in ("", "FY") for year in range(2022, 2027))),
    ],
)
def test_the_years_of_an_aim_are_those_since_it_was_voiced(start, years):
    assert years_since(start, TODAY) == years


@pytest.mark.any_database
@pytest.mark.parametrize("number", [1, 3, 50])
def test_it_takes_two_queries_for_any_number(number, django_assert_num_queries):
    for _ in range(number):
        DelegationFactory(completed=True, start="2026-05", lead=PrefectureGovernmentFactory())

    with django_assert_num_queries(2):
        assert year().missions == number
