"""Rows whose record somebody changed since it was exported, and applying what was decided."""

import pytest

from partnerships.models import Change, Delegation, ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services import records
from partnerships.services.importing import running
from tests.factories import OfficeMemberFactory, PrefectureGovernmentFactory
from tests.services.importing.trips import (
    applied,
    brought,
    exported,
    planned,
    read_rows,
    verdicts,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TABLE = IMPORT_TABLES["delegations"]


@pytest.fixture
def mission(administrator):
    record = Delegation(title="Made-up mission", direction="japan_to_india", purpose="First")
    records.save(record, by=administrator.user)
    return record


def colleague_writes(mission, **columns):
    record = Delegation.objects.get(pk=mission.pk)
    for name, value in columns.items():
        setattr(record, name, value)
    records.save(record, by=None, reason="A made-up reason")


def the_row(client) -> dict[str, str]:
    [row] = read_rows(exported(client, "delegations"))
    return row


def decided(batch: ImportBatch, answer: str) -> ImportBatch:
    [row] = planned(batch)
    batch.answers = {"conflicts": {str(row.number): answer}}
    batch.save()
    return batch


def test_a_row_that_nobody_edited_is_no_conflict(administrator, mission):
    row = the_row(administrator)
    colleague_writes(mission, title="Theirs", outcome="Theirs")

    batch = brought(administrator.user, "delegations", written([row]))

    assert verdicts(batch) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("answer", "title", "purpose"),
    [("mine", "Mine", "Mine"), ("theirs", "Theirs", "Mine"), ("skip", "Theirs", "First")],
)
def test_a_conflict_takes_what_was_decided_fact_by_fact(
    administrator, mission, answer, title, purpose
):
    row = the_row(administrator) | {"title": "Mine", "purpose": "Mine"}
    colleague_writes(mission, title="Theirs", outcome="Theirs")

    batch = brought(administrator.user, "delegations", written([row]))
    assert verdicts(batch) == {"conflict": 1}
    assert [r.both for r in planned(batch)] == [["title"]]
    running.apply(decided(batch, answer), TABLE)

    mission.refresh_from_db()
    assert (mission.title, mission.purpose, mission.outcome) == (title, purpose, "Theirs")


def test_a_conflict_waits_for_a_decision(administrator, mission):
    row = the_row(administrator) | {"purpose": "Mine"}
    colleague_writes(mission, title="Theirs")
    batch = brought(administrator.user, "delegations", written([row]))

    with pytest.raises(running.ImportRefused, match="conflict"):
        running.apply(batch, TABLE)


def test_parties_that_somebody_else_changed_are_a_conflict(administrator, mission):
    first, second = PrefectureGovernmentFactory.create_batch(2)
    row = the_row(administrator) | {"lead_codes": second.identifier}
    stored = Delegation.objects.get()
    records.save(
        stored,
        [lambda: stored.parties.create(organisation=first, role="lead")],
        by=None,
    )

    batch = brought(administrator.user, "delegations", written([row]))

    assert [r.both for r in planned(batch)] == [["lead_codes"]]


def test_what_was_changed_after_the_comparison_is_not_overwritten(administrator, mission):
    row = the_row(administrator) | {"title": "Mine"}
    batch = brought(administrator.user, "delegations", written([row]))
    colleague_writes(mission, title="Theirs")

    with pytest.raises(running.ImportRefused, match="changed"):
        running.apply(batch, TABLE)

    batch.refresh_from_db()
    assert batch.state == "planned"
    assert Delegation.objects.get().title == "Theirs"


def test_nothing_is_written_while_a_row_is_in_error(administrator, mission):
    rows = [the_row(administrator) | {"title": "Mine"}, {"ref": "DEL-1999-0001"}]
    rows[1] = dict.fromkeys(rows[0], "") | rows[1] | {"title": "Unknown"}
    batch = brought(administrator.user, "delegations", written(rows))

    with pytest.raises(running.ImportRefused, match="error"):
        running.apply(batch, TABLE)
    assert Delegation.objects.get().title == "Made-up mission"

    batch.leaves_errors = True
    batch.save()
    running.apply(batch, TABLE)
    assert Delegation.objects.get().title == "Mine"


def test_a_file_that_is_applied_twice_changes_nothing(administrator):
    host = PrefectureGovernmentFactory()
    row = {"title": "Made-up", "direction": "japan_to_india", "lead_codes": host.identifier}
    first = applied(administrator.user, "delegations", written([row]))
    assert verdicts(first) == {"new": 1}
    changes = Change.objects.count()

    second = applied(administrator.user, "delegations", written([row]))

    assert verdicts(second) == {"unchanged": 1}
    assert Delegation.objects.count() == 1
    assert Change.objects.count() == changes


def test_an_imported_row_does_not_take_back_what_was_edited_since(administrator):
    row = {"title": "Made-up", "direction": "japan_to_india", "purpose": "First"}
    applied(administrator.user, "delegations", written([row]))
    colleague_writes(Delegation.objects.get(), purpose="Theirs")

    again = applied(administrator.user, "delegations", written([row]))

    assert verdicts(again) == {"unchanged": 1}
    assert Delegation.objects.get().purpose == "Theirs"


def test_one_file_that_is_uploaded_twice_before_it_is_applied_comes_in_once(administrator):
    row = {"title": "Made-up", "direction": "japan_to_india"}
    one, other = (brought(administrator.user, "delegations", written([row])) for _ in range(2))
    running.apply(one, TABLE)

    with pytest.raises(running.ImportRefused, match="meanwhile"):
        running.apply(other, TABLE)

    assert Delegation.objects.count() == 1
    other.refresh_from_db()
    assert other.state == "planned"


def test_people_whom_a_colleague_named_are_a_conflict(administrator, mission):
    row = the_row(administrator) | {"people": "Made Mine"}
    stored = Delegation.objects.get()
    records.save(stored, [lambda: stored.attendances.create(name="Made Theirs")], by=None)

    batch = brought(administrator.user, "delegations", written([row]))

    assert [r.both for r in planned(batch)] == [["attendances"]]


def test_the_history_tells_importer_file_and_digest(administrator, mission):
    row = the_row(administrator) | {"start": "2031-02"}

    batch = applied(administrator.user, "delegations", written([row]), name="mission list.csv")

    change = Change.objects.of(mission).first()
    assert change.revision.user == administrator.user
    assert "mission list.csv" in change.revision.comment
    assert batch.file_sha256 in change.revision.comment


def test_an_import_is_applied_once(administrator, mission):
    row = the_row(administrator) | {"title": "Mine"}
    batch = applied(administrator.user, "delegations", written([row]))

    with pytest.raises(running.ImportRefused, match="already"):
        running.apply(batch, TABLE)


def test_a_new_record_gets_its_reference_and_what_follows_from_its_parties(administrator):
    prefecture = PrefectureGovernmentFactory()
    row = {
        "title": "Made-up",
        "direction": "japan_to_india",
        "start": "2031-02",
        "lead_codes": prefecture.identifier,
        "headcount": "about 12",
        "people": "Made Up; Made Down",
    }

    applied(administrator.user, "delegations", written([row]))

    record = Delegation.objects.get()
    assert record.reference == "DEL-2031-0001"
    assert record.search_text.startswith("del 2031 0001")
    assert [str(p) for p in record.parties.all()] == [str(prefecture)]
    assert [a.name for a in record.attendances.all()] == ["Made Up", "Made Down"]
    assert (record.headcount.number, record.headcount.basis) == (12, "about")


def test_rows_that_came_in_meanwhile_as_hidden_records_are_not_told_of(administrator):
    row = {"title": "Made-up", "direction": "japan_to_india"}
    officer = OfficeMemberFactory().user
    other, one = (
        brought(user, "delegations", written([row])) for user in (officer, administrator.user)
    )
    running.apply(one, TABLE)
    Delegation.objects.update(visibility="office", office=None)

    running.apply(other, TABLE)

    assert Delegation.objects.count() == 2
