"""The one write path: numbers, versions, history, restoring, and what follows from the rows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from reversion.models import Revision

from partnerships.choices import PartyRole
from partnerships.dates import parse
from partnerships.models import (
    Delegation,
    Organisation,
    ReferenceCounter,
)
from partnerships.services import history, numbering, records
from tests.factories import (
    OrganisationFactory,
    SectorFactory,
    SourceFactory,
    UserFactory,
)
from tests.services.missions import delegation, state_of

pytestmark = pytest.mark.django_db


# Numbers


def test_a_reference_carries_the_year_of_the_start():
    first, second, other = (delegation(start=start) for start in ("2025-07-28", "2025", "2024"))
    for record in (first, second, other):
        records.save(record)

    assert [first.reference, second.reference, other.reference] == [
        "DEL-2025-0001",
        "DEL-2025-0002",
        "DEL-2024-0001",
    ]


def test_an_undated_record_is_numbered_in_the_year_of_today(monkeypatch):
    monkeypatch.setattr(numbering.timezone, "localdate", lambda: date(2031, 1, 1))
    record = delegation()
    records.save(record)

    assert record.reference == "DEL-2031-0001"


def test_a_deadline_numbers_by_its_last_day():
    record = delegation(start="by 2029-03")
    records.save(record)

    assert record.reference == "DEL-2029-0001"


def test_a_number_is_not_given_again_after_its_record_is_removed():
    removed, next_one = delegation(start="2025"), delegation(start="2025")
    records.save(removed)
    records.delete(removed, by=UserFactory())
    records.save(next_one)

    assert next_one.reference == "DEL-2025-0002"


def test_a_stated_reference_moves_the_counter_past_it():
    records.save(delegation(start="2025", reference="DEL-2025-0041"))
    records.save(delegation(start="2025", reference="DEL-2025-0007"))
    record = delegation(start="2025")
    records.save(record)

    assert record.reference == "DEL-2025-0042"


@pytest.mark.parametrize("stated", ["EVT-2025-0001", "DEL-25-1", "DEL-2025-00001", "nonsense"])
def test_a_stated_reference_of_another_form_is_refused_at_its_field(stated):
    with pytest.raises(ValidationError) as refusal:
        records.save(delegation(reference=stated))

    assert list(refusal.value.message_dict) == ["reference"]
    assert not ReferenceCounter.objects.exists()


def test_a_reference_stays_when_the_date_moves(mission):
    mission.start = parse("2027-01-01")
    records.save(mission, reason="Put off")

    assert mission.reference == "DEL-2025-0001"


def test_a_refused_record_uses_up_no_number():
    record = delegation(start="2025")
    record.title = ""
    with pytest.raises(ValidationError):
        records.save(record)
    record.title = "Made-up mission"
    records.save(record)

    assert record.reference == "DEL-2025-0001"


# Versions


CHANGES = {
    "link": lambda record: record.sectors.add(SectorFactory()),
    "link removed": lambda record: record.sectors.clear(),
    "row": lambda record: record.parties.update(role=PartyRole.HOST),
    "row added": lambda record: record.stops.create(place="Elsewhere", order=2),
    "row removed": lambda record: record.attendances.all().delete(),
    "citation": lambda record: record.citations.update(value_as_stated="about 8"),
    "citation added": lambda record: record.citations.create(source=SourceFactory()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_to_anything_raises_the_version_by_one(mission, change):
    before = state_of(mission)

    assert records.save(mission, [lambda: change(mission)])

    stored = Delegation.objects.get(pk=mission.pk)
    assert (stored.version, mission.version) == (2, 2)
    assert history.versions_of(mission).count() == 2
    assert state_of(mission) != before


@pytest.mark.parametrize(("name", "value"), [("title", "Another"), ("start", parse("2025-08"))])
def test_a_change_to_a_column_raises_the_version_by_one(mission, name, value):
    setattr(mission, name, value)

    assert records.save(mission, reason="Corrected")

    stored = Delegation.objects.get(pk=mission.pk)
    assert (stored.version, getattr(stored, name)) == (2, value)


def test_saving_without_a_change_writes_nothing(mission):
    stored = Delegation.objects.get(pk=mission.pk)

    assert records.save(stored, [lambda: stored.stops.update(place="Nowhere")]) is False

    fresh = Delegation.objects.get(pk=mission.pk)
    assert (fresh.version, fresh.updated_at) == (1, mission.updated_at)
    assert stored.version == 1
    assert history.versions_of(mission).count() == 1
    assert Revision.objects.count() == 1


def test_a_stale_edit_is_refused_and_names_who_was_faster(mission):
    theirs, mine = (Delegation.objects.get(pk=mission.pk) for _who in range(2))
    theirs.title, mine.title = "Theirs", "Mine"
    records.save(theirs, by=UserFactory(username="kiran"), expected_version=1)

    with pytest.raises(records.StaleVersion, match="kiran changed this record on"):
        records.save(mine, by=UserFactory(administrator=True), expected_version=1)

    assert Delegation.objects.get(pk=mission.pk).title == "Theirs"


def test_an_edit_of_a_record_that_was_removed_is_refused_as_stale(mission):
    mine = Delegation.objects.get(pk=mission.pk)
    records.delete(mission, by=UserFactory())

    with pytest.raises(records.StaleVersion, match="removed"):
        records.save(mine, expected_version=1)


# Refusals


def test_a_party_entered_twice_is_refused_and_nothing_is_half_written():
    record, body = delegation(start="2025"), OrganisationFactory()

    def enter_twice():
        for _time in range(2):
            record.parties.create(organisation=body)

    with pytest.raises(ValidationError, match="nothing was saved"):
        records.save(record, [enter_twice])

    assert not Delegation.objects.exists()
    assert not ReferenceCounter.objects.exists()
    assert not Revision.objects.exists()


def test_a_refused_new_record_can_be_put_right_and_saved():
    record, body = delegation(start="2025"), OrganisationFactory()
    with pytest.raises(ValidationError):
        records.save(
            record,
            [lambda: [record.parties.create(organisation=body) for _time in range(2)]],
        )
    records.save(delegation(start="2025"))

    assert records.save(record, [lambda: record.parties.create(organisation=body)])
    assert record.reference == "DEL-2025-0002"


def test_a_refused_edit_leaves_record_and_version_as_they_were(mission):
    before = state_of(mission)
    mission.title = ""

    with pytest.raises(ValidationError):
        records.save(mission, [mission.stops.all().delete])

    assert state_of(mission) == before
    assert mission.version == Delegation.objects.get(pk=mission.pk).version == 1


# Slugs


def test_a_slug_is_made_of_the_name_and_a_taken_one_gets_the_kind():
    made = [Organisation(name="Made-up Chamber", kind="chamber") for _time in range(3)]
    for body in made:
        records.save(body)

    assert [body.slug for body in made] == [
        "made-up-chamber",
        "made-up-chamber-chamber-of-commerce",
        "made-up-chamber-chamber-of-commerce-2",
    ]


def test_a_slug_stays_when_the_name_changes():
    body = Organisation(name="Made-up Chamber", kind="chamber")
    records.save(body)
    body.name = "Renamed Chamber"
    records.save(body)

    assert Organisation.objects.get(pk=body.pk).slug == "made-up-chamber"
