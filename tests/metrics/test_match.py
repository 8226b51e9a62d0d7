"""Regions of the other country with shared sectors and no tie."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.metrics.match import matches
from tests.factories import (
    ExchangeProgrammeFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    ProgrammePartyFactory,
    SectorFactory,
    StateGovernmentFactory,
)

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def sectors():
    return [SectorFactory(), SectorFactory()]


@pytest.fixture
def state(sectors):
    """A state whose tie with some prefecture names both sectors."""
    made = StateGovernmentFactory()
    PartnershipFactory(india=made, japan=PrefectureGovernmentFactory(), sectors=sectors)
    return made


def tied(sectors, **values):
    """A prefecture whose tie with another state names the sectors; and that tie."""
    prefecture = PrefectureGovernmentFactory()
    tie = PartnershipFactory(
        india=StateGovernmentFactory(), japan=prefecture, sectors=sectors, **values
    )
    return prefecture, tie


def test_the_region_that_shares_most_sectors_comes_first_with_the_records_that_show_it(
    state, sectors
):
    one, tie = tied(sectors[:1])
    two, _tie = tied([])
    programme = ExchangeProgrammeFactory(stage="done", sectors=sectors)
    ProgrammePartyFactory(programme=programme, organisation=two)
    tied([SectorFactory()])

    found = matches(state.region, VISITOR)

    assert [(match.region.code, {*match.sectors}, match.records) for match in found.shown] == [
        (two.region.code, {*sectors}, (programme,)),
        (one.region.code, {sectors[0]}, (tie,)),
    ]
    assert found.total == 2


@pytest.mark.parametrize("standing", ["exploratory", "ended"])
def test_a_pair_with_any_tie_is_no_match(state, sectors, standing):
    prefecture, _tie = tied(sectors)
    PartnershipFactory(india=state, japan=prefecture, standing=standing)

    assert matches(state.region, VISITOR).shown == ()


def test_what_is_hidden_or_not_in_force_shows_nothing(state, sectors):
    tied(sectors, for_office=True)
    tied(sectors, standing="proposed")

    assert matches(state.region, VISITOR).total == 0


def test_a_region_shows_its_matches_to_those_who_sign_in(visitor, official, state, sectors):
    prefecture, _tie = tied(sectors)
    address = state.region.get_absolute_url()

    assert visitor.get(address).context["matches"] is None
    [found] = official.get(address).context["matches"]["regions"]
    assert found["region"]["name"] == prefecture.region.name


@pytest.mark.any_database
def test_many_matches_take_as_many_queries_as_one(state, sectors):
    asked = set()
    for number in range(12):
        tied(sectors)
        if number in (0, 2, 11):
            with CaptureQueriesContext(connection) as queries:
                assert matches(state.region, VISITOR).total == number + 1
            asked.add(len(queries))

    assert asked == {3}
