"""The one write path of records: admin, import, seeds and commands all save here."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from uuid import uuid4

import reversion
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.errors import RevertError

from partnerships.choices import ChangeKind
from partnerships.models import Organisation, Partnership, Pledge
from partnerships.models.base import Record, Referenced, Slugged
from partnerships.models.parties import Meeting
from partnerships.services import (
    announcing,
    book,
    due_dates,
    history,
    linking,
    numbering,
    openness,
    ownership,
    reasons,
    restoring,
)

#: Writes the rows that belong to a record once the record has its key.
Relation = Callable[[], object]

#: What the first save gives to a record, and each save changes.
_GIVEN = (
    *("id", "slug", "reference", "reference_year", "reference_number"),
    *("version", "created_at", "updated_at"),
)


class StaleVersion(Exception):
    """Somebody saved the record after this edit was begun; its text says who and when."""


class _Unchanged(Exception):
    """Nothing was changed: take the transaction back."""


def save(
    record: Record,
    relations: Iterable[Relation] = (),
    *,
    by=None,
    expected_version: int | None = None,
    reason: str = "",
    announced: str = "",
) -> bool:
    """Save a record with its rows and history in one transaction; returns whether anything changed.

    `relations` are called in order after the record has its key. `by` is the user, None for the
    seeds. `expected_version` is the version the edit began with; None takes the stored one. A
    change to any column, link, row or citation raises `version` by one. Raises `StaleVersion`,
    or `ValidationError` when a value or a constraint refuses, at `reason` when what wants one
    (`reasons`) is changed without it, or at what only the owning office decides
    (`ownership.OWNING`); nothing is written then. `announced` says where a planned visit was
    announced (`announcing.statement`) and stands before the reason.
    """
    reason = " ".join(filter(None, (announced, reason)))
    given = _given(record)
    saved = False
    try:
        with transaction.atomic(), _revision(by, reason):
            _save(record, relations, by, expected_version, reason, announced)
        saved = True
    except _Unchanged:
        return False
    except IntegrityError as error:
        raise ValidationError(
            _("This repeats or contradicts what is recorded already; nothing was saved.")
        ) from error
    finally:
        if not saved:
            for name, value in given.items():
                setattr(record, name, value)
    return True


def _save(record, relations, by, expected_version, reason, announced) -> None:
    """The steps of a save, inside of its transaction and its entry of the history."""
    stored = _begin(record, expected_version, by)
    if stored is None:
        ownership.give(record, by)
    ownership.refuse_deciding(record, stored, by)
    before = history.snapshot(stored) if stored else None
    reached = ownership.is_in_reach(stored, by)
    unseen = ownership.unseen_on(type(record), [record.pk], by) if stored else {}
    _write(record, relations, by)
    ownership.refuse_opening(unseen, by)
    _settle_who_sees_it(record, stored, announced, by)
    _weigh(record, before, by, reason)
    if reached:
        ownership.keep_in_reach(record, by)
    kind = ChangeKind.CHANGED if stored else ChangeKind.RECORDED
    book.enter(record, kind, stored, before)


@contextmanager
def _revision(by, reason: str) -> Iterator[None]:
    """One entry of the history, holding what is added to it and nothing else.

    Rows saved on the way are left out: a partnership's links to delegations would otherwise drag
    these into its history, and restoring it would take them back in time too.
    """
    with reversion.create_revision(manage_manually=True, atomic=False):
        if by and by.is_authenticated:
            reversion.set_user(by)
        reversion.set_comment(reason)
        yield


def _given(record) -> dict:
    """What a save gives to the record, to be put back when nothing was saved."""
    return {name: getattr(record, name) for name in _GIVEN if hasattr(record, name)}


def _begin(record, expected_version, by):
    """Number a new record, or take the lock of a stored one; that one, None for a new one."""
    if record.pk is None:
        if isinstance(record, Referenced):
            numbering.give_reference(record)
        return None
    stored = _locked(record)
    expected = stored.version if expected_version is None else expected_version
    raised = type(record).objects.filter(pk=record.pk, version=expected)
    if not raised.update(version=F("version") + 1):
        raise StaleVersion(stale_text(stored, by))
    record.version = expected + 1
    return stored


def _locked(record):
    """The record as it is stored, locked; raises `StaleVersion` for one that was removed."""
    stored = type(record).objects.select_for_update().filter(pk=record.pk).first()
    if stored is None:
        raise StaleVersion(
            _("Somebody removed this record while you were editing it. Nothing of yours was saved.")
        )
    return stored


def _weigh(record, before, by, reason) -> None:
    """Take an edit back that changed nothing; refuse one that wants a reason and gives none."""
    if before is None:
        return
    after = history.snapshot(record)
    if after == before:
        raise _Unchanged
    _explain(record, before, after, by, reason)


def _explain(record, before, after, by, reason) -> None:
    """Refuse what wants a reason and gives none; write the move of a due date into its book."""
    if isinstance(record, Pledge):
        due_dates.note_change(record, before[""][0], by=by, reason=reason)
    reasons.refuse_unexplained(record, before, after, reason, by)


def _write(record, relations, by) -> None:
    placeholder = isinstance(record, Slugged) and not record.slug
    if placeholder:
        record.slug = f"new-{uuid4().hex}"
    record.full_clean()
    record.save()
    for relation in relations:
        relation()
    _settle(record, by)
    if placeholder:
        record.slug = numbering.free_slug(record)
        record.save(update_fields=["slug"])


def _settle_who_sees_it(record, stored, announced, by) -> None:
    """Keep a new record from the offices of nobody, and a planned visit from the public unasked."""
    if stored is None:
        ownership.keep_where_nobody_shares(record)
    announcing.refuse_unannounced(record, stored, announced, by)


def _settle(record, by) -> None:
    """What follows from a record's rows once `by` has written them."""
    if isinstance(record, Partnership):
        openness.refuse_hidden_parties(record, by=by)
        if not record.title:
            record.title = record.title_from_parties()
            record.save(update_fields=["title", "title_folded", "search_text"])
        linking.link_partnership(record)
    elif isinstance(record, Organisation):
        openness.refuse_hiding_a_party(record, by=by)
    elif isinstance(record, Meeting):
        linking.link_meeting(record)
    _let_go_of_rows(record)


def _let_go_of_rows(record) -> None:
    """Let citations of rows that are gone be of the record alone: what a source says stays."""

    @cache
    def there(relation: str) -> set[int]:
        return set(getattr(record, relation).values_list("pk", flat=True))

    for citation in record.citations.exclude(row=None):
        if has_lost_its_row(record, citation, there):
            citation.row = None
            citation.save(update_fields=["row"])


def has_lost_its_row(record, citation, there: Callable[[str], Collection[int]]) -> bool:
    """Whether a citation speaks of a row of the record that is gone; `there` are those that stand.

    `there` gives the keys of the rows of a relation.
    """
    if citation.row is None:
        return False
    return citation.field not in record.row_names or citation.row not in there(citation.field)


def stale_text(stored, reader=None) -> str:
    """The sentence that tells who changed the record since an edit of it was begun.

    Nobody is named to a `reader` who is not told of that change.
    """
    change = history.last_change(stored, reader)
    if change is None or change.user is None:
        return _("This record was changed while you were editing it. Nothing of yours was saved.")
    return _(
        "%(user)s changed this record on %(date)s while you were editing it. "
        "Nothing of yours was saved; your text is still here."
    ) % _who_and_when(change)


def changed_text(stored, reader=None) -> str:
    """The sentence that tells who changed the record since it was shown, so nothing was done.

    Nobody is named to a `reader` who is not told of that change.
    """
    change = history.last_change(stored, reader)
    if change is None or change.user is None:
        return _("“%(record)s” was changed meanwhile; nothing was done.") % {"record": stored}
    return _("%(user)s changed “%(record)s” on %(date)s; nothing was done.") % {
        "record": stored,
        **_who_and_when(change),
    }


def _who_and_when(change) -> dict:
    when = timezone.localtime(change.date_created)
    return {"user": change.user, "date": when.strftime("%Y-%m-%d %H:%M")}


def restore(record: Record, version, *, by, expected_version: int, reason: str = "") -> None:
    """Bring back an earlier state of a record with all its rows, as a new version on top.

    `version` is one of `history.versions_of(record)`. Raises `StaleVersion` like `save`, and
    `ValidationError` at `reason` like it, or when the state names a record that was removed since;
    links to such a record are left out instead. Raises `restoring.OutOfReach` where that would
    change what `by` may not see or change.
    """
    try:
        with transaction.atomic(), _revision(by, reason):
            stored = _begin(record, expected_version, by)
            before = history.snapshot(stored)
            restoring.refuse_hidden(stored, before, version, by)
            unseen = ownership.unseen_on(type(record), [record.pk], by)
            reached = ownership.is_in_reach(stored, by)
            version.revision.revert(delete=True)
            restored = type(record).objects.get(pk=record.pk)
            history.refuse_dangling(restored)
            restored.version = expected_version + 1
            restored.filed_by_id = stored.filed_by_id
            ownership.refuse_deciding(restored, stored, by)
            restored.save()
            _settle(restored, by)
            ownership.refuse_opening(unseen, by)
            announcing.refuse_unannounced(restored, stored, "", by)
            if reached:
                ownership.keep_in_reach(restored, by)
            _explain(restored, before, history.snapshot(restored), by, reason)
            book.enter(restored, ChangeKind.RESTORED, stored, before)
    except (IntegrityError, RevertError) as error:
        raise ValidationError(
            _("This state contradicts what is recorded by now; nothing was changed.")
        ) from error


def note(record: Record, kind: ChangeKind, *, by, reason: str = "") -> None:
    """Enter the present state of a record into its history, which no save would do."""
    with transaction.atomic(), _revision(by, reason):
        book.enter(record, kind, record)


def delete(record: Record, *, by, expected_version: int | None = None, reason: str = "") -> None:
    """Remove a record with its rows; its last state stays in the history.

    `expected_version` is the one that was shown to who removes it; None takes the stored one.
    Raises `StaleVersion`, or `django.db.models.ProtectedError` when other records need it.
    """
    with transaction.atomic():
        stored = _locked(record)
        if expected_version is not None and stored.version != expected_version:
            raise StaleVersion(changed_text(stored, by))
        with _revision(by, reason):  # written at its end, which has to come before the removal
            book.enter(stored, ChangeKind.REMOVED, stored)
        record.delete()
