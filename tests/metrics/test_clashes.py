"""Two missions of one country's regions in one place at nearly the same time."""

from datetime import date

import pytest

from partnerships.choices import DelegationStatus, Direction
from partnerships.metrics.clashes import clashes, clashes_of
from partnerships.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db
ON, FIRST, LAST = date(2026, 11, 2), date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def karnataka():
    return make.StateFactory(name_en="Nowhere State")


def mission(start, end="", *, lead=None, stops=(), **more):
    lead = lead or make.PrefectureGovernmentFactory()
    made = make.DelegationFactory(start=start, end=end, lead=lead, **more)
    for place, region, day in stops:
        make.StopFactory(delegation=made, place=place, region=region, date=day)
    return made


def reader():
    return User(is_active=True, is_superuser=True)


def found(user=None):
    return clashes(user or reader(), FIRST, LAST, ON)


def test_two_prefectures_in_one_city_on_the_same_days_clash(karnataka):
    one = mission("2026-11-10", "2026-11-14", stops=[("Madeuppur", karnataka, "2026-11-12")])
    other = mission("2026-11-11", "2026-11-16", stops=[("MADEUPPUR", karnataka, "2026-11-12")])

    clash = found()[0]

    assert set(clash.missions) == {one, other}
    assert (clash.place.casefold(), clash.days_apart) == ("madeuppur", 0)
    assert clash.shared == (date(2026, 11, 12), date(2026, 11, 12))
    assert clash.knows_days


@pytest.mark.parametrize(("start", "days_apart"), [("2026-11-17", 7), ("2026-11-18", None)])
def test_seven_days_between_are_near_and_eight_are_not(karnataka, start, days_apart):
    mission("2026-11-08", "2026-11-10", stops=[("Madeuppur", karnataka, "")])
    mission(start, stops=[("Elsewhere", karnataka, "")])

    told = [(clash.days_apart, clash.place) for clash in found()]

    assert told == ([(days_apart, "Nowhere State")] if days_apart else [])


def test_a_mission_without_stops_goes_to_the_regions_of_its_hosts(karnataka):
    host = make.StateGovernmentFactory(region=karnataka)
    mission("2026-11-10", host=host)
    mission("2026-11-10", stops=[("Madeuppur", karnataka, "")])

    assert [clash.place for clash in found()] == ["Nowhere State"]


def test_no_clash_where_the_missions_do_not_compete(karnataka):
    toyama = make.PrefectureGovernmentFactory()
    stops = [("Madeuppur", karnataka, "")]
    mission("2026-11-10", lead=toyama, stops=stops)
    mission("2026-11-11", lead=toyama, stops=stops)  # the same region
    mission("2026-11-10", status=DelegationStatus.CANCELLED, stops=stops)
    mission("2026-11", stops=stops)  # no day is stated
    mission("2026-11-01", stops=stops)  # over
    mission("2026-11-10", stops=[("Madeuppur", make.StateFactory(), "")])  # another city so called
    mission(
        "2026-11-10",
        lead=make.StateGovernmentFactory(),
        direction=Direction.INDIA_TO_JAPAN,
        stops=stops,
    )

    assert found() == []


def test_a_mission_and_its_own_parts_do_not_clash(karnataka):
    stops = [("Madeuppur", karnataka, "")]
    parent = mission("2026-11-10", stops=stops)
    mission("2026-11-10", parent=parent, stops=stops)
    mission("2026-11-10", parent=parent, stops=stops)

    assert found() == []


def test_a_mission_that_the_reader_may_not_see_is_not_told_of(karnataka):
    stops = [("Madeuppur", karnataka, "")]
    shown = mission("2026-11-10", stops=stops)
    mission("2026-11-10", stops=stops, visibility="office")
    official = make.UserFactory()

    assert len(found()) == 1
    assert found(official) == []
    assert clashes_of(shown, official, ON) == []
    assert len(clashes_of(shown, reader(), ON)) == 1
