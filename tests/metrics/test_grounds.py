"""What a fact rests on: its own sources, else those of the whole record, as far as one may see."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.metrics.grounds import Ground, grounds_of
from tests.factories import CitationFactory, DelegationFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return DelegationFactory()


def cite(record, field="", **source):
    CitationFactory(record=record, field=field, source=SourceFactory(**source))


def ground(record, *facts):
    return grounds_of([record], AnonymousUser()).ground(record, *facts)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], Ground.NONE),
        (["press"], Ground.PRESS),
        (["verbal", "press"], Ground.PRESS),
        (["press", "own"], Ground.SOURCED),
        (["official"], Ground.SOURCED),
    ],
)
def test_the_best_source_of_a_fact_counts(mission, levels, expected):
    for level in levels:
        cite(mission, level=level)

    assert ground(mission) == expected
    assert ground(mission, "start") == expected


def test_a_fact_with_a_source_of_its_own_rests_on_that(mission):
    cite(mission, level="official")
    cite(mission, "start", level="press")

    assert ground(mission, "start") == Ground.PRESS
    assert ground(mission, "purpose") == Ground.SOURCED


def test_the_weakest_of_several_facts_counts(mission):
    cite(mission, "start", level="official")

    assert ground(mission, "start") == Ground.SOURCED
    assert ground(mission, "start", "purpose") == Ground.NONE


def test_a_source_that_the_reader_may_not_see_supports_nothing(mission):
    cite(mission, officials=True)

    assert ground(mission) == Ground.NONE
