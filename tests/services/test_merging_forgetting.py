"""Anonymising somebody who was merged before: no merge keeps or brings back the name."""

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from reversion.models import Revision, Version

from partnerships.models import MergedRecord, Person
from partnerships.services import records
from partnerships.services.anonymising import anonymise
from partnerships.services.merging import merge, undo
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.UserFactory(administrator=True, username="administrator")


@pytest.fixture
def person(user):
    """Somebody whose second record, with a name of its own in the history, was merged."""
    kept = Person(name="Hanako Nobody")
    gone = Person(name="Hanako Former")
    for record in (kept, gone):
        records.save(record, by=user)
    gone.name = "Nobody H."
    records.save(gone, by=user)
    merged(kept, gone, user)
    kept.refresh_from_db()
    return kept


def merged(kept, gone, user) -> MergedRecord:
    versions = {"expected_version": kept.version, "expected_version_of_gone": gone.version}
    return merge(kept, gone, by=user, **versions)


def told() -> str:
    rows = (*Version.objects.all(), *Revision.objects.all(), *MergedRecord.objects.all())
    return serialize("json", [*rows, *Person.objects.all()], ensure_ascii=False)


def test_no_state_of_a_merged_record_and_no_address_keeps_the_name(person, user):
    assert "Hanako Former" in told()
    anonymise(person, by=user, expected_version=person.version)
    text = told().casefold()
    assert [name for name in ("hanako", "nobody h.", "nobody-h") if name in text] == []
    assert MergedRecord.objects.count() == 0


def test_a_merge_of_missions_that_named_the_person_is_not_undone(person, user):
    kept, gone = factories.DelegationFactory(), factories.DelegationFactory()
    for mission in (kept, gone):
        factories.AttendanceFactory(delegation=mission, person=person, name="Hanako Nobody")
    naming = merged(kept, gone, user)
    kept.refresh_from_db()
    harmless = merged(factories.SourceFactory(), factories.SourceFactory(), user)
    anonymise(person, by=user, expected_version=person.version)
    with pytest.raises(ValidationError, match="a person that it names was anonymised"):
        undo(naming, by=user)
    assert "hanako" not in told().casefold()
    undo(harmless, by=user)
    assert MergedRecord.objects.target_of(type(kept), key=gone.reference) == kept.pk
