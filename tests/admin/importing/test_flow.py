"""From the export to the import and back: what is seen, written and taken back."""

import pytest

from partnerships.models import Change, Delegation, ImportBatch, State
from partnerships.services import records
from partnerships.services.importing import workers
from tests.admin.importing.files import address, body, exported, page, step, table, upload
from tests.admin.posting import queries_of
from tests.factories import DelegationFactory, StateFactory, UserFactory

pytestmark = pytest.mark.django_db
HEAD = ["title", "direction", "status", "start"]
NEW = [[f"New {number}", "india_to_japan", "planned", "2026-12"] for number in (1, 2)]


@pytest.fixture
def missions(db):
    """Two delegations saved as in use, with a history to go back to."""
    for title in ("Untouched mission", "Made-up mission"):
        records.save(DelegationFactory.build(title=title))


def renamed(client) -> ImportBatch:
    """An import that renames one mission and adds two."""
    text = exported(client, "delegations").replace("Made-up mission", "Renamed mission")
    header = text.splitlines()[0].replace('"', "").split(",")
    lines = [[dict(zip(HEAD, new, strict=True)).get(name, "") for name in header] for new in NEW]
    return upload(client, text + table(*lines))


def titles() -> list[str]:
    return list(Delegation.objects.order_by("title").values_list("title", flat=True))


AFTER = ["New 1", "New 2", "Renamed mission", "Untouched mission"]
BEFORE = ["Made-up mission", "Untouched mission"]


def test_one_edited_cell_is_shown_as_one_change_and_new_rows_as_new(administrator, missions):
    shown = page(administrator, renamed(administrator))

    changed = [line for line in shown.context["lines"] if line.row.verdict == "changed"]
    assert [(fact.before, fact.after) for line in changed for fact in line.facts] == [
        ("Made-up mission", "Renamed mission")
    ]
    assert shown.context["apply_words"] == "Add 2 delegations and change 1 delegation"
    assert titles() == BEFORE


def test_what_was_looked_at_is_written_with_who_and_from_which_file(administrator, missions):
    batch = renamed(administrator)

    applied = step(administrator, batch, "apply")

    assert titles() == AFTER
    for title in ("Renamed mission", "New 1", "New 2"):
        assert title in body(applied)
    change = Change.objects.of(Delegation.objects.get(title="Renamed mission")).first()
    assert change.revision.user == administrator.user
    assert "made-up.csv" in change.revision.comment
    assert "Made-up reason" in change.revision.comment


def test_a_file_applied_twice_changes_nothing_the_second_time(administrator, missions):
    step(administrator, renamed(administrator), "apply")
    text = exported(administrator, "delegations")

    again = page(administrator, upload(administrator, table(HEAD, *NEW)))

    assert again.context["apply_words"] == ""
    assert page(administrator, upload(administrator, text)).context["apply_words"] == ""


def test_a_record_changed_since_the_look_stops_the_whole_import(administrator, missions):
    batch = renamed(administrator)
    record = Delegation.objects.get(title="Made-up mission")
    record.purpose = "Changed by a colleague"
    records.save(record)

    refused = step(administrator, batch, "apply")

    assert titles() == BEFORE
    assert refused.context["batch"].failure in body(refused)
    assert refused.context["batch"].state == "planned"
    assert address(batch, "compare") in body(refused)


def test_an_import_is_undone_as_a_whole(administrator, missions):
    batch = renamed(administrator)
    step(administrator, batch, "apply")
    asked = administrator.get(address(batch, "undo"))
    assert (asked.context["new"], asked.context["changed"]) == (2, 1)

    undone = step(administrator, batch, "undo")

    assert titles() == BEFORE
    assert "was undone on" in body(undone)
    assert "Only what was applied can be undone." in body(step(administrator, batch, "undo"))


def test_a_row_is_undone_by_itself(administrator, missions):
    batch = renamed(administrator)
    step(administrator, batch, "apply")
    number = batch.rows.get(is_new=False).number

    shown = step(administrator, batch, "undo_row", number)

    assert titles() == ["Made-up mission", "New 1", "New 2", "Untouched mission"]
    assert "undone on" in body(shown)
    step(administrator, batch, "undo_row", number)
    assert len(titles()) == 4
    step(administrator, batch, "undo")
    assert titles() == BEFORE


def changed_since(administrator):
    """An import that was applied, and the record of it that a colleague changed then."""
    batch = renamed(administrator)
    step(administrator, batch, "apply")
    record = Delegation.objects.get(title="New 1")
    record.purpose = "Changed by a colleague"
    records.save(record)
    return batch, record


def test_an_import_of_which_a_row_was_changed_since_is_not_undone(administrator, missions):
    batch, record = changed_since(administrator)

    refused = step(administrator, batch, "undo")

    assert titles() == AFTER
    assert record.reference in refused.context["batch"].failure
    assert body(refused).count(refused.context["batch"].failure) == 1
    assert address(batch, "undo") in body(refused)


def test_the_importer_reads_not_what_another_was_told_of_hidden_records(administrator, missions):
    batch, record = changed_since(administrator)
    ImportBatch.objects.update(user=UserFactory())

    refused = step(administrator, batch, "undo")

    assert record.reference in body(refused)
    assert record.reference not in refused.context["batch"].failure


def test_a_long_import_is_undone_by_a_process_of_its_own(administrator, missions, monkeypatch):
    started = []
    monkeypatch.setattr(workers, "_start_child", lambda batch, *step: started.append(step))
    batch = renamed(administrator)
    step(administrator, batch, "apply")
    monkeypatch.setattr(workers, "SHORT_PLAN", 1)

    shown = step(administrator, batch, "undo")

    assert started == [("undo", "--user", str(administrator.user.pk))]
    assert "being taken back" in body(shown)
    told = administrator.get(address(batch, "progress")).json()
    assert told["is_under_way"] is True
    workers.undo(batch, administrator.user)
    assert administrator.get(address(batch, "progress")).json()["is_under_way"] is False
    assert titles() == BEFORE


def test_an_import_into_reference_data_says_what_it_changed_and_offers_no_undo(administrator):
    state = StateFactory(capital_en="Old Town")
    text = exported(administrator, "states").replace("Old Town", "New Town")
    batch = upload(administrator, text, section="states", policy="update")

    applied = step(administrator, batch, "apply")

    assert State.objects.get(pk=state.pk).capital_en == "New Town"
    assert "1 row of reference data was changed" in body(applied)
    assert administrator.get(address(batch, "undo")).status_code == 403


@pytest.mark.any_database
def test_the_page_of_fifty_written_rows_asks_as_often_as_that_of_one(administrator, missions):
    asked = []
    for count in (1, 3, 50):
        rows = [[f"Of {count}: {number}", *NEW[0][1:]] for number in range(count)]
        batch = upload(administrator, table(HEAD, *rows))
        step(administrator, batch, "apply")
        asked.append(queries_of(administrator, address(batch)))

    assert asked == [asked[0]] * 3
