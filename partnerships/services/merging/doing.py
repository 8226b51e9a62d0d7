"""The merge itself: one transaction, every record that is touched through the one write path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, router, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from partnerships.choices import ChangeKind
from partnerships.models import MergedRecord
from partnerships.models.base import Record
from partnerships.services import ownership, records, reference
from partnerships.services.merging import facts, telling
from partnerships.services.merging.facts import GONE, KEPT
from partnerships.services.merging.planning import (
    MERGEABLE,
    Fold,
    Move,
    Place,
    Plan,
    Relink,
    plan,
)
from partnerships.services.told import names_told

Step = Move | Fold | Relink
#: What was done, in order, as `undoing` reads it.
Log = list[dict[str, Any]]


def merge(  # noqa: PLR0913 - both versions are asked, and who and why
    kept: Record,
    gone: Record,
    *,
    by,
    expected_version: int,
    expected_version_of_gone: int,
    choices: Mapping[str, str] | None = None,
    reason: str = "",
) -> MergedRecord:
    """Merge `gone` into `kept`, so that everything that led to either leads to `kept`.

    `choices` say for each fact that differs whose is kept, `KEPT`, `GONE` or `BOTH`. Raises
    `PermissionDenied` unless `by` may edit both and an office of theirs owns both,
    `records.StaleVersion` when one was changed since its `expected_version`, and `ValidationError`
    with a sentence for everything that would be lost; nothing is written then.
    """
    if type(kept) is not type(gone) or type(kept) not in MERGEABLE:
        raise ValidationError(_("Only two delegations, organisations, people or sources merge."))
    with transaction.atomic():
        kept, gone = _locked(kept, gone, by, (expected_version, expected_version_of_gone))
        drawn = plan(kept, gone, by, choices)
        if drawn.refusals:
            raise ValidationError(drawn.refusals)
        return _Merge(drawn, by, reason).run()


def _locked(kept, gone, by, versions) -> list:
    """Both records as stored, locked in the order of their numbers."""
    model = type(kept)
    keys = {kept.pk, gone.pk}
    stored = {
        row.pk: row for row in model.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }
    if len(stored) != len(keys):
        raise records.StaleVersion(_("One of the two was removed meanwhile; nothing was merged."))
    if model.objects.editable_by(by).filter(pk__in=keys).count() != len(keys):
        raise PermissionDenied
    if not all(ownership.may_decide(record, by) for record in stored.values()):
        raise PermissionDenied
    found = [stored[kept.pk], stored[gone.pk]]
    for record, expected in zip(found, versions, strict=True):
        if record.version != expected:
            raise records.StaleVersion(records.stale_text(record, by))
    return found


class _Merge:
    """One merge on its way."""

    def __init__(self, drawn: Plan, by, reason: str) -> None:
        self.plan = drawn
        self.by = by
        self.why = reason
        self.reason = telling.told_of_merge(drawn.kept, drawn.gone, reason)
        self.keeps_more_back = bool(ownership.WHO_SEES & drawn.columns.keys())
        self.log: Log = []
        self.by_owner: dict[Place | None, list[Step]] = {}
        steps: list[Move | Fold] = [*drawn.moves, *drawn.folds]
        for step in steps:
            self.by_owner.setdefault(drawn.owner_of(step), []).append(step)
        for link in drawn.links:
            self.by_owner.setdefault(link.owner, []).append(link)

    def run(self) -> MergedRecord:
        kept, gone = self.plan.kept, self.plan.gone
        version_before = kept.version
        whole = serializers.serialize("json", [gone])
        unseen = ownership.unseen_on(type(kept), [kept.pk, gone.pk], self.by)
        records.note(gone, ChangeKind.REMOVED, by=self.by, reason=self._told_to(gone))
        steps = self.by_owner.pop((type(kept), kept.pk), [])
        own: list[Callable[[], object]] = [partial(self._do, steps), self._overrule]
        loose = self.by_owner.pop(None, [])
        for owner, theirs in self.by_owner.items():
            if owner:
                self._save(owner, theirs)
        self._set(kept, self.plan.columns)
        if not self._save_record(kept, own):
            records.note(kept, ChangeKind.CHANGED, by=self.by, reason=self._told_to(kept))
        self._do(loose)
        self._refuse_loss()
        gone_pk = gone.pk
        gone.delete()
        ownership.refuse_opening(unseen, self.by)
        return MergedRecord.objects.create(
            content_type=ContentType.objects.get_for_model(kept),
            key=gone.key,
            old_id=gone_pk,
            title=str(gone),
            target_id=kept.pk,
            version_before=version_before,
            version_after=kept.version,
            by=self.by,
            reason=self.reason,
            done=[{"gone": whole}, *self.log],
        )

    def _told_to(self, record: Record) -> str:
        """What the history of a record says; who sees the one that stays may be about to change."""
        kept, gone = self.plan.kept, self.plan.gone
        if record != kept and self.keeps_more_back:
            return telling.neutral(self.why)
        return telling.told_to_readers_of(record, (kept, gone), self.reason, self.why)

    def _save(self, owner: Place, steps: list[Step]) -> None:
        """Do the steps of another record, and raise its version."""
        model, key = owner
        record = model._base_manager.get(pk=key)
        rest = []
        for step in steps:
            if isinstance(step, Move) and (type(step.row), step.row.pk) == owner:
                self._set(record, step.columns)
            else:
                rest.append(step)
        self._save_record(record, [partial(self._do, rest)])

    def _save_record(self, record, relations: list[Callable[[], object]]) -> bool:
        """Save a record after its steps; returns whether its history tells of them."""
        done = len(self.log)
        try:
            if not isinstance(record, Record):
                reference.save(record, relations, expected_version=record.version)
                return True
            changed = records.save(
                record,
                relations,
                by=self.by,
                expected_version=record.version,
                reason=self._told_to(record),
            )
        except ValidationError as refusal:
            if not facts.is_seen(record, self.by):
                told = _("A record that you may not see would not stand after the merge.")
                raise ValidationError(told) from refusal
            told = _("“%(record)s” would not stand after the merge: %(why)s")
            values = {"record": record, "why": " ".join(refusal.messages)}
            raise ValidationError(told % values) from refusal
        if not changed:  # a save that changes nothing of the record takes its steps back
            del self.log[done:]
            for relation in relations:
                relation()
        return changed

    # Steps

    def _set(self, row, columns: Mapping[str, Any]) -> None:
        """Change columns of a record in memory; its save writes them."""
        self._note_set(row, columns)
        for name, value in columns.items():
            setattr(row, name, value)

    def _do(self, steps: list[Step]) -> None:
        # Rows are folded last: what points to them has been moved to the others by then.
        for step in sorted(steps, key=lambda step: isinstance(step, Fold)):
            if isinstance(step, Move):
                self._write(step.row, step.columns)
            elif isinstance(step, Fold):
                self._fold(step)
            else:
                self._relink(step)

    def _write(self, row, columns: Mapping[str, Any]) -> None:
        if columns:
            self._note_set(row, columns)
            type(row)._base_manager.filter(pk=row.pk).update(**columns)

    def _note_set(self, row, columns) -> None:
        if columns:
            was = {name: getattr(row, name) for name in columns}
            place = {"of": row._meta.label, "pk": row.pk}
            self.log.append({"set": place, "was": was, "is": dict(columns)})

    def _fold(self, step: Fold) -> None:
        self._write(step.into, step.fills)
        row = type(step.row)._base_manager.get(pk=step.row.pk)
        place = {"of": row._meta.label, "pk": row.pk}
        self.log.append({"folded": place, "row": serializers.serialize("json", [row])})
        refuse_cascade(row, self.by)
        row.delete()

    def _relink(self, step: Relink) -> None:
        model, key = step.owner
        owner = model._base_manager.get(pk=key)
        getattr(owner, step.name).set(step.after)
        place = {"of": model._meta.label, "pk": key, "name": step.name}
        self.log.append({"links": place, "was": step.before, "is": step.after})

    def _overrule(self) -> None:
        """The record follows no longer what sources state of a fact that was chosen otherwise."""
        lost = facts.overruled(self.plan.kept, self.plan.gone, self.plan.which)
        moved = {step.row.pk for step in self.plan.moves if step.row._meta.model_name == "citation"}
        for citation in self.plan.kept.citations.filter(accepted=True):
            came_from = GONE if citation.pk in moved else KEPT
            if citation.field in lost[came_from]:
                self._write(citation, {"accepted": False})

    def _refuse_loss(self) -> None:
        gone = self.plan.gone
        for field in gone._meta.many_to_many:  # the record that stays has them by now
            getattr(gone, field.name).clear()
        refuse_cascade(gone, self.by)


def refuse_cascade(row: models.Model, by) -> None:
    """Refuse to remove a row on which anything hangs still: the last look before it goes."""
    collector = Collector(using=router.db_for_write(type(row)))
    try:
        collector.collect([row])
    except ProtectedError as refusal:
        raise ValidationError(_lost(refusal.protected_objects, by)) from refusal
    hanging = [found for model, rows in collector.data.items() for found in rows if found != row]
    hanging += [found for rows in collector.fast_deletes for found in rows[:5]]
    hanging += [found for many in collector.field_updates.values() for found in _flat(many)]
    if hanging:
        raise ValidationError(_lost(hanging, by))


def _flat(groups) -> list:
    return [row for group in groups for row in group]


def _lost(rows, by) -> str:
    return _("Nothing was merged: this would be lost: %(rows)s.") % {"rows": names_told(rows, by)}
