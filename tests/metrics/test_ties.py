"""Pairs and lights as the database finds them are what the raw rows say."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.choices import Light
from partnerships.metrics.lights import in_light, light_of, with_last_contact
from partnerships.metrics.pairs import pairs
from partnerships.models import Partnership
from tests.conftest import TODAY
from tests.factories import (
    DelegationFactory,
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
)
from tests.ties_world import (
    ADMINISTRATOR,
    VISITOR,
    TiesWorld,
    check_coverage,
    check_pairs_and_lights,
)

pytestmark = pytest.mark.django_db


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_random_pairs_lights_and_matrices_are_those_counted_by_hand(seed):
    with transaction.atomic():
        TiesWorld(seed)
        for user in (VISITOR, ADMINISTRATOR):
            check_pairs_and_lights(user)
            check_coverage(user)
        transaction.set_rollback(True)


@given(st.dates(date(2019, 1, 1), date(2029, 12, 31)), st.integers(0, 900))
@settings(max_examples=20)
def test_lights_turn_on_the_same_day_in_the_database_and_here(on, days):
    last = on - timedelta(days=days)
    with transaction.atomic():
        tie = PartnershipFactory()
        DelegationFactory(completed=True, start=last.isoformat(), partnerships=[tie])
        found = [
            light
            for light in Light
            if in_light(Partnership.objects.all(), [light], VISITOR, on).filter(pk=tie.pk)
        ]
        assert found == [light_of(last, on)]
        transaction.set_rollback(True)


def test_an_association_ties_the_regions_of_its_members_through_itself():
    state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
    union = OrganisationFactory(kind="association", country="JP")
    OrganisationFactory(kind="city", country="JP", region=prefecture.region, parent=union)
    tie = PartnershipFactory(india=state, japan=union)
    own = PartnershipFactory(india=state, japan=prefecture)

    between = (state.region.code, prefecture.region.code)
    assert pairs(Partnership.objects.all(), VISITOR) == [
        (*between, tie.pk, False),
        (*between, own.pk, True),
    ]


def test_a_government_is_not_tied_through_a_body_of_its_own_elsewhere():
    state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
    elsewhere = PrefectureGovernmentFactory().region
    OrganisationFactory(kind="agency", country="JP", region=elsewhere, parent=prefecture)
    PartnershipFactory(india=state, japan=prefecture)

    assert [pair.prefecture for pair in pairs(Partnership.objects.all(), VISITOR)] == [
        prefecture.region.code
    ]


@pytest.mark.any_database
@pytest.mark.parametrize("number", [1, 3, 50])
def test_pairs_and_lights_take_few_queries_for_any_number(number, django_assert_num_queries):
    for _ in range(number):
        tie = PartnershipFactory(
            india=StateGovernmentFactory(), japan=PrefectureGovernmentFactory()
        )
        DelegationFactory(completed=True, start="2026", partnerships=[tie])

    visible = Partnership.objects.visible_to(VISITOR)
    with django_assert_num_queries(1):
        assert len(pairs(visible, VISITOR)) == number
    with django_assert_num_queries(1):
        assert len(with_last_contact(visible, VISITOR, TODAY)) == number
