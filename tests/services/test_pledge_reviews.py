"""Reviews of pledges: what they change, what they want, and taking one back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from partnerships.models import Pledge
from partnerships.services import history, records
from partnerships.services.pledges import review, undo_review
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)


@pytest.fixture
def pledge():
    record = Pledge(text="Made-up promise", made_by=OrganisationFactory())
    records.save(record)
    return record


@pytest.mark.parametrize(
    ("found", "state"),
    [("no_news", "open"), ("under_way", "under_way"), ("kept", "kept"), ("dropped", "dropped")],
)
def test_a_review_sets_the_state_and_is_kept_with_day_and_user(pledge, found, state):
    user = UserFactory()

    review(pledge, found, day=DAY, by=user, words="Made-up words")

    pledge.refresh_from_db()
    (row,) = pledge.reviews.all()
    assert (pledge.state, row.found, row.day, row.by) == (state, found, DAY, user)
    assert (row.remark, row.state_before) == ("Made-up words", "open")
    assert history.last_change(pledge).user == user


@pytest.mark.parametrize(
    ("found", "told"),
    [("kept", "Say what shows that it was kept."), ("dropped", "Say why it was dropped.")],
)
def test_an_end_without_words_is_refused_and_leaves_the_pledge_as_it_was(pledge, found, told):
    with pytest.raises(ValidationError, match=told):
        review(pledge, found, day=DAY, by=UserFactory())

    assert pledge.state == "open"
    assert not pledge.reviews.exists()


def test_evidence_on_record_is_enough_and_stays(pledge):
    pledge.evidence = "Made-up opening"
    records.save(pledge)

    review(pledge, "kept", day=DAY, by=UserFactory(), words="Seen again")

    assert (pledge.state, pledge.evidence) == ("kept", "Made-up opening")


def test_a_stale_review_is_refused(pledge):
    review(pledge, "no_news", day=DAY, by=UserFactory())

    with pytest.raises(records.StaleVersion):
        review(pledge, "under_way", day=DAY, by=UserFactory(), expected_version=1)

    pledge.refresh_from_db()
    assert (pledge.state, pledge.reviews.count()) == ("open", 1)


def test_the_last_review_is_taken_back_with_all_that_it_changed(pledge):
    user = UserFactory()
    review(pledge, "under_way", day=DAY, by=user)
    review(pledge, "kept", day=DAY, by=user, words="Made-up opening")

    undo_review(pledge, by=user, expected_version=3)

    pledge.refresh_from_db()
    assert (pledge.state, pledge.evidence, pledge.version) == ("under_way", "", 4)
    assert [row.found for row in pledge.reviews.all()] == ["under_way"]


def test_a_review_of_another_or_before_a_later_save_is_not_taken_back(pledge):
    user = UserFactory()
    review(pledge, "under_way", day=DAY, by=user)

    for by, version in ((UserFactory(), 2), (user, 1)):
        with pytest.raises(ValidationError, match="no review of yours"):
            undo_review(pledge, by=by, expected_version=version)

    assert pledge.reviews.count() == 1


def test_a_save_that_was_no_review_is_not_taken_back_as_one(pledge):
    user = UserFactory()
    review(pledge, "under_way", day=DAY, by=user)
    pledge.text = "Made-up other words"
    records.save(pledge, by=user)

    with pytest.raises(ValidationError, match="no review of yours"):
        undo_review(pledge, by=user, expected_version=3)

    assert pledge.reviews.count() == 1
