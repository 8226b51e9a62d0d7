"""Saving many records at once: made ready without a lock, then written in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.choices import ChangeKind
from partnerships.models import Change, ImportBatch, Organisation, Partnership
from partnerships.models.base import Record
from partnerships.models.parties import Meeting
from partnerships.services import linking, openness, ownership, records
from partnerships.services.bulk.databases import MANY
from partnerships.services.bulk.loading import BLOCK, Draft
from partnerships.services.bulk.preparing import Pending, Preparer, told_of_row
from partnerships.services.bulk.replaying import Replay
from partnerships.services.bulk.spill import Spill
from partnerships.services.told import names_told

#: So many rows are named in the sentence that refuses all.
MOST_NAMED = 10
#: A save that was under way when the first block was made ready may be seen only now.
UNDER_WAY = timedelta(seconds=10)


class StaleRows(records.StaleVersion):
    """Some records were changed since they were compared; `numbers` are the rows of the file."""

    def __init__(self, message: str, numbers: Sequence[int]) -> None:
        super().__init__(message)
        self.numbers = list(numbers)


def stale_rows(model: type[Record], numbers: Mapping[int, int], by) -> StaleRows:
    """The refusal that names these records as far as `by` may see them.

    `numbers` are the rows of the file by their keys.
    """
    keys = sorted(numbers, key=lambda key: (numbers[key], key))
    named = keys[:MOST_NAMED]
    found = model._default_manager.all()
    there = (found if by is None else found.visible_to(by)).in_bulk(named)
    gone = _("Somebody removed a record meanwhile; nothing was done.")
    told = [records.changed_text(there[key], by) if key in there else gone for key in named]
    if len(keys) > MOST_NAMED:
        told.append(_("And %(number)d more.") % {"number": len(keys) - MOST_NAMED})
    return StaleRows(" ".join(told), [numbers[key] for key in keys])


@dataclass(frozen=True)
class Written:
    """How many records were new, changed, removed, or as they were."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


class BulkWrite:
    """Saves drafts of one model, all or none, leaving just what `records.save` would have left.

    `add` each draft, then `write`. `by` is the user, None for the site itself; `reason` is what a
    person gave, and is asked for like in `records.save`; with `batch` the history says which file
    it came from, which is reason enough, and each record's row is put into the book of imports.
    """

    def __init__(self, by, reason: str = "", batch: ImportBatch | None = None) -> None:
        self.by = by
        self.reason = reason
        self.batch = batch
        self.comment = _comment(reason, batch)
        self._began = timezone.now()
        self._last_change = Change.objects.aggregate(last=Max("pk"))["last"] or 0
        self._model: type[Record] | None = None
        self._preparer: Preparer | None = None
        self._waiting: list[Pending] = []
        self._spill = Spill()
        #: Of each record that was stored already: the version, and the row of the file.
        self._stored: dict[int, tuple[int, int]] = {}
        #: The rows of the file that are written, by the keys of their records.
        self._written: dict[int, int] = {}
        self._counts = {"new": 0, "changed": 0, "removed": 0, "unchanged": 0}

    def add(
        self,
        draft: Draft,
        expected_version: int | None = None,
        number: int = 0,
        fingerprint: str = "",
        *,
        kind: ChangeKind = ChangeKind.CHANGED,
    ) -> None:
        """Save this draft, too, which is not to be changed any more.

        `expected_version` is the version that it was compared with, None takes that of the draft;
        `number` and `fingerprint` are those of the row of the file. Raises ValidationError for
        what is wrong with it, or with one added before it.
        """
        model = type(draft.record)
        self._model = self._model or model
        if self._preparer is None:
            self._preparer = Preparer(model, self.by, self.comment)
        if draft.is_new:
            kind = ChangeKind.RECORDED
        elif expected_version is None:
            expected_version = draft.record.version
        self._waiting.append(Pending(draft, expected_version, number, fingerprint, kind))
        if len(self._waiting) == BLOCK:
            self._prepare()

    def remove(self, draft: Draft, expected_version: int, number: int = 0) -> None:
        """Remove the record of this draft, which is as it is stored, with its rows."""
        self.add(draft, expected_version, number, kind=ChangeKind.REMOVED)

    def _prepare(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting or self._preparer is None:
            return
        prepared = self._preparer.prepare(waiting)
        self._spill.put(prepared)
        for pending in waiting:
            if not pending.draft.is_new:
                self._stored[pending.record.pk] = (pending.expected_version or 0, pending.number)
        for ready in prepared:
            self._counts[_what(ready)] += 1
            if not ready["is_removed"]:
                self._written[ready["key"]] = ready["number"]
        self._counts["unchanged"] += len(waiting) - len(prepared)

    def write(self, then: Callable[[Written], object] | None = None) -> Written:
        """Write all that was added; `then` is called at the end of the same transaction.

        Raises `StaleRows` where a record was changed since, and ValidationError where something
        contradicts what is recorded by now; nothing is written then.
        """
        try:
            self._prepare()
            written = Written(**self._counts)
            with transaction.atomic():
                self._replay()
                if then is not None:
                    then(written)
            return written
        except ProtectedError as error:
            needing = names_told(error.protected_objects, self.by, MOST_NAMED)
            told = _("Other records need some of these by now: %(records)s.")
            raise ValidationError(told % {"records": needing}) from error
        except IntegrityError as error:
            raise ValidationError(
                _("This repeats or contradicts what is recorded already; nothing was saved.")
            ) from error
        finally:
            self._spill.close()

    def _replay(self) -> None:
        if self._model is None:
            return
        self._refuse_stale(self._model)
        unseen = self._unseen(self._model)
        replay = Replay(self._model, self.by, self.comment, self.batch)
        for block in self._spill:
            replay.write(block)
        replay.finish()
        for some in unseen:
            ownership.refuse_opening(some, self.by)
        self._settle(self._model)

    # What was changed since

    def _refuse_stale(self, model: type[Record]) -> None:
        """Lock the stored records, always in the order of their keys, and refuse changed ones."""
        keys = sorted(self._stored)
        stale = self._changed_since(model)
        for start in range(0, len(keys), MANY):
            some = keys[start : start + MANY]
            rows = model._base_manager.select_for_update().filter(pk__in=some).order_by("pk")
            versions = dict(rows.values_list("pk", "version"))
            stale |= {key for key in some if versions.get(key) != self._stored[key][0]}
        if stale:
            raise stale_rows(model, {key: self._stored[key][1] for key in stale}, self.by)

    def _changed_since(self, model: type[Record]) -> set[int]:
        """Records of which the book tells a change that raised no version."""
        kind = ContentType.objects.get_for_model(model)
        since = Change.objects.filter(pk__gt=self._last_change, content_type=kind).order_by()
        return set(since.values_list("object_id", flat=True)) & self._stored.keys()

    # What follows from the rows

    def _settle(self, model: type[Record]) -> None:
        """What follows for other records, and what they refuse."""
        written = list(self._written)
        self._keep_in_reach(model)
        if model is Partnership:
            self._ask_each(model, partial(openness.refuse_hidden_parties, by=self.by))
            linking.link_partnerships(written)
        elif model is Organisation:
            named = Partnership.objects.order_by().values("parties__organisation")
            refuse = partial(openness.refuse_hiding_a_party, by=self.by)
            self._ask_each(model, refuse, pk__in=named)
        elif issubclass(model, Meeting):
            since = Partnership.objects.filter(updated_at__gte=self._began - UNDER_WAY).order_by()
            linking.link_partnerships(list(since.values_list("pk", flat=True)), {model: written})

    def _unseen(self, model: type[Record]) -> list[ownership.Keys]:
        """What hangs on the stored records and is hidden from who writes them."""
        keys = sorted(self._stored)
        blocks = (keys[start : start + MANY] for start in range(0, len(keys), MANY))
        return [ownership.unseen_on(model, block, self.by) for block in blocks]

    def _keep_in_reach(self, model: type[Record]) -> None:
        """Nobody moves a record out of, or into, what they may edit."""
        keys = list(self._written)
        for start in range(0, len(keys), MANY):
            lost = ownership.out_of_reach(model, keys[start : start + MANY], self.by)
            if lost:
                told = ownership.told_out_of_reach()
                numbers = sorted(self._written[key] for key in lost)[:MOST_NAMED]
                raise ValidationError([told_of_row(number, told) for number in numbers])

    def _ask_each(self, model: type[Record], refuse: Callable[[Any], None], **rule) -> None:
        """Ask of each written record that keeps to `rule` whether it may stand as it is."""
        keys = list(self._written)
        for start in range(0, len(keys), MANY):
            for record in model.objects.filter(pk__in=keys[start : start + MANY]).filter(**rule):
                try:
                    refuse(record)
                except ValidationError as refused:
                    number = self._written[record.pk]
                    told = [told_of_row(number, message) for message in refused.messages]
                    raise ValidationError(told) from refused


def _comment(reason: str, batch: ImportBatch | None) -> str:
    """What the history gives as the reason."""
    if batch is None:
        return reason
    told = (
        _("%(reason)s (imported from %(file)s, SHA-256 %(hash)s)")
        if reason.strip()
        else _("Imported from %(file)s, SHA-256 %(hash)s")
    )
    return told % {"file": batch.file_name, "hash": batch.file_sha256, "reason": reason}


def _what(ready) -> str:
    if ready["is_removed"]:
        return "removed"
    return "new" if ready["is_new"] else "changed"
