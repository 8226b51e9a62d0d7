"""Merging, tried with many more random relations than in the normal run."""

import pytest
from hypothesis import given, settings

from partnerships.services.merging import MERGEABLE
from tests.merge_world import strokes
from tests.services.test_merging_properties import UNHEALTHY, check

FULL, SMALL = 300, 4


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("model", MERGEABLE)
def test_merging_loses_nothing_and_is_undone_exactly(model, full_size):
    @settings(max_examples=FULL if full_size else SMALL, suppress_health_check=UNHEALTHY)
    @given(strokes(25))
    def tried(drawing):
        check(model, drawing)

    tried()
