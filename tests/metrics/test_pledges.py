"""Pledges on days that are over: by the reviews and the changes of the due date since."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.metrics.pledges import standing_on
from partnerships.models import Pledge, PledgeDueChange
from tests.conftest import TODAY
from tests.factories import PledgeDueChangeFactory, PledgeFactory, PledgeReviewFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def told(on, today=TODAY) -> list[tuple[str, str, str]]:
    found = standing_on(Pledge.objects.all(), VISITOR, on, today)
    return [(pledge.text, pledge.state, pledge.due.file_form()) for pledge in found]


def test_the_first_review_since_tells_the_state_of_the_day():
    pledge = PledgeFactory(text="Desk", kept=True)
    for day, found, before in (
        (date(2026, 3, 1), "under_way", "open"),
        (date(2026, 5, 1), "no_news", "under_way"),
        (date(2026, 7, 1), "kept", "under_way"),
    ):
        PledgeReviewFactory(pledge=pledge, day=day, found=found, state_before=before)

    assert told(date(2026, 2, 28)) == [("Desk", "open", "")]
    assert told(date(2026, 3, 1)) == [("Desk", "under_way", "")]
    assert told(date(2026, 6, 30)) == [("Desk", "under_way", "")]
    assert told(date(2026, 7, 1)) == told(TODAY) == []


def test_a_state_that_changed_without_a_review_reads_as_today():
    PledgeFactory(text="Kept some day", kept=True)
    PledgeFactory(text="Desk", state="under_way")

    assert told(date(2020, 1, 1)) == [("Desk", "under_way", "")]


def test_the_first_change_since_tells_the_due_date_of_the_day():
    pledge = PledgeFactory(text="Desk", due="2028")
    other = PledgeFactory(text="Fair", due="2027-06")
    for day, old, new in ((5, "2026", "2027"), (7, "2027", "2028")):
        change = PledgeDueChangeFactory(pledge=pledge, old=old, new=new)
        at = datetime(2026, day, 1, 12, tzinfo=UTC)
        PledgeDueChange.objects.filter(pk=change.pk).update(at=at)

    fair = (other.text, "open", "2027-06")
    assert told(date(2026, 4, 30)) == [("Desk", "open", "2026"), fair]
    assert told(date(2026, 5, 1)) == [fair, ("Desk", "open", "2027")]
    assert told(date(2026, 7, 1)) == told(TODAY) == [fair, ("Desk", "open", "2028")]


def test_a_past_day_takes_one_query(django_assert_num_queries):
    for _one in range(3):
        PledgeReviewFactory(state_before="open")

    with django_assert_num_queries(1):
        assert len(told(date(2026, 1, 1))) == 3
