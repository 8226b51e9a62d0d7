"""Numbers of the real records, counted once more from the raw rows."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.metrics.three_and_three import three_and_three
from tests.metrics.test_three_and_three import check_meter
from tests.metrics.test_tie_map import check_map
from tests.ties_world import check_coverage, check_pairs_and_lights

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("real_records"),
    pytest.mark.xdist_group("real records"),
]


def test_pairs_and_lights_are_those_counted_by_hand():
    check_pairs_and_lights(AnonymousUser())


def test_the_map_is_the_one_counted_by_hand():
    check_map(AnonymousUser())


def test_three_and_three_is_counted_as_by_hand():
    check_meter(AnonymousUser(), on=date(2026, 11, 2))
    travelled = [
        len(told.travelled) for told in three_and_three(AnonymousUser(), date(2026, 11, 2))
    ]
    assert travelled[::2] == [1, 2]  # states and prefectures in 2026


def test_the_matrix_is_the_one_counted_by_hand():
    check_coverage(AnonymousUser())
