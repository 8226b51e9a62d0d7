"""Numbers of the real records, counted once more from the raw rows."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.metrics.test_tie_map import check_map
from tests.ties_world import check_pairs_and_lights

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("real_records"),
    pytest.mark.xdist_group("real records"),
]


def test_pairs_and_lights_are_those_counted_by_hand():
    check_pairs_and_lights(AnonymousUser())


def test_the_map_is_the_one_counted_by_hand():
    check_map(AnonymousUser())
