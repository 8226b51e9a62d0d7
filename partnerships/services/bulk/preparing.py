"""Making drafts ready to be written, without any lock: checked, numbered, put into plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.choices import ChangeKind, Visibility
from partnerships.models import Change, Partnership, Pledge
from partnerships.models.base import Record, Referenced, Slugged
from partnerships.models.changes import level_on
from partnerships.models.parties import COUNTING_ROLES, Meeting
from partnerships.services import book, due_dates, linking, numbering, ownership, reasons, records
from partnerships.services.bulk import checks, sharing
from partnerships.services.bulk.columns import Signs, Table, has_sign, state
from partnerships.services.bulk.databases import database
from partnerships.services.bulk.linked import Linked
from partnerships.services.bulk.loading import Draft, give_owner
from partnerships.services.bulk.telling import DraftReader
from partnerships.services.states import State, state_of


@cache
def _table_of(label: str) -> Table:
    return Table(apps.get_model(label))


def table_of(model: type[models.Model]) -> Table:
    return _table_of(model._meta.label)


@dataclass
class Pending:
    """A draft that was handed in: from which row of a file, over which version."""

    draft: Draft
    expected_version: int | None
    number: int
    fingerprint: str
    kind: ChangeKind
    #: The draft in the form of `history.snapshot`, once all that follows was set.
    after: dict[str, list[dict]] = field(default_factory=dict)

    @property
    def record(self) -> Record:
        return self.draft.record

    @property
    def is_removal(self) -> bool:
        return self.kind == ChangeKind.REMOVED


#: A record made ready, in values that JSON can hold; `replaying` reads it.
Prepared = dict[str, Any]


class Preparer:
    """Makes blocks of drafts of one model ready."""

    def __init__(self, model: type[Record], by, reason: str) -> None:
        self.model = model
        self.by = by
        self.reason = reason
        self.kind = ContentType.objects.get_for_model(model).pk
        self.today = timezone.localdate()
        self._linked = Linked()

    def prepare(self, block: Sequence[Pending]) -> list[Prepared]:
        """What is to be written for each draft; those that change nothing are left out.

        Raises ValidationError for what is wrong with any of them, naming the row of the file.
        """
        drafts = [pending.draft for pending in block]
        for draft in drafts:
            if draft.is_new:
                ownership.give(draft.record, self.by)
        self._linked.attach(drafts)
        self._settle([draft for p, draft in zip(block, drafts, strict=True) if not p.is_removal])
        self._refuse([pending for pending in block if not pending.is_removal])
        sharing.keep_where_nobody_shares(drafts)
        changed = [pending for pending in block if self._has_changed(pending)]
        moves = [self._weigh(pending) for pending in changed]
        self._give_keys([pending.draft for pending in changed])
        previous = self._previous([p.record.pk for p in changed if not p.draft.is_new])
        told = self._told(changed)
        return [
            self._prepared(pending, move, previous.get(pending.record.pk), levels)
            for pending, move, levels in zip(changed, moves, told, strict=True)
        ]

    # What follows from the rows

    def _settle(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            _let_go_of_rows(draft)
            if isinstance(draft.record, Partnership) and not draft.record.title:
                draft.record.title = draft.record.title_from_parties(_parties_in_order(draft))
        if issubclass(self.model, Meeting):
            self._link(drafts)

    def _link(self, drafts: Sequence[Draft]) -> None:
        """Let meetings count towards their derived partnerships, unless a person chose them."""
        following = [draft for draft in drafts if not draft.record.partnerships_chosen]
        present = [
            [row.organisation_id for row in draft.rows["parties"] if row.role in COUNTING_ROLES]
            for draft in following
        ]
        regions = linking.regions_acted_as({key for keys in present for key in keys})
        places = [
            {place for key in keys for place in linking.presence(key, regions.get(key))}
            for keys in present
        ]
        ties = linking.Ties(set().union(*places))
        for draft, found in zip(following, places, strict=True):
            draft.links["partnerships"] = ties.of(found)

    # What is refused

    def _refuse(self, block: Sequence[Pending]) -> None:
        found = checks.refusals([p.draft for p in block], self._linked, self.by)
        told = [
            told_of_row(pending.number, refusal.message)
            for pending, refused in zip(block, found, strict=True)
            for refusal in refused
        ]
        if told:
            raise ValidationError(told)

    def _has_changed(self, pending: Pending) -> bool:
        draft = pending.draft
        if draft.is_new or pending.is_removal:
            return True
        pending.after = draft.snapshot()
        return pending.after != draft.before

    def _weigh(self, pending: Pending):
        """Refuse what wants a reason and gives none; the move of a due date, to be written."""
        draft = pending.draft
        if draft.before is None or pending.is_removal:
            return None
        try:
            move = None
            if isinstance(draft.record, Pledge):
                stood = draft.before[""][0]
                move = due_dates.move_of(draft.record, stood, by=self.by, reason=self.reason)
            reasons.refuse_unexplained(
                draft.record, draft.before, pending.after, self.reason, self.by
            )
        except ValidationError as refused:
            told = [told_of_row(pending.number, message) for message in refused.messages]
            raise ValidationError({"reason": told}) from refused
        return move

    # Keys

    def _give_keys(self, drafts: Sequence[Draft]) -> None:
        """Give new records and rows their keys, which nobody else is given; a short transaction."""
        new: dict[type, list] = {self.model: [d.record for d in drafts if d.record.pk is None]}
        for draft in drafts:
            for rows in draft.rows.values():
                for row in rows:
                    if row.pk is None:
                        new.setdefault(type(row), []).append(row)
        with transaction.atomic():
            keys = {model: database().keys(model, len(found)) for model, found in new.items()}
        for model, found in new.items():
            for instance, key in zip(found, keys[model], strict=True):
                instance.pk = key
        for draft in drafts:
            for name, rows in draft.rows.items():
                give_owner(draft.record, name, rows)

    # The book of changes

    def _previous(self, keys: Sequence[int]) -> dict[int, int]:
        changes = Change.objects.filter(content_type=self.kind, object_id__in=keys).order_by()
        return dict(changes.values_list("object_id").annotate(Max("pk")))

    def _levels(self, pending: Pending) -> tuple[str, str]:
        """Who sees the record, and who saw it until now; "" for a new one."""
        now = level_on(pending.record, self.today)
        if pending.draft.before is None or pending.is_removal:
            return now, ""
        stood = pending.draft.before[""][0]
        shown = self.model(visibility=stood["visibility"], public_from=stood["public_from"])
        return now, level_on(shown, self.today)

    def _told(self, block: Sequence[Pending]) -> list[tuple[str, str, str]]:
        """For each draft who sees it, who saw it, and who is told."""
        levels = [self._levels(pending) for pending in block]
        told = [now for now, _before in levels]
        asked = []
        for number, (pending, (now, before)) in enumerate(zip(block, levels, strict=True)):
            if now == before and self._differs_plainly(pending):
                told[number] = Visibility.PUBLIC
            elif now == before:
                asked.append(number)
        pairs = [_states(block[number]) for number in asked]
        for number, level in zip(asked, book.told_to(pairs, DraftReader), strict=True):
            told[number] = level
        return [(*pair, level) for pair, level in zip(levels, told, strict=True)]

    def _differs_plainly(self, pending: Pending) -> bool:
        before, after = pending.draft.before or {}, pending.after
        return book.differ_plainly(self.model, before[""][0], after[""][0])

    # Plain values

    def _prepared(self, pending: Pending, move, previous: int | None, told) -> Prepared:
        draft, record = pending.draft, pending.record
        if not pending.is_removal:
            record.version = 1 if draft.is_new else (pending.expected_version or 0) + 1
        office = ownership.office_of_change(record, told[0], self.by)
        ready: Prepared = {
            "key": record.pk,
            "number": pending.number,
            "fingerprint": pending.fingerprint,
            "is_new": draft.is_new,
            "is_removed": pending.is_removal,
            "change": [previous, pending.kind.value, record.version, *told, office],
        }
        signs = {} if pending.is_removal else self._signs(draft, ready)
        ready["versions"] = [self._version(record, draft.links, signs)]
        if not pending.is_removal:
            ready["columns"] = table_of(self.model).values(record, signs)
            self._prepare_links(draft, ready)
            ready["move"] = (
                None
                if move is None
                else table_of(type(move)).values(
                    move,
                    dict.fromkeys(table_of(type(move)).set_moments(move, is_new=True), Signs.NOW),
                )
            )
        self._prepare_rows(draft, ready, is_removal=pending.is_removal)
        ready["signed"] = _signed(ready)
        return ready

    def _signs(self, draft: Draft, ready: Prepared) -> dict[str, str]:
        """Number a new record later: signs stand for what it will be given; and fold."""
        record, table = draft.record, table_of(self.model)
        moments = table.set_moments(record, is_new=draft.is_new)
        signs = dict.fromkeys(moments, Signs.NOW)
        if draft.is_new and isinstance(record, Referenced):
            stated = numbering.stated_parts(record) if record.reference else None
            ready["reference"] = stated or (numbering.year_of(record), None)
            record.reference_year, record.reference_number = ready["reference"][0], 0
            record.reference = Signs.REFERENCE
            signs |= {"reference_number": Signs.NUMBER}
        if isinstance(record, Slugged) and not record.slug:
            ready["slugs"] = numbering.slug_bases(self.model, _slug_words(draft))
            record.slug = Signs.SLUG
        table.fold(record)
        for column in table.folded:
            text = getattr(record, column.attname)
            if Signs.REFERENCE in text:
                signs[column.name] = text.replace(Signs.REFERENCE, Signs.FOLDED_REFERENCE)
        return signs

    def _version(self, instance, links: Mapping, signs: Mapping[str, str]) -> list:
        kind = ContentType.objects.get_for_model(type(instance)).pk
        return [kind, str(instance.pk), state(instance, links, signs), str(instance)]

    def _prepare_links(self, draft: Draft, ready: Prepared) -> None:
        """Which links come and which go."""
        stood = (draft.before or {"": [{}]})[""][0]
        ready["linked"], ready["unlinked"] = {}, {}
        for name, keys in draft.links.items():
            before = set(stood.get(name, ()))
            ready["linked"][name] = sorted(set(keys) - before)
            ready["unlinked"][name] = sorted(before - set(keys))

    def _prepare_rows(self, draft: Draft, ready: Prepared, *, is_removal: bool) -> None:
        """Which rows go and which come; one that changes goes first, so that no two clash."""
        ready["rows"], ready["gone"] = {}, {}
        for name, rows in draft.rows.items():
            stood = {row["id"]: row for row in (draft.before or {}).get(name, ())}
            coming = []
            for row in rows:
                table, is_new = table_of(type(row)), row.pk not in stood
                is_changed = is_new or not _same(row, stood[row.pk])
                signs = {}
                if is_changed:
                    signs = dict.fromkeys(table.set_moments(row, is_new=is_new), Signs.NOW)
                    table.fold(row)
                    coming.append(table.values(row, signs))
                ready["versions"].append(self._version(row, {}, signs))
                if not is_changed or is_new:
                    stood.pop(row.pk, None)
            if not is_removal:
                ready["rows"][name], ready["gone"][name] = coming, sorted(stood)


def _states(pending: Pending) -> tuple[State, State]:
    """The record as it is stored, and as it is to be."""
    before, after = pending.draft.before or {}, pending.draft.snapshot()
    return state_of(pending.record, before), state_of(pending.record, after)


def _signed(ready: Prepared) -> dict[str, list]:
    """Where signs stand, so that nobody has to look for them under the lock."""
    rows = ready.get("rows", {})
    return {
        **{name: _places(ready.get(name) or ()) for name in ("columns", "move")},
        "rows": [
            [name, number, places]
            for name, found in rows.items()
            for number, row in enumerate(found)
            if (places := _places(row))
        ],
        "versions": [n for n, version in enumerate(ready["versions"]) if _places(version)],
    }


def _places(values: Sequence) -> list[int]:
    return [n for n, value in enumerate(values) if isinstance(value, str) and has_sign(value)]


def _same(row, columns: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def told_of_row(number: int, message: str) -> str:
    """What is wrong, with the row of the file; 0 is none."""
    if not number:
        return message
    return _("Row %(number)d: %(message)s") % {"number": number, "message": message}


def _parties_in_order(draft: Draft) -> list:
    """The parties of a partnership, Indian before Japanese, each side as entered."""
    return sorted(draft.rows["parties"], key=lambda row: row.side)


def _slug_words(draft: Draft) -> Sequence[str]:
    if isinstance(draft.record, Partnership):
        return draft.record.slug_words(_parties_in_order(draft))
    return draft.record.slug_words()


def _let_go_of_rows(draft: Draft) -> None:
    """Let citations of rows that are gone be of the record alone."""

    @cache
    def there(relation: str) -> set[int]:
        return {row.pk for row in draft.rows[relation]}

    for citation in draft.rows["citations"]:
        if records.has_lost_its_row(draft.record, citation, there):
            citation.row = None
