"""People who move: one post ends and the other begins, in one save with its reason."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.dates import PartialDate, parse
from partnerships.services import history, records
from partnerships.services.moving import move
from tests.factories import (
    AttendanceFactory,
    HoldingFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding():
    return HoldingFactory(held_from="2020", post=PostFactory(title="Governor"))


def moved(holding, until="2026-03", post=None, since="2026-04", **saving):
    onward = (post, parse(since)) if post else None
    given = {"by": UserFactory(), "expected_version": 1, "reason": "Elected", **saving}
    move(holding.person, holding, parse(until), onward, **given)


def told(holding, **values) -> dict:
    with pytest.raises(ValidationError) as refusal:
        moved(holding, **values)
    return refusal.value.message_dict


def terms(person) -> list:
    rows = person.holdings.order_by("pk")
    return [(row.post.title, row.held_from.file_form(), row.held_until.file_form()) for row in rows]


def test_the_post_ends_and_the_new_one_begins_in_one_version(holding):
    moved(holding, post=PostFactory(title="Minister"))

    assert terms(holding.person) == [("Governor", "2020", "2026-03"), ("Minister", "2026-04", "")]
    holding.person.refresh_from_db()
    assert holding.person.version == 2
    assert history.last_change(holding.person).comment == "Elected"


def test_a_post_may_end_without_another_one(holding):
    moved(holding)

    assert terms(holding.person) == [("Governor", "2020", "2026-03")]


def test_titles_on_records_stay_as_they_were_then(holding):
    row = AttendanceFactory(person=holding.person, title="Governor of then")
    moved(holding, post=PostFactory(title="Minister"))

    row.refresh_from_db()
    assert row.title == "Governor of then"


def test_what_cannot_be_is_refused_at_its_box_and_nothing_is_written(holding):
    ended = HoldingFactory(person=holding.person, held_until="2019")
    before = terms(holding.person)

    assert set(told(ended)) == {"holding"}
    assert set(told(holding, until="")) == {"until"}
    assert set(told(holding, until="2018")) == {"until"}
    assert set(told(holding, post=holding.post)) == {"post"}
    assert set(told(holding, reason="")) == {"reason"}
    assert terms(holding.person) == before


def test_a_post_of_somebody_else_is_refused(holding):
    other = HoldingFactory()
    with pytest.raises(ValidationError) as refusal:
        move(holding.person, other, parse("2026"), None, expected_version=1, reason="Elected")

    assert set(refusal.value.message_dict) == {"holding"}


def test_a_person_changed_meanwhile_is_not_moved(holding):
    with pytest.raises(records.StaleVersion):
        moved(holding, expected_version=7)

    assert terms(PersonFactory()) == []
    holding.refresh_from_db()
    assert holding.held_until == PartialDate.unknown()
