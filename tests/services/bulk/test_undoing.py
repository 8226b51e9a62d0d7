"""Undoing imports: as a whole while nobody changed what they made, and row by row."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.choices import ChangeKind, Direction, ImportState, Visibility
from partnerships.dates import parse
from partnerships.models import Change, Delegation, DelegationParty, ImportedRow
from partnerships.services import bulk, records
from partnerships.services.restoring import OutOfReach
from tests.factories import (
    DelegationFactory,
    ImportBatchFactory,
    NoteFactory,
    OfficeFactory,
    OrganisationFactory,
    PledgeFactory,
    PrefectureGovernmentFactory,
    UserFactory,
)
from tests.offices_world import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory(username="importer", is_superuser=True)


@pytest.fixture
def batch(mission, by):
    """An import that renamed the mission, emptied its rows, and made a new delegation."""
    NoteFactory(record=mission, text="Kept for ourselves")
    mission.purpose = "With a note"
    records.save(mission)
    batch = ImportBatchFactory(state=ImportState.APPLIED, file_name="visits.csv")
    draft = bulk.drafts(Delegation, [mission.pk])[mission.pk]
    draft.record.title = "From the file"
    draft.rows = {name: [] for name in draft.rows}
    draft.links["sectors"] = []
    made = bulk.blank(Delegation)
    made.record.title, made.record.direction = "New", Direction.JAPAN_TO_INDIA
    made.rows["parties"] = [DelegationParty(organisation=OrganisationFactory())]
    writer = bulk.BulkWrite(by, "As agreed", batch)
    writer.add(draft, number=2)
    writer.add(made, number=3)
    writer.write()
    return batch


def new_one() -> Delegation:
    return Delegation.objects.get(title="New")


def test_all_is_as_it_was_and_the_history_tells_it(batch, mission, by):
    new = new_one().pk
    bulk.undo(batch, by, "A mistake")

    mission.refresh_from_db()
    batch.refresh_from_db()
    assert (mission.title, mission.version) == ("Made-up mission", 4)
    assert [len(rows) for rows in (mission.parties.all(), mission.stops.all())] == [1, 1]
    assert mission.notes.get().text == "Kept for ourselves"
    assert not Delegation.objects.filter(pk=new).exists()
    assert not DelegationParty.objects.exclude(delegation=mission).exists()
    assert (batch.state, batch.undone_at is None) == (ImportState.UNDONE, False)
    kinds = Change.objects.order_by("pk").values_list("object_id", "kind")
    assert list(kinds)[-2:] == [(mission.pk, ChangeKind.RESTORED), (new, ChangeKind.REMOVED)]
    last = Change.objects.first()
    assert (last.revision.user, last.revision.comment) == (
        by,
        "Import of visits.csv undone: A mistake",
    )


def test_what_was_changed_since_refuses_all_and_is_named(batch, mission, by):
    new = new_one()
    new.title = "Better"
    records.save(new, by=UserFactory(username="colleague"))

    with pytest.raises(bulk.StaleRows, match="colleague changed") as refusal:
        bulk.undo(batch, by)

    assert refusal.value.numbers == [3]
    mission.refresh_from_db()
    assert mission.title == "From the file"
    assert not ImportedRow.objects.exclude(undone_at=None).exists()


def test_a_new_record_that_was_removed_since_refuses_all(batch, by):
    records.delete(new_one(), by=by)

    with pytest.raises(bulk.StaleRows, match="removed"):
        bulk.undo(batch, by)


def test_a_new_record_that_others_need_by_now_refuses_all(batch, mission, by):
    PledgeFactory(delegation=new_one(), text="A made-up promise")

    with pytest.raises(ValidationError, match="Other records need some of these"):
        bulk.undo(batch, by)

    mission.refresh_from_db()
    assert mission.title == "From the file"


def test_rows_are_undone_one_by_one_and_then_the_rest(batch, mission, by):
    new = new_one()
    new.title = "Better"
    records.save(new)
    bulk.undo_row(batch, 2, by)

    mission.refresh_from_db()
    batch.refresh_from_db()
    assert mission.title == "Made-up mission"
    assert batch.state == ImportState.APPLIED
    with pytest.raises(ValidationError, match="nothing to undo"):
        bulk.undo_row(batch, 2, by)
    with pytest.raises(bulk.StaleRows):
        bulk.undo(batch, by)


def test_what_was_undone_already_is_not_undone_again(batch, by):
    bulk.undo_row(batch, 3, by)
    bulk.undo(batch, by)

    with pytest.raises(ValidationError, match="nothing to undo"):
        bulk.undo(batch, by)


def test_who_may_not_edit_the_records_undoes_nothing(batch, mission):
    with pytest.raises(PermissionDenied):
        bulk.undo(batch, UserFactory())

    mission.refresh_from_db()
    assert mission.title == "From the file"


@pytest.mark.parametrize("level", [Visibility.PUBLIC, Visibility.OFFICE])
def test_nobody_brings_back_what_they_may_not_see(mission, by, level):
    government = PrefectureGovernmentFactory()
    officer = member(OfficeFactory(regions=[government.region]))
    hidden = OrganisationFactory(visibility=level, office=OfficeFactory())
    parties = [
        lambda b=body: mission.parties.create(organisation=b) for body in (government, hidden)
    ]
    records.save(mission, parties)
    batch = ImportBatchFactory(state=ImportState.APPLIED, file_name="visits.csv")
    draft = bulk.drafts(Delegation, [mission.pk])[mission.pk]
    draft.rows["parties"] = [r for r in draft.rows["parties"] if r.organisation_id != hidden.pk]
    writer = bulk.BulkWrite(by, "As agreed", batch)
    writer.add(draft, number=2)
    writer.write()

    if level == Visibility.OFFICE:
        with pytest.raises(OutOfReach, match="Row 2: That state cannot be restored"):
            bulk.undo(batch, officer)
    else:
        bulk.undo(batch, officer)

    brought_back = mission.parties.filter(organisation=hidden).exists()
    assert brought_back is (level == Visibility.PUBLIC)


def test_to_take_back_a_date_the_undoing_is_reason_enough(mission, by):
    batch = ImportBatchFactory(state=ImportState.APPLIED)
    draft = bulk.drafts(Delegation, [mission.pk])[mission.pk]
    draft.record.start = parse("2026")
    writer = bulk.BulkWrite(by, "Put off", batch)
    writer.add(draft, number=2)
    writer.write()
    bulk.undo(batch, by)

    mission.refresh_from_db()
    assert mission.start.file_form() == "2025-07"


def test_what_has_no_earlier_state_on_record_stays(by):
    record = DelegationFactory()  # made without a history
    batch = ImportBatchFactory(state=ImportState.APPLIED)
    draft = bulk.drafts(Delegation, [record.pk])[record.pk]
    draft.record.title = "From the file"
    writer = bulk.BulkWrite(by, "", batch)
    writer.add(draft, number=2)
    writer.write()

    with pytest.raises(ValidationError, match="Row 2: what stood before is not on record"):
        bulk.undo(batch, by)
