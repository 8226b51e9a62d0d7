"""The processes that work on imports: one at a time on each, the long steps beside the server.

Whoever works on an import holds a lock on a file in its folder, which the system lets go of when
the process ends, however it ends.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partnerships.choices import ImportState
from partnerships.models import ImportBatch
from partnerships.services import bulk
from partnerships.services.importing import deciding, noting, running
from partnerships.services.importing.rows import Verdict
from partnerships.services.importing.running import ImportRefused
from partnerships.services.importing.tables import ImportTable
from partnerships.services.records import StaleVersion

PREPARE, APPLY, UNDO = "prepare", "apply", "undo"

#: Files up to this many bytes are compared while the uploader waits. A workbook is packed.
SHORT_FILE = {".csv": 300_000, ".xlsx": 60_000}
#: Up to this many rows are written, or undone, while somebody waits.
SHORT_PLAN = 500
#: How long a process may be silent before the page looks whether it still lives.
PATIENCE = timedelta(minutes=1)
#: A sign of progress that is later than this was given by an undoing.
AFTER_APPLYING = timedelta(seconds=1)
#: How long the file of an import is kept.
KEPT_FOR = timedelta(days=30)

UNDER_WAY = (ImportState.UPLOADED, ImportState.PLANNING, ImportState.APPLYING)
#: Imports that wrote nothing, so that they may be compared again or thrown away.
OPEN = (ImportState.PLANNED, ImportState.REFUSED, ImportState.FAILED)

_children: list[subprocess.Popen] = []


def begin(batch: ImportBatch, table: ImportTable, step: str) -> None:
    """Take a step of the import: at once when it is short, else in a process of its own.

    Raises `ImportRefused` where the step is not due, or another process works on the import.
    """
    if not is_kept(batch):
        raise ImportRefused(_("The file is kept no longer; upload it again."))
    if step == APPLY and running.waiting(batch):
        raise ImportRefused(running.waiting(batch))
    _claim(batch, step)
    if _is_short(batch, step):
        work(batch, table, step)
    else:
        _start_child(batch, step)


def work(batch: ImportBatch, table: ImportTable, step: str) -> None:
    """Take a claimed step in this process; raises `ImportRefused`."""
    with _alone(batch):
        batch.refresh_from_db()
        if step == PREPARE and batch.state in (*UNDER_WAY[:2], *OPEN):
            seen = deciding.conflicts_seen(batch)
            running.prepare(batch, table)
            if batch.state == ImportState.PLANNED:
                deciding.keep_standing(batch, seen)
        elif step == APPLY and batch.state == ImportState.APPLYING:
            # Nobody else is at it, so nothing was written: the writing is one transaction.
            ImportBatch.objects.filter(pk=batch.pk).update(state=ImportState.PLANNED)
            batch.refresh_from_db()
            running.apply(batch, table)
        else:
            raise ImportRefused(_("This step is not due; load the page of the import again."))


def _claim(batch, step) -> None:
    """Say that the step begins, so that nobody else begins it."""
    due = {PREPARE: OPEN, APPLY: (ImportState.PLANNED,)}[step]
    if is_stalled(batch) or (step == PREPARE and batch.progress_at is None):
        due = (*due, batch.state)
    begun = {PREPARE: ImportState.UPLOADED, APPLY: ImportState.APPLYING}[step]
    claimed = ImportBatch.objects.filter(pk=batch.pk, state__in=due, progress_at=batch.progress_at)
    if not claimed.update(state=begun, progress_at=timezone.now(), done=0, failure=""):
        raise ImportRefused(_("Somebody began with this already; load the page again."))
    batch.refresh_from_db()


def _is_short(batch, step) -> bool:
    if step == PREPARE:
        return batch.file_size <= SHORT_FILE.get(running.file_of(batch).suffix, 0)
    writing = sum(batch.counts.get(verdict, 0) for verdict in running.WRITING)
    return writing < SHORT_PLAN


def _start_child(batch, step, *options: str) -> None:
    """Start `manage.py run_import` in a session of its own; what it says goes beside the file."""
    _children[:] = [child for child in _children if child.poll() is None]
    command = [sys.executable, "-m", "django", "run_import", str(batch.token), step]
    folder = running.folder_of(batch)
    with (folder / "process.log").open("ab") as log:
        child = subprocess.Popen(  # noqa: S603 - no word of it comes from a user
            [*command, "--language", get_language() or settings.LANGUAGE_CODE, *options],
            cwd=settings.BASE_DIR,
            env={**os.environ, "SETUHASHI_VAR": str(settings.SETUHASHI_VAR)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _children.append(child)


# The way back


def begin_undo(batch: ImportBatch, by) -> None:
    """Undo an applied import: at once when it is short, else in a process of its own.

    Raises `ImportRefused` where somebody changed one of its records since, or works on it.
    """
    claimed = ImportBatch.objects.filter(
        pk=batch.pk, state=ImportState.APPLIED, progress_at=batch.progress_at
    )
    begun = max(timezone.now(), (batch.applied_at or batch.created_at) + AFTER_APPLYING)
    if is_being_undone(batch) or not claimed.update(progress_at=begun, failure=""):
        raise ImportRefused(_("Somebody began with this already; load the page again."))
    running.folder_of(batch).mkdir(parents=True, exist_ok=True, mode=0o700)
    if batch.rows.count() < SHORT_PLAN:
        undo(batch, by)
    else:
        _start_child(batch, UNDO, "--user", str(by.pk))


def undo(batch: ImportBatch, by, number: int | None = None) -> None:
    """Undo all that an import wrote, or one row of it; raises `ImportRefused`."""
    running.folder_of(batch).mkdir(parents=True, exist_ok=True, mode=0o700)
    told = ""
    with _alone(batch):
        batch.refresh_from_db()
        try:
            if number is None:
                bulk.undo(batch, by)
            else:
                bulk.undo_row(batch, number, by)
            noting.note(batch, by, noting.UNDONE, 1 if number else batch.rows.count())
        except (StaleVersion, ValidationError) as refusal:
            told = " ".join(getattr(refusal, "messages", [str(refusal)]))
        except PermissionDenied:
            told = _("You may not edit one of its records, so nothing was undone.")
        # It is over: the page looks at the time when the last step was seen.
        failure = told and _told_to_user(batch, by, told)
        over = {"failure": failure, "progress_at": batch.applied_at}
        ImportBatch.objects.filter(pk=batch.pk).update(**over)
    if told:
        raise ImportRefused(told)


def _told_to_user(batch, by, told) -> str:
    """What the user of the import reads of a refusal: another one may have been told of more."""
    if by.pk == batch.user_id:
        return told
    return _("An administrator wanted to undo this import and could not; nothing was changed.")


def is_being_undone(batch: ImportBatch) -> bool:
    """Whether a process undoes the import now, or is about to begin."""
    began = batch.progress_at
    if batch.state != ImportState.APPLIED or not began or not batch.applied_at:
        return False
    if began - batch.applied_at < AFTER_APPLYING:
        return False
    return timezone.now() - began < PATIENCE or not _is_free(batch)


def _is_free(batch) -> bool:
    try:
        with _alone(batch):
            return True
    except ImportRefused:
        return not is_kept(batch)


@contextmanager
def _alone(batch) -> Iterator[None]:
    """Hold the import; raises `ImportRefused` where another process does, or its file is gone."""
    try:
        with (running.folder_of(batch) / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except FileNotFoundError as error:
        raise ImportRefused(_("The file is kept no longer; upload it again.")) from error
    except BlockingIOError as error:
        raise ImportRefused(_("Another process works on this import; wait for it.")) from error


def is_kept(batch: ImportBatch) -> bool:
    """Whether the uploaded file is still there."""
    return running.file_of(batch).exists()


def is_stalled(batch: ImportBatch) -> bool:
    """Whether a step began and its process is no more."""
    if batch.state not in UNDER_WAY:
        return False
    if timezone.now() - (batch.progress_at or batch.created_at) < PATIENCE:
        return False
    return _is_free(batch)


def discard(batch: ImportBatch) -> None:
    """Throw an import away that wrote nothing; raises `ImportRefused` for others."""
    if batch.state not in OPEN and not is_stalled(batch):
        raise ImportRefused(_("Only an import that wrote nothing can be thrown away."))
    gone, _each = ImportBatch.objects.filter(pk=batch.pk, state=batch.state).delete()
    if not gone:
        raise ImportRefused(_("Somebody began with this already; load the page again."))
    shutil.rmtree(running.folder_of(batch), ignore_errors=True)


def remove_old(now: datetime) -> int:
    """Remove the files of imports from before `KEPT_FOR`; those that wrote nothing go with them.

    Returns how many folders were removed. What an import wrote stays in its book.
    """
    old = now - KEPT_FOR
    batches = ImportBatch.objects.all()
    recent = set(batches.filter(created_at__gte=old).values_list("token", flat=True))
    over = set(batches.filter(created_at__lt=old).values_list("token", flat=True))
    batches.filter(created_at__lt=old, applied_at=None).delete()
    removed = 0
    for folder in _folders():
        token = UUID(folder.name)
        # A folder without an import may be that of an upload that has just begun.
        if token in over or (token not in recent and _made_before(folder, old)):
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _folders() -> Iterator[Path]:
    root = Path(settings.SETUHASHI_VAR) / "imports"
    return root.glob("*-*-*-*-*") if root.exists() else iter(())


def _made_before(folder: Path, moment: datetime) -> bool:
    return folder.stat().st_mtime < moment.timestamp()


def to_write(batch: ImportBatch) -> dict[str, int]:
    """How many records would be added and changed as things are decided now."""
    writing = (Verdict.NEW.value, Verdict.CHANGED.value)
    counts: dict[str, int] = {name: batch.counts.get(name, 0) for name in writing}
    if batch.counts.get(Verdict.CONFLICT):
        rows = running.store_of(batch).rows(Verdict.CONFLICT)
        counts[Verdict.CHANGED] += sum(
            bool(row.values_for(running.answer_for(batch, row))) for row in rows
        )
    return counts
