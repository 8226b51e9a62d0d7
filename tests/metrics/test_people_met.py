"""Who was met, when last, and who has left the post of then; what is not known is not guessed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from partnerships.metrics.people_met import people_met
from partnerships.models import Delegation, Event, User
from tests.conftest import TODAY
from tests.factories import (
    DelegationFactory,
    EventFactory,
    HoldingFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
)

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def met(person, day="2024-05", **values):
    """A completed delegation that the person was on."""
    delegation = DelegationFactory(completed=True, start=day, **values)
    delegation.attendances.create(person=person, title="Title of then")
    return delegation


def found(user=VISITOR, on=TODAY):
    meetings = [
        meeting
        for model in (Delegation, Event)
        for meeting in model.objects.visible_to(user).for_list(user)
    ]
    return people_met(meetings, user, on)


def state_of(person):
    return found().by_person[person.pk].state


@pytest.fixture
def person():
    return PersonFactory()


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({"held_from": "2020", "held_until": "2026-11-02"}, "left"),
        ({"held_from": "2020", "held_until": "2026-11-03"}, "there"),
        ({"held_from": "2020", "held_until": "2026"}, "unknown"),
        ({"held_from": "2020", "held_until": "by 2027"}, "unknown"),
        ({"held_from": "2020"}, "there"),
        ({"seen_on": "2024-05"}, "there"),
        ({}, "unknown"),
        ({"held_from": "2025"}, "unknown"),
        ({"held_from": "2010", "held_until": "2012"}, "unknown"),
    ],
)
def test_the_dates_of_a_post_tell_whether_it_was_left(person, dates, state):
    met(person)
    HoldingFactory(person=person, **dates)

    assert state_of(person) == state


def test_somebody_without_a_post_on_record_is_unknown(person):
    met(person)

    assert state_of(person) == "unknown"


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ({"held_from": "2025"}, "left"),
        ({"seen_on": "2025-07"}, "left"),
        ({"held_from": "2027"}, "there"),
        ({"held_from": "2023"}, "there"),
        ({}, "there"),
    ],
)
def test_a_successor_recorded_since_means_that_it_was_left(person, later, state):
    met(person)
    post = PostFactory()
    HoldingFactory(person=person, post=post, seen_on="2024-05")
    HoldingFactory(post=post, **later)

    assert state_of(person) == state


def test_who_still_holds_one_of_several_posts_has_not_left(person):
    met(person)
    HoldingFactory(person=person, held_from="2020", held_until="2025")
    HoldingFactory(person=person, held_from="2021")

    assert state_of(person) == "there"


def test_only_people_of_meetings_that_took_place_were_met(person):
    for status in ("planned", "confirmed", "postponed", "cancelled"):
        DelegationFactory(status=status, start="2024").attendances.create(person=person)
    EventFactory(start="2024").attendances.create(person=person)
    DelegationFactory(completed=True, start="2027").attendances.create(person=person)
    DelegationFactory(completed=True, start="2024").attendances.create(name="Printed Name")

    assert found().rows == ()
    assert found().text == ""


def test_each_is_counted_once_with_the_last_meeting(person):
    met(person, "2024-05")
    event = EventFactory(done=True, start="2025-03")
    event.attendances.create(person=person)
    met(person, "2023")
    met(person, "unknown: some day")

    (row,) = found().rows
    assert (row.last, row.day.isoformat()) == (event, "2025-03-31")


def test_the_last_meeting_is_known_for_each_post():
    post, other = PostFactory(), PostFactory()
    early, late = PersonFactory(), PersonFactory()
    HoldingFactory(person=early, post=post, held_from="2019", held_until="2022")
    HoldingFactory(person=late, post=post, held_from="2023")
    HoldingFactory(person=early, post=other, held_from="2019", held_until="2022")
    met(early, "2021")
    last = met(late, "2024")

    by_post = found().by_post
    assert by_post[post.pk].last == last
    assert by_post[other.pk].person == early


def test_the_sentence_says_how_many_have_left_and_of_whom_nothing_is_known():
    for dates in ({"held_from": "2020", "held_until": "2025"}, {"held_from": "2020"}, {}):
        person = PersonFactory()
        met(person)
        HoldingFactory(person=person, **dates)

    with translation.override("en"):
        assert found().text == (
            "1 of 3 people met have left their post, as recorded here. Of 1 it is not known."
        )


def test_hidden_people_posts_and_meetings_are_neither_counted_nor_used(person):
    met(person)
    hidden = PersonFactory(for_office=True)
    met(hidden)
    met(PersonFactory(), for_office=True)
    post = PostFactory()
    HoldingFactory(person=person, post=post, held_from="2020")
    HoldingFactory(person=hidden, post=post, held_from="2025")
    HoldingFactory(
        person=person,
        held_until="2020",
        post=PostFactory(organisation=OrganisationFactory(for_office=True)),
    )

    assert [row.person for row in found().rows] == [person]
    assert state_of(person) == "there"
    assert len(found(User(is_superuser=True)).rows) == 3


def test_titles_on_old_records_stay_as_they_were_then(person):
    delegation = met(person)
    holding = HoldingFactory(person=person, post=PostFactory(title="Governor"), held_from="2020")
    holding.held_until_latest = holding.held_until_earliest = TODAY
    holding.held_until_precision = "day"
    holding.post = PostFactory(title="Minister")
    holding.save()

    assert [row.title for row in delegation.attendances.all()] == ["Title of then"]


@pytest.mark.any_database
def test_many_people_take_one_query(django_assert_num_queries):
    for _each in range(5):
        person = PersonFactory()
        met(person)
        HoldingFactory(person=person, held_from="2020")
    meetings = list(Delegation.objects.for_list(VISITOR))

    with django_assert_num_queries(1):
        assert len(people_met(meetings, VISITOR, TODAY).rows) == 5
