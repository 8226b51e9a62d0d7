"""People in the admin: who has moved, and who is to be anonymised."""

import pytest

from partnerships.models import Person
from tests.admin.posting import admin_url
from tests.factories import (
    AttendanceFactory,
    DelegationFactory,
    HoldingFactory,
    PersonFactory,
    PostFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding():
    person = PersonFactory(name="Hanako Nobody")
    return HoldingFactory(person=person, post=PostFactory(title="Governor"), held_from="2020")


def move_url(person) -> str:
    return admin_url(Person, "move", person.pk)


def anonymise_url(person) -> str:
    return admin_url(Person, "anonymise", person.pk)


def moved(row, /, **values) -> dict:
    given = {"holding": row.pk, "until": "2026-03", "reason": "Elected", "expected_version": 1}
    return {**given, **values}


def test_one_page_ends_a_post_and_begins_the_next(administrator, holding):
    post = PostFactory(title="Minister")
    page = administrator.get(move_url(holding.person))
    assert "Governor" in page.content.decode()

    response = administrator.post(
        move_url(holding.person), moved(holding, post=post.pk, since="2026-04")
    )

    assert response.status_code == 302
    assert [row.post.title for row in holding.person.holdings.order_by("pk")] == [
        "Governor",
        "Minister",
    ]


@pytest.mark.parametrize(
    ("values", "box"),
    [
        ({"until": ""}, "until"),
        ({"until": "03/04/2025"}, "until"),
        ({"until": "2018"}, "until"),
        ({"reason": ""}, "reason"),
        ({"since": "2026"}, "post"),
        ({"holding": "0"}, "holding"),
        ({"expected_version": "9"}, "__all__"),
    ],
)
def test_what_is_refused_is_told_at_its_box_with_everything_typed(
    administrator, holding, values, box
):
    page = administrator.post(move_url(holding.person), moved(holding, **values))

    form = page.context["form"]
    assert list(form.errors) == [box]
    assert form["until"].value() == values.get("until", "2026-03")
    assert holding.person.holdings.get().held_until_latest is None


def test_the_button_leads_there_only_for_those_who_may(administrator, staff, holding):
    url = admin_url(Person, "change", holding.person.pk)
    page, seen = (client.get(url).content.decode() for client in (administrator, staff))

    for address in (move_url(holding.person), anonymise_url(holding.person)):
        assert address in page
        assert address not in seen
        assert staff.get(address).status_code == 403
        assert staff.post(address, {}).status_code == 403
    hidden = PersonFactory(for_office=True)
    assert staff.get(move_url(hidden)).status_code == 404
    assert staff.get(anonymise_url(hidden)).status_code == 404


def test_a_person_without_an_open_post_has_nothing_to_move_from(administrator):
    person = HoldingFactory(held_until="2020").person

    page = administrator.get(admin_url(Person, "change", person.pk)).content.decode()
    assert move_url(person) not in page
    told = administrator.get(move_url(person), follow=True).content.decode()
    assert "is on record without an end" in told


def test_it_asks_twice_before_anybody_is_anonymised(administrator, holding):
    person = holding.person
    url = anonymise_url(person)
    assert "cannot be undone" not in administrator.get(url).content.decode()

    second = administrator.post(url, {"expected_version": 1, "also_printed": "on"})
    assert "This cannot be undone" in second.content.decode()
    third = administrator.post(url, {"expected_version": 1, "asked": "1"})
    assert list(third.context["form"].errors) == ["sure"]
    person.refresh_from_db()
    assert person.name == "Hanako Nobody"

    done = administrator.post(url, {"expected_version": 1, "asked": "1", "sure": "on"})
    assert done.status_code == 302
    person.refresh_from_db()
    assert person.is_anonymised


def test_the_page_tells_what_is_printed_and_named_elsewhere(administrator, holding):
    told = DelegationFactory(purpose="To meet Hanako Nobody", title="Told")
    AttendanceFactory(name="Hanako Nobody", delegation=DelegationFactory(title="Printed"))

    page = administrator.get(anonymise_url(holding.person)).content.decode()
    assert told.get_absolute_url() in page
    assert "Printed" in page


@pytest.mark.parametrize("version", ["", "x", "7"])
def test_a_stale_or_missing_version_anonymises_nobody(administrator, holding, version):
    posted = {"expected_version": version, "asked": "1", "sure": "on"}
    administrator.post(anonymise_url(holding.person), posted)

    holding.person.refresh_from_db()
    assert holding.person.name == "Hanako Nobody"


def test_an_anonymised_person_is_called_so_and_offers_neither_again(administrator, holding):
    url = anonymise_url(holding.person)
    administrator.post(url, {"expected_version": 1, "asked": "1", "sure": "on"})

    page = administrator.get(admin_url(Person, "change", holding.person.pk)).content.decode()
    assert "Person anonymised" in page
    assert "Hanako" not in page
    assert url not in page
