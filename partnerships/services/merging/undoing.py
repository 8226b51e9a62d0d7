"""Undoing a merge: both records as they were, as long as nobody changed what it made."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from partnerships.choices import ChangeKind
from partnerships.models import MergedRecord
from partnerships.models.base import Record
from partnerships.services import history, ownership, records, reference
from partnerships.services.merging import relations, telling
from partnerships.services.merging.planning import Place

Step = dict[str, Any]


def undo(merged: MergedRecord, *, by, reason: str = "") -> Record:
    """Take a merge back and return the record that it had removed.

    Raises `PermissionDenied` unless `by` may edit the record that stands, and `ValidationError`
    that says what was changed since; nothing is written then. What was added to the record that
    stands by other records' changes stays with it.
    """
    with transaction.atomic():
        stored = MergedRecord.objects.select_for_update().filter(pk=merged.pk).first()
        if stored is None:
            raise ValidationError(_("This merge was undone already."))
        if not stored.done:
            told = _("This merge cannot be taken back: a person that it names was anonymised.")
            raise ValidationError(told)
        try:
            return _Undoing(stored, by, reason).run()
        except IntegrityError as error:
            raise ValidationError(
                _("What was recorded since contradicts the earlier state; nothing was changed.")
            ) from error


class _Undoing:
    """One merge on its way back."""

    def __init__(self, merged: MergedRecord, by, reason: str) -> None:
        self.merged = merged
        self.by = by
        self.model = _model_of(merged)
        self.why = reason
        self.reason = telling.told_of_undoing(merged.title, reason)
        self.whole, *self.steps = merged.done
        self.kept = self._kept()

    def _kept(self) -> Any:
        kept = self.model._base_manager.select_for_update().filter(pk=self.merged.target_id).first()
        if kept is None:
            raise ValidationError(self._why_it_is_gone())
        if not self.model.objects.editable_by(self.by).filter(pk=kept.pk).exists():
            raise PermissionDenied
        if kept.version != self.merged.version_after:
            told = _("The merge cannot be taken back: “%(record)s” was changed since. %(who)s")
            values = {"record": kept, "who": _last_change(kept, self.by)}
            raise ValidationError(told % values)
        return kept

    def _why_it_is_gone(self) -> str:
        later = MergedRecord.objects.of(self.model).filter(old_id=self.merged.target_id).first()
        if later:
            told = _("“%(record)s” was merged itself since; take that merge back first.")
            return told % {"record": later.title}
        return _("The record that stood after the merge was removed since.")

    def run(self) -> Any:
        for step in self.steps:
            self._refuse_changed(step)
        sides = [self.kept.pk, self.merged.old_id]
        unseen = ownership.unseen_on(self.model, sides, self.by)
        gone = self.gone = self._bring_back(self.whole["gone"])
        kept_place: Place = (self.model, self.kept.pk)
        by_owner: dict[Place | None, list[Step]] = {}
        for step in reversed(self.steps):
            by_owner.setdefault(self._owner(step), []).append(step)
        own = by_owner.pop(kept_place, [])
        self._restore(None, by_owner.pop(None, []))
        for owner, steps in by_owner.items():
            self._restore(owner, steps)
        self._restore(kept_place, own)
        self.model._base_manager.filter(pk=gone.pk).update(version=F("version") + 1)
        gone.refresh_from_db()
        records.note(gone, ChangeKind.RESTORED, by=self.by, reason=self.reason)
        ownership.refuse_opening(unseen, self.by)
        self._let_earlier_merges_be_undone()
        self.merged.delete()
        return gone

    # What has to be as the merge left it

    def _refuse_changed(self, step: Step) -> None:
        model, key = _place(step)
        row = model._base_manager.filter(pk=key).first()
        if "folded" in step:
            if row is not None:
                self._refuse(row)
            return
        if row is None:
            told = _("The merge cannot be taken back: a row that it moved was removed since.")
            raise ValidationError(told)
        if "links" in step:
            self._refuse_relinked(row, step)
        elif row != self.kept and any(
            getattr(row, name) != _value(model, name, value) for name, value in step["is"].items()
        ):
            self._refuse(row)

    def _refuse_relinked(self, owner, step: Step) -> None:
        """Its other links may differ by now: those of the two records are what the merge set."""
        name = step["links"]["name"]
        held = set(getattr(owner, name).values_list("pk", flat=True))
        if owner == self.kept:  # its version tells; links that follow from parties may move
            return
        if self.kept.pk not in held:
            self._refuse(owner)

    def _refuse(self, row) -> None:
        told = _("The merge cannot be taken back: %(row)s was changed since.")
        raise ValidationError(told % {"row": f"{row._meta.verbose_name} “{row}”"})

    # The way back

    def _bring_back(self, serialized: str) -> Any:
        """Store a removed row as it was, under its own number."""
        try:
            (found,) = serializers.deserialize("json", serialized)
            found.save()
        except serializers.base.DeserializationError as error:
            raise ValidationError(
                _("The earlier state names what is not there any more; nothing was changed.")
            ) from error
        return found.object

    def _owner(self, step: Step) -> Place | None:
        """The record that holds the row now; a folded row's is that of the row as it was."""
        model, key = _place(step)
        if "links" in step:
            return model, key
        if "folded" in step:
            (found,) = serializers.deserialize("json", step["row"])
            return self._standing(relations.owner_of(found.object, {}))
        row = model._base_manager.get(pk=key)
        return relations.owner_of(row, {})

    def _standing(self, owner: Place | None) -> Place | None:
        """A row of the record that was removed counts as one of the record that stands."""
        if owner == (self.model, self.merged.old_id):
            return self.model, self.kept.pk
        return owner

    def _restore(self, owner: Place | None, steps: Iterable[Step]) -> None:
        if owner is None:
            self._take_back(steps)
            return
        model, key = owner
        record: Any = model._base_manager.get(pk=key)
        rest = []
        for step in steps:
            if "set" in step and _place(step) == owner:
                for name, value in step["was"].items():
                    setattr(record, name, _value(model, name, value))
            else:
                rest.append(step)
        relations_ = [partial(self._take_back, rest)]
        if not isinstance(record, Record):
            reference.save(record, relations_, expected_version=record.version)
            return
        told = telling.told_to_readers_of(record, (self.gone,), self.reason, self.why)
        changed = records.save(
            record, relations_, by=self.by, expected_version=record.version, reason=told
        )
        if changed:
            return
        self._take_back(rest)  # a save that changes nothing of the record takes its steps back
        if record == self.kept:
            records.note(record, ChangeKind.CHANGED, by=self.by, reason=told)

    def _take_back(self, steps: Iterable[Step]) -> None:
        for step in steps:
            model, key = _place(step)
            if "folded" in step:
                self._bring_back(step["row"])
            elif "links" in step:
                self._relink(model._base_manager.get(pk=key), step)
            else:
                was = {name: _value(model, name, value) for name, value in step["was"].items()}
                model._base_manager.filter(pk=key).update(**was)

    def _relink(self, owner, step: Step) -> None:
        """Take back what the merge added and removed; links added since stay."""
        links = getattr(owner, step["links"]["name"])
        was, after = set(step["was"]), set(step["is"])
        links.remove(*(after - was))
        links.add(*(was - after))

    def _let_earlier_merges_be_undone(self) -> None:
        """An earlier merge into the record finds it as that merge left it."""
        self.kept.refresh_from_db()
        MergedRecord.objects.of(self.model).filter(
            target_id=self.kept.pk, version_after=self.merged.version_before
        ).update(version_after=self.kept.version)


def _place(step: Step) -> Place:
    place = step.get("set") or step.get("folded") or step["links"]
    return apps.get_model(place["of"]), place["pk"]


def _model_of(merged: MergedRecord) -> Any:
    return apps.get_model(merged.content_type.app_label, merged.content_type.model)


def _value(model, column: str, stored):
    """A column's value from the form it was written down in."""
    field = next(found for found in model._meta.concrete_fields if found.attname == column)
    return field.target_field.to_python(stored) if field.is_relation else field.to_python(stored)


def _last_change(record, reader) -> str:
    change = history.last_change(record, reader)
    if change is None or change.user is None:
        return ""
    values = {"user": change.user, "date": change.date_created.strftime("%Y-%m-%d %H:%M")}
    return _("%(user)s changed it on %(date)s.") % values
