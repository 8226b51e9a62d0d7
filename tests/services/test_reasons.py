"""A date, a status and a target are not changed without saying why."""

import pytest
from django.core.exceptions import ValidationError

from partnerships.choices import DelegationStatus
from partnerships.dates import parse
from partnerships.models import Delegation, Target
from partnerships.quantities import Quantity
from partnerships.services import history, records
from tests.factories import TargetFactory, UserFactory

pytestmark = pytest.mark.django_db


def put_off(mission):
    mission.status = DelegationStatus.POSTPONED


def move(mission):
    mission.start = parse("2025-08")


WEIGHTY = {"status": put_off, "date": move}


@pytest.mark.parametrize("change", WEIGHTY.values(), ids=WEIGHTY)
@pytest.mark.parametrize("reason", ["", "   "])
def test_a_weighty_change_without_a_reason_is_refused_at_the_reason(mission, change, reason):
    change(mission)

    with pytest.raises(ValidationError) as refusal:
        records.save(mission, reason=reason)

    assert list(refusal.value.message_dict) == ["reason"]
    stored = Delegation.objects.get(pk=mission.pk)
    assert (stored.version, stored.status, stored.start.file_form()) == (1, "planned", "2025-07")


def test_the_refusal_names_each_changed_fact_once(mission):
    put_off(mission)
    mission.start = parse("2026-08-01")

    with pytest.raises(ValidationError, match=r"Say why you change this: Start, Status\."):
        records.save(mission)


def test_a_weighty_change_with_a_reason_keeps_it(mission):
    put_off(mission)

    assert records.save(mission, reason="Typhoon")
    assert history.last_change(mission).comment == "Typhoon"


def test_the_date_of_a_row_that_stood_wants_a_reason_and_a_new_row_none(mission):
    stop = mission.stops.get()

    def move_stop():
        stop.date = parse("2025-07-30")
        stop.save()

    with pytest.raises(ValidationError, match="Date"):
        records.save(mission, [move_stop])
    assert records.save(mission, [lambda: mission.stops.create(place="Elsewhere", order=2)])


def test_the_value_of_a_target_wants_a_reason(db):
    target = Target.objects.get(pk=TargetFactory(value=100).pk)
    target.value = Quantity(200)

    with pytest.raises(ValidationError, match="Value"):
        records.save(target)


def test_other_facts_and_the_same_date_in_other_words_want_none(mission):
    mission.purpose = "To see"
    mission.start_text = "July 2025"

    assert records.save(mission)


def test_a_new_record_wants_none(mission):
    assert Delegation.objects.get(pk=mission.pk).version == 1


def test_restoring_another_date_wants_a_reason(mission):
    first = history.versions_of(mission).get()
    move(mission)
    records.save(mission, reason="Moved")

    with pytest.raises(ValidationError):
        records.restore(mission, first, by=UserFactory(), expected_version=2)
    records.restore(mission, first, by=UserFactory(), expected_version=2, reason="Moved back")
