"""Names go when the retention period is over; the command lists before it does anything."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnerships.models import Person
from partnerships.services.retaining import heard_of_before, years_before
from tests import factories as make
from tests.services.test_anonymising import everything

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=5000)


@pytest.fixture(autouse=True)
def by():
    return make.UserFactory(administrator=True)


def person(name, saved=LONG_AGO) -> Person:
    found = make.PersonFactory(name=name)
    Person.objects.filter(pk=found.pk).update(updated_at=saved)
    return found


def run(*options) -> str:
    out = StringIO()
    call_command("anonymise_people", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_it_lists_and_changes_nothing_unless_told_to():
    person("Gone Nobody")
    person("Kept Nobody", saved=timezone.now())

    told = run("--after", "5")

    assert "gone-nobody: Gone Nobody" in told
    assert "Kept Nobody" not in told
    assert "1 person would be anonymised" in told
    assert Person.objects.filter(name="Gone Nobody").exists()


def test_with_apply_the_name_goes_from_the_history_too():
    gone = person("Gone Nobody")
    make.AttendanceFactory(
        delegation=make.DelegationFactory(start="2012-05"), person=gone, name="Gone Nobody"
    )

    assert "1 person anonymised" in run("--after", "5", "--apply")
    assert "Gone Nobody" not in everything()
    assert "0 people anonymised" in run("--after", "5", "--apply")


@pytest.mark.parametrize("trace", ["journey", "event", "signature", "post"])
def test_who_was_heard_of_since_is_left(trace):
    known = person("Known Nobody")
    if trace == "journey":
        make.AttendanceFactory(delegation=make.DelegationFactory(start="2023"), person=known)
    elif trace == "event":
        make.EventAttendanceFactory(event=make.EventFactory(start="2023-05"), person=known)
    elif trace == "signature":
        make.SignatureFactory(agreement=make.AgreementFactory(signed="2023"), person=known)
    else:
        make.HoldingFactory(person=known, held_from="2001", seen_on="2023")
    make.HoldingFactory(person=known, held_from="1999", held_until="2000")

    assert heard_of_before(date(2023, 1, 1)) == []
    assert [one.person for one in heard_of_before(date(2024, 1, 1))] == [known]


def test_somebody_can_be_left_as_they_are():
    person("Gone Nobody")

    assert "0 people anonymised" in run("--after", "5", "--apply", "--except", "gone-nobody")


def test_the_setting_is_the_period_and_without_any_nothing_is_done(settings):
    person("Gone Nobody")

    with pytest.raises(CommandError, match="SETUHASHI_PEOPLE_KEPT_YEARS"):
        run()
    with pytest.raises(CommandError, match="0 is no number of years"):
        run("--after", "0")
    settings.SETUHASHI_PEOPLE_KEPT_YEARS = 5
    assert "1 person would be anonymised" in run()


@pytest.mark.any_database
def test_the_day_of_a_leap_year_has_one_before():
    assert years_before(date(2024, 2, 29), 5) == date(2019, 2, 28)
