"""Moving the due date of a pledge: it asks why, stays on record, and a later date is a slip."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.dates import parse
from partnerships.models import Pledge
from partnerships.services import history, records
from tests.factories import PledgeFactory, UserFactory

pytestmark = pytest.mark.django_db


def move(pledge, due, reason="Made-up delay", **options):
    pledge.due = parse(due)
    records.save(pledge, reason=reason, **options)


def slips_of(pledge) -> int:
    return Pledge.objects.with_slips().get(pk=pledge.pk).slip_count


def test_a_move_without_a_reason_is_refused_and_nothing_is_saved():
    pledge = PledgeFactory(due="2026")

    for reason in ("", "  "):
        with pytest.raises(ValidationError) as refusal:
            move(pledge, "2027-03", reason=reason)

    assert refusal.value.message_dict == {
        "reason": ["Say why the due date is moved from 2026 to Mar 2027."]
    }
    pledge.refresh_from_db()
    assert (pledge.due.file_form(), pledge.version) == ("2026", 1)
    assert not pledge.due_changes.exists()


def test_a_move_keeps_both_dates_the_reason_and_who():
    pledge, user = PledgeFactory(due="2026"), UserFactory()

    move(pledge, "2027-03", reason="Rains", by=user)

    (change,) = pledge.due_changes.all()
    assert (change.old.file_form(), change.new.file_form()) == ("2026", "2027-03")
    assert (change.reason, change.by) == ("Rains", user)


@pytest.mark.parametrize(
    ("old", "new", "slips"),
    [
        ("2026-03", "2026-04", 1),
        ("2026", "2026-12-31", 0),
        ("2026-04", "2026", 1),
        ("2026-04", "2026-03", 0),
        ("by 2026-03", "by 2026-04", 1),
        ("2026-04", "", 0),
    ],
)
def test_only_a_later_date_is_a_slip(old, new, slips):
    pledge = PledgeFactory(due=old)

    move(pledge, new)

    assert slips_of(pledge) == slips
    assert [change.is_slip for change in pledge.due_changes.all()] == [bool(slips)]


def test_each_slip_counts():
    pledge = PledgeFactory(due="2026")
    for due in ("2027", "2026-06", "2028"):
        move(pledge, due)

    assert slips_of(pledge) == 2


def test_a_first_date_and_other_words_for_the_same_date_are_no_move():
    pledge = PledgeFactory()
    move(pledge, "2026-03")
    move(pledge, "March 2026", reason="")

    assert not pledge.due_changes.exists()


def test_a_date_taken_away_and_set_later_is_a_slip():
    pledge = PledgeFactory(due="2026")
    move(pledge, "")
    with pytest.raises(ValidationError):
        move(pledge, "2027", reason="")
    pledge.refresh_from_db()

    move(pledge, "2027")

    assert slips_of(pledge) == 1
    assert str(pledge.due_changes.last()) == "2026 > 2027"


def test_restoring_an_earlier_state_is_a_move_and_undoes_no_slip():
    pledge = PledgeFactory(due="2026")
    records.save(pledge, [lambda: pledge.reviews.create(day="2026-04-01", found="no_news")])
    first = history.versions_of(pledge).last()
    move(pledge, "2027")

    records.restore(pledge, first, by=None, expected_version=3, reason="Moved by mistake")

    pledge.refresh_from_db()
    assert pledge.due.file_form() == "2026"
    assert [str(change) for change in pledge.due_changes.all()] == ["2026 > 2027", "2027 > 2026"]
    assert slips_of(pledge) == 1
