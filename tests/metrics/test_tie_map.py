"""The numbers of the tile map, counted once more from the raw rows."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.metrics.lights import light_of
from partnerships.metrics.tie_map import established_ties, gone_cold, tie_map
from partnerships.models import Partnership, Region
from tests.conftest import TODAY
from tests.factories import (
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
)
from tests.ties_world import (
    ADMINISTRATOR,
    VISITOR,
    TiesWorld,
    all_ties,
    plain_last_contact,
    plain_pairs,
)

pytestmark = pytest.mark.django_db
LEFT_OUT = ("unconfirmed", "exploratory")


def check_map(user, on=TODAY) -> None:
    """Every number and light of the map is what the raw rows say."""
    ties, _chosen = established_ties(user, on)
    drawn = tie_map(ties, user)
    plain = [tie for tie in all_ties(user) if tie.standing not in LEFT_OUT]
    rows = plain_pairs(plain, user)
    for code in Region.objects.values_list("code", flat=True):
        mine = [row for row in rows if code in row[:2]]
        own = {key for _state, _prefecture, key, is_own in mine if is_own}
        assert {tie.partnership.pk for tie in drawn.own_ties(code)} == own
        through = {key for *_regions, key, _own in mine} - own
        assert {tie.partnership.pk for tie in drawn.ties_through(code)} == through
    assert {(pair.state, pair.prefecture) for pair in drawn.pairs} == {row[:2] for row in rows}
    placed = {key for _state, _prefecture, key, _own in rows}
    assert {tie.partnership.pk for tie in drawn.unplaced} == {tie.pk for tie in plain} - placed
    for tie in ties:
        in_force = tie.partnership.standing == "in_force"
        light = light_of(plain_last_contact(tie.partnership, user, on), on) if in_force else None
        assert tie.light == light
    assert {tie.partnership.pk for tie in gone_cold(ties)} == {
        tie.partnership.pk for tie in ties if tie.light == "quiet"
    }


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_the_map_of_random_ties_is_the_one_counted_by_hand(seed):
    with transaction.atomic():
        TiesWorld(seed)
        for user in (VISITOR, ADMINISTRATOR):
            check_map(user)
        transaction.set_rollback(True)


def test_a_tie_of_two_states_is_one_tie_and_one_for_each_of_them():
    first, second = StateGovernmentFactory(), StateGovernmentFactory()
    prefecture = PrefectureGovernmentFactory()
    tie = PartnershipFactory(india=first, japan=prefecture)
    tie.parties.create(organisation=second, side="IN")

    drawn = tie_map(established_ties(VISITOR, TODAY)[0], VISITOR)
    assert len(drawn.ties) == 1
    for party in (first, second, prefecture):
        assert len(drawn.own_ties(party.region.code)) == 1
    assert len(drawn.of[prefecture.region.code]) == 2


def test_the_light_of_a_pair_is_that_of_its_own_tie_not_of_its_cities():
    state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
    city = OrganisationFactory(kind="city", country="JP", region=prefecture.region)
    PartnershipFactory(india=state, japan=prefecture, standing="paused")
    PartnershipFactory(india=state, japan=city)

    (pair,) = tie_map(established_ties(VISITOR, TODAY)[0], VISITOR).pairs
    assert (len(pair.own), len(pair.through), pair.light) == (1, 1, None)


def test_chosen_ties_are_told_from_all():
    wanted, other = PartnershipFactory(), PartnershipFactory()

    every, chosen = established_ties(VISITOR, TODAY, Partnership.objects.filter(pk=wanted.pk))
    assert {tie.partnership for tie in every} == {wanted, other}
    assert [tie.partnership for tie in chosen] == [wanted]
