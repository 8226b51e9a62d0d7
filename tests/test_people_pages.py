"""What pages tell of people who were met: who has left, when they were last met."""

import pytest

from tests.factories import (
    DelegationFactory,
    HoldingFactory,
    PartnershipFactory,
    PersonFactory,
    PostFactory,
    PrefectureGovernmentFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def government():
    return PrefectureGovernmentFactory()


@pytest.fixture
def tie(government):
    return PartnershipFactory(japan=government)


@pytest.fixture
def people(tie, government):
    """Five who were met on a mission of the tie; three of them have left their post."""
    mission = DelegationFactory(
        completed=True, start="2024-05", title="The mission", lead=government, partnerships=[tie]
    )
    found = []
    for number in range(5):
        person = PersonFactory()
        mission.attendances.create(person=person, title=f"Title of then {number}")
        until = {"held_until": "2025"} if number < 3 else {}
        post = PostFactory(organisation=government)
        HoldingFactory(person=person, post=post, held_from="2020", **until)
        found.append(person)
    return found


def text_of(client, record) -> str:
    return " ".join(client.get(record.get_absolute_url()).content.decode().split())


def test_the_pages_of_the_tie_and_the_region_say_how_many_have_left(
    visitor, people, tie, government
):
    for record in (tie, government.region):
        page = text_of(visitor, record)
        told = "3 of 5 people met have left their post, as recorded here. As of 2 Nov 2026."
        assert told in page
        assert page.count("Has left the post") == 3


def test_the_page_of_a_tie_keeps_the_titles_of_then(visitor, people, tie):
    assert "Title of then 4" in text_of(visitor, tie)


def test_the_pages_of_a_person_and_of_an_organisation_say_when_they_were_last_met(
    visitor, people, government
):
    for record in (people[0], government):
        page = text_of(visitor, record)
        assert "May 2024" in page
        assert "Last met" in page
        assert "Has left the post" in page


def test_the_page_of_an_organisation_says_when_each_post_was_last_met(visitor, people, government):
    post = people[4].holdings.get().post
    HoldingFactory(person=PersonFactory(name="Kakuu Successor"), post=post, held_from="2026")

    told = text_of(visitor, government).split('id="posts"')[1].split("</section>")[0]
    row = next(row for row in told.split("<li") if post.title in row)
    assert str(people[4]) in row
    assert "May 2024" in row
    assert "Kakuu Successor" not in told


def test_a_hidden_mission_tells_nobody_that_somebody_was_met(visitor, administrator, government):
    person = PersonFactory()
    DelegationFactory(
        completed=True, start="2024-05", for_office=True, title="Hidden"
    ).attendances.create(person=person)
    HoldingFactory(person=person, post=PostFactory(organisation=government))

    for record in (person, government):
        assert "Last met" not in text_of(visitor, record)
        assert "Last met" in text_of(administrator, record)


def test_a_successor_is_named(visitor, people, tie):
    post = people[4].holdings.get().post
    HoldingFactory(person=PersonFactory(name="Successor Madeup"), post=post, held_from="2025")

    page = text_of(visitor, tie)
    assert f"{post.title}: since then Successor Madeup" in page
    assert "4 of 5 people met" in page
