"""A bulk write leaves just what saving record by record would have left."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from partnerships.choices import ImportState
from partnerships.models import Agreement, ImportBatch, ImportedRow, Partnership, User
from partnerships.models.sources import record_models
from partnerships.services import bulk, history, records
from tests.factories import ImportBatchFactory
from tests.services.bulk.as_saved import (
    Editor,
    last_revision,
    saved_or_none,
    stored,
    taken_back,
)

NOW = datetime(2026, 11, 2, 9, 30, 15, 123456, tzinfo=UTC)
MOST = 12


pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("real_records"),
    pytest.mark.xdist_group("real records"),
]


@pytest.fixture
def by():
    return User.objects.create_user("importer", is_superuser=True)


@pytest.fixture
def _stopped_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def edited(model, seed):
    """Drafts of some records and of copies of them, edited at random, that may be stored."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    keys = sorted(Random(seed).sample(keys, min(MOST, len(keys))))
    editor = Editor(seed)
    found = []
    for key, draft in bulk.drafts(model, keys).items():
        chosen = editor.copy(model, draft) if editor.random.random() < 0.3 else draft
        if editor.edit(chosen):
            found.append((key, chosen))
    return found


@pytest.mark.usefixtures("_stopped_clock")
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_as_if_saved_one_by_one(model, seed, by):
    start = last_revision()

    def one_by_one():
        told = {key: saved_or_none(d, by, "Made up") for key, d in edited(model, seed)}
        return told, stored(start)

    told, expected = taken_back(one_by_one)
    kept = [key for key, saved in told.items() if saved is not None]

    def in_bulk():
        writer = bulk.BulkWrite(by, "Made up")
        for key, draft in edited(model, seed):
            if key in kept:
                writer.add(draft)
        return writer.write(), stored(start)

    written, found = taken_back(in_bulk)

    assert written.new + written.changed == sum(1 for saved in told.values() if saved)
    assert found.keys() == expected.keys()
    assert {key: row for key, row in found.items() if row != expected[key]} == {}


@pytest.mark.usefixtures("_stopped_clock")
@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_an_import_that_is_undone_leaves_all_as_it_was(model, by):
    batch = ImportBatchFactory(state=ImportState.APPLIED)
    before = {record.pk: history.snapshot(record) for record in model.objects.all()}
    writer = bulk.BulkWrite(by, "Made up", batch)
    for key, draft in edited(model, 7):
        writer.add(draft, number=key)
    written = writer.write()
    assert written.new + written.changed

    undone = bulk.undo(batch, by, "A mistake")

    assert (undone.removed, undone.changed) == (written.new, written.changed)
    now = {record.pk: history.snapshot(record) for record in model.objects.all()}
    assert {key: rows for key, rows in now.items() if rows != before.get(key)} == {}
    assert now.keys() == before.keys()


@pytest.mark.usefixtures("_stopped_clock")
@pytest.mark.parametrize("model", [Agreement, Partnership], ids=["agreement", "partnership"])
def test_undoing_leaves_what_restoring_one_by_one_would_have_left(model, by):
    batch = ImportBatchFactory(state=ImportState.APPLIED)
    writer = bulk.BulkWrite(by, "Made up", batch)
    for key, draft in edited(model, 11):
        if not draft.is_new:
            writer.add(draft, number=key)
    writer.write()
    start = last_revision()

    def one_by_one():
        for row in batch.rows.order_by("number"):
            earlier = history.versions_of(row.record).get(revision=row.change.previous.revision)
            version = row.change.number
            told = "Import of made-up.csv undone: A mistake"
            records.restore(row.record, earlier, by=by, expected_version=version, reason=told)
        return stored(start)

    expected = taken_back(one_by_one)
    found = taken_back(lambda: [bulk.undo(batch, by, "A mistake"), stored(start)][1])

    assert found.keys() == expected.keys()
    for (kind, key), row in found.items():
        if kind in (ImportBatch, ImportedRow):
            continue
        restored = expected[kind, key]
        if kind is model and isinstance(row, dict):
            # The history keeps thousandths of a second, which restoring one takes over.
            assert row.pop("created_at") - restored.pop("created_at") < timedelta(seconds=1)
        assert row == restored
