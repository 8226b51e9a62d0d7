"""Look-alikes and stale posts, found in the database, against a count by hand."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from partnerships.choices import Direction, PostState
from partnerships.dates import overlaps
from partnerships.metrics.people_met import held_posts
from partnerships.metrics.quality import Check, flawed
from partnerships.models import Delegation, Organisation, Person
from tests import factories as make
from tests.conftest import TODAY

NOBODY = AnonymousUser()
MISSION = st.tuples(
    st.sampled_from(["2025-03", "2025-03-04", "2025-03-05", "2025-03-28", "2025-04-02", "2025"]),
    st.sampled_from(["", "2025-04-05"]),
    st.sets(st.integers(0, 3), min_size=1, max_size=4),
    st.sampled_from([Direction.JAPAN_TO_INDIA, Direction.INDIA_TO_JAPAN]),
)


def keys(model, check) -> set:
    found = flawed(model.objects.visible_to(NOBODY), check, NOBODY, TODAY)
    return set(found.values_list("pk", flat=True))


class LookAlikes(TestCase):
    """Windows over the pairs of regions find what comparing each two missions finds."""

    @given(st.lists(MISSION, max_size=6))
    @settings(max_examples=20)
    def test_the_missions_that_overlap_between_the_same_two_regions_are_found(self, drawn):
        bodies = [make.StateGovernmentFactory(), make.PrefectureGovernmentFactory()]
        bodies += [make.OrganisationFactory(region=body.region) for body in bodies]
        Organisation.objects.filter(pk=bodies[2].pk).update(country="IN")
        Organisation.objects.filter(pk=bodies[3].pk).update(country="JP")
        missions = []
        for start, end, places, direction in drawn:
            mission = make.DelegationFactory(start=start, end=end, direction=direction)
            for place in places:
                make.DelegationPartyFactory(delegation=mission, organisation=bodies[place])
            missions.append((mission, {place % 2 for place in places}))

        assert keys(Delegation, Check.LOOK_ALIKE) == {
            one.pk
            for one, sides in missions
            for other, others in missions
            if one.pk != other.pk and sides == others == {0, 1} and is_double(one, other)
        }


def is_double(one, other) -> bool:
    dated = {one.start.precision, other.start.precision} <= {"day", "month"}
    days = [(mission.start_earliest, mission.last_day) for mission in (one, other)]
    return dated and one.direction == other.direction and overlaps(*days[0], *days[1])


@pytest.mark.django_db
def test_sub_parties_cancelled_and_hidden_missions_look_like_none():
    state, prefecture = make.StateGovernmentFactory(), make.PrefectureGovernmentFactory()
    values = {"start": "2025-03-04", "lead": prefecture, "host": state}
    mission = make.DelegationFactory(**values)
    make.DelegationFactory(**values, parent=mission)
    make.DelegationFactory(**values, status="cancelled")
    make.DelegationFactory(**values, officials=True)
    assert keys(Delegation, Check.LOOK_ALIKE) == set()

    double = make.DelegationFactory(**values)
    assert keys(Delegation, Check.LOOK_ALIKE) == {mission.pk, double.pk}


@pytest.mark.django_db
def test_a_post_is_stale_with_a_successor_without_news_and_without_a_date():
    post = make.PostFactory()
    followed, stays = make.PersonFactory(), make.PersonFactory()
    make.HoldingFactory(person=followed, post=post, seen_on="2025-06-01")
    make.HoldingFactory(person=stays, post=post, held_from="2026-04")
    silent = make.HoldingFactory(seen_on="2024-11-01").person
    undated = make.HoldingFactory().person
    make.HoldingFactory(held_from="2020", held_until="2024-03")
    make.HoldingFactory(seen_on="2024-11-02")

    assert keys(Person, Check.STALE_POST) == {followed.pk, silent.pk, undated.pk}
    posts = held_posts([followed.pk, undated.pk], NOBODY, TODAY)
    assert [held.state for held in posts[followed.pk]] == [PostState.LEFT]
    assert [held.state for held in posts[undated.pk]] == [PostState.UNKNOWN]
