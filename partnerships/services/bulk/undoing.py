"""Undoing an import: what it changed as it was before, what it made gone; both leave history."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.choices import ChangeKind, ImportState
from partnerships.models import Change, ImportBatch, ImportedRow
from partnerships.models.base import Record
from partnerships.models.visibility import is_administrator
from partnerships.services import restoring
from partnerships.services.bulk.loading import BLOCK, Draft, drafts
from partnerships.services.bulk.preparing import told_of_row
from partnerships.services.bulk.writing import BulkWrite, Written, stale_rows
from partnerships.services.states import Columns, State, read_states

#: A record's own columns that no earlier state brings back.
_KEPT = {"id", "version", "created_at", "updated_at"}


def undo(batch: ImportBatch, by, reason: str = "") -> Written:
    """Undo a whole import, but for rows that were undone before.

    Raises `StaleRows` naming the rows of which the record was changed since, `PermissionDenied`
    where `by` may not edit one of the records, and ValidationError where other records need a new
    one by now; nothing is undone then. The undoing itself is reason enough for what it changes.
    """
    return _undo(batch, batch.rows.filter(undone_at=None), by, reason)


def undo_row(batch: ImportBatch, number: int, by, reason: str = "") -> Written:
    """Undo what one row of an import did; raises like `undo`."""
    return _undo(batch, batch.rows.filter(undone_at=None, number=number), by, reason)


def _undo(batch: ImportBatch, rows, by, reason: str) -> Written:
    first = rows.select_related("content_type").first()
    if batch.state != ImportState.APPLIED or first is None:
        raise ValidationError(_("There is nothing to undo: it was not applied, or undone before."))
    writer = BulkWrite(by, reason)
    writer.comment = _comment(batch, reason)
    undoing = _Undoing(first.content_type.model_class(), writer, by)
    undone = []
    for block in _in_blocks(rows.select_related("change__previous").order_by("number")):
        undoing.add(block)
        undone += [row.pk for row in block]
    undoing.refuse_stale()
    return writer.write(lambda _written: _note(batch, undone))


def _comment(batch: ImportBatch, reason: str) -> str:
    told = _("Import of %(file)s undone: %(reason)s") if reason else _("Import of %(file)s undone")
    return told % {"file": batch.file_name, "reason": reason}


def _note(batch: ImportBatch, undone: Sequence[int]) -> None:
    """Write down in the book of imports what was undone."""
    now = timezone.now()
    for start in range(0, len(undone), BLOCK):
        rows = ImportedRow.objects.filter(pk__in=undone[start : start + BLOCK])
        rows.update(undone_at=now)
    if not batch.rows.filter(undone_at=None).exists():
        batch.state, batch.undone_at = ImportState.UNDONE, now
        batch.save(update_fields=["state", "undone_at"])


def _in_blocks(rows) -> Iterator[list[ImportedRow]]:
    found = rows.iterator(chunk_size=BLOCK)
    while block := list(islice(found, BLOCK)):
        yield block


class _Undoing:
    """One undoing on its way, a block of rows at a time."""

    def __init__(self, model: type[Record], writer: BulkWrite, by) -> None:
        self.model = model
        self.writer = writer
        self.by = by
        self._stale: dict[int, int] = {}

    def add(self, block: Sequence[ImportedRow]) -> None:
        numbers = {row.object_id: row.number for row in block}
        stored = drafts(self.model, list(numbers))
        self._refuse_forbidden(stored)
        stale = self._changed_since(block, stored)
        self._stale |= {key: numbers[key] for key in stale}
        if self._stale:
            return  # nothing will be done; the others are only looked through
        states = self._states(block)
        self._refuse_hidden(block, states)
        for row in block:
            draft, version = stored[row.object_id], row.change.number
            if row.is_new:
                self.writer.remove(draft, version, row.number)
            else:
                bring_back(draft, states[row.object_id])
                self.writer.add(draft, version, row.number, kind=ChangeKind.RESTORED)

    def refuse_stale(self) -> None:
        if self._stale:
            raise stale_rows(self.model, self._stale, self.by)

    def _refuse_forbidden(self, stored: Mapping[int, Draft]) -> None:
        if self.by is None:
            return
        editable = self.model.objects.editable_by(self.by).filter(pk__in=stored)
        if editable.count() != len(stored):
            raise PermissionDenied

    def _refuse_hidden(self, block: Sequence[ImportedRow], states: Mapping[int, State]) -> None:
        """Refuse what no form would restore to its writer; of what is not stale, the last save
        tells what stands now."""
        if self.by is None or is_administrator(self.by):
            return
        changed = [row for row in block if not row.is_new]
        now = read_states([row.change for row in changed if row.change])
        pairs = [(state, states[state.key]) for state in now.values()]
        hidden = restoring.hidden_differences(pairs, self.by) if pairs else set()
        for row in changed:
            if row.object_id in hidden:
                told = told_of_row(row.number, restoring.told_hidden())
                raise restoring.OutOfReach(told)

    def _changed_since(self, block: Sequence[ImportedRow], stored: Mapping[int, Draft]) -> set[int]:
        keys = [row.object_id for row in block]
        changes = Change.objects.filter(content_type=block[0].content_type_id, object_id__in=keys)
        latest = dict(changes.order_by().values_list("object_id").annotate(Max("pk")))
        return {
            row.object_id
            for row in block
            if row.object_id not in stored
            or row.change is None
            or latest.get(row.object_id) != row.change_id
            or stored[row.object_id].record.version != row.change.number
        }

    def _states(self, block: Sequence[ImportedRow]) -> dict[int, State]:
        """The state of each changed record before, with links only to what is still there."""
        before = [row.change.previous for row in block if not row.is_new and row.change.previous]
        states = {state.key: state for state in read_states(before).values()}
        for row in block:
            if not row.is_new and row.object_id not in states:
                told = _("Row %(number)d: what stood before is not on record, so it stays.")
                raise ValidationError(told % {"number": row.number})
        for link in self.model._meta.many_to_many:
            self._drop_lost(link, list(states.values()))
        return states

    def _drop_lost(self, link: models.ManyToManyField, states: Sequence[State]) -> None:
        named = {key for state in states for key in _keys(state, link.name)}
        there = set(link.related_model._base_manager.filter(pk__in=named).values_list("pk"))
        for state in states:
            kept = [key for key in _keys(state, link.name) if (key,) in there]
            cast(dict, state.columns)[link.name] = kept


def _keys(state: State, name: str) -> list[int]:
    found = state.columns.get(name, ())
    return list(found) if isinstance(found, list) else []


def bring_back(draft: Draft, state: State) -> None:
    """Let the draft say what an earlier state of its record said, with all rows and links."""
    _say(draft.record, state.columns)
    for name in draft.links:
        draft.links[name] = _keys(state, name)
    for name, rows in draft.rows.items():
        stored = {row.pk: row for row in rows}
        model = type(draft.record)._meta.get_field(name).related_model
        draft.rows[name] = []
        for key, columns in sorted(state.rows[name].items()):
            row = stored.get(key) or model(pk=key)
            _say(row, columns)
            draft.rows[name].append(row)


def _say(instance: models.Model, columns: Columns) -> None:
    """Set the columns; those younger than the state to what new rows have."""
    for field in instance._meta.concrete_fields:
        if field.name in _KEPT or getattr(field, "generated", False):
            continue
        known = field.name in columns
        value = field.to_python(columns[field.name]) if known else field.get_default()
        setattr(instance, field.attname, value)
