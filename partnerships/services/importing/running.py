"""The life of an import: a file is kept, compared, decided on, applied, and may be undone.

Each step may run in a process of its own; the batch tells how far it has come.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.choices import ImportState
from partnerships.models import ImportBatch, ImportedRow
from partnerships.models.visibility import is_administrator
from partnerships.services import bulk, ownership, records, reference
from partnerships.services.importing import noting
from partnerships.services.importing.desk import Desk
from partnerships.services.importing.hidden import HiddenRows
from partnerships.services.importing.labels import header_for
from partnerships.services.importing.names import Names
from partnerships.services.importing.planning import BLOCK, Planner, drafts_of, fill, new_draft
from partnerships.services.importing.reading import FileRefused, Table, open_table
from partnerships.services.importing.rows import PlannedRow, Verdict
from partnerships.services.importing.store import PlanStore
from partnerships.services.importing.tables import ImportTable

logger = logging.getLogger("partnerships.imports")

#: What a planned row may write.
WRITING = (Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)
#: The answer to all conflicts that have none of their own.
EVERY = "*"


class ImportRefused(Exception):
    """A step that cannot be taken as things stand; the text says what to do."""


#: Who is told, besides the batch, how many rows are done.
Told = Callable[[int], None]


def _untold(_done: int) -> None:
    """Nobody else."""


def folder_of(batch: ImportBatch) -> Path:
    return Path(settings.SETUHASHI_VAR) / "imports" / str(batch.token)


def store_of(batch: ImportBatch) -> PlanStore:
    return PlanStore(folder_of(batch) / "planned.sqlite3")


def file_of(batch: ImportBatch) -> Path:
    return folder_of(batch) / f"upload{Path(batch.file_name).suffix.lower()}"


def keep(table: ImportTable, name: str, pieces: Iterable[bytes], *, user, **options) -> ImportBatch:
    """Put an uploaded file away, and begin its import. `options` are columns of the batch."""
    batch = ImportBatch(section=table.slug, user=user, file_name=Path(name).name[-300:], **options)
    folder = folder_of(batch)
    folder.mkdir(parents=True, mode=0o700)
    digest, size = sha256(), 0
    with file_of(batch).open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    batch.file_sha256, batch.file_size = digest.hexdigest(), size
    try:
        batch.full_clean()
        batch.save()
    except Exception:
        shutil.rmtree(folder)
        raise
    noting.note(batch, user, noting.UPLOADED)
    return batch


def forget(batch: ImportBatch) -> None:
    """Remove an import that wrote nothing, with its file."""
    shutil.rmtree(folder_of(batch), ignore_errors=True)
    batch.delete()


def opened(batch: ImportBatch, table: ImportTable) -> Table:
    """The table in the uploaded file; raises `FileRefused`."""
    knows = partial(header_for, table.headers)
    return open_table(file_of(batch), batch.file_name, knows, batch.sheet)


def prepare(batch: ImportBatch, table: ImportTable, told: Told = _untold) -> None:
    """Compare the file with what is recorded; a fault of the whole file is told in `failure`.

    `told` is given the number of rows done so far, as the batch is.
    """
    _move(batch, ImportState.PLANNING, done=0, failure="")
    try:
        file = opened(batch, table)
        batch.detected = _detected(file, table)
        planner = Planner(table, file, _desk(batch, file), batch.user, batch.policy)
        for done in store_of(batch).write(planner.plan()):
            _progress(batch, done, told)
    except FileRefused as refused:
        _move(batch, ImportState.REFUSED, failure=str(refused))
        return
    except Exception:
        logger.exception("import %s failed while it was compared", batch.token)
        _move(batch, ImportState.FAILED, failure=_("Something went wrong; nothing was written."))
        raise
    batch.counts = store_of(batch).counts()
    _move(batch, ImportState.PLANNED, total=sum(batch.counts.values()))
    noting.note_outside(batch, store_of(batch).rows(Verdict.ERROR))


def _desk(batch, file: Table) -> Desk:
    return Desk(
        names=Names(batch.user),
        encoding=file.encoding,
        day_order=batch.day_order,
        answers=batch.answers.get("names", {}),
        sets_visibility=is_administrator(batch.user),
    )


def _detected(file: Table, table: ImportTable) -> dict:
    """What a person checks first: how the file was read, and which columns are known."""
    columns = list(zip(file.headers, file.columns, strict=True))
    return {
        "encoding": file.encoding,
        "separator": file.separator,
        "header_row": file.header_row,
        "sheet": file.sheet,
        "sheets": list(file.sheets),
        "matched": [[told, known] for told, known in columns if known in table.by_header],
        "unread": [
            [told, known] for told, known in columns if known and known not in table.by_header
        ],
        "unknown": [told for told, known in columns if known is None and told],
    }


def _move(batch, state, **values) -> None:
    batch.state = state
    batch.progress_at = timezone.now()
    for name, value in values.items():
        setattr(batch, name, value)
    batch.save()


def _progress(batch, done: int, told: Told) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(done=done, progress_at=timezone.now())
    told(done)


def waiting(batch: ImportBatch) -> str:
    """What has to be decided before the import can be applied, "" if nothing."""
    counts = batch.counts
    if counts.get(Verdict.ERROR) and not batch.leaves_errors:
        return _("Rows in error: mend them, or say that they are left out.")
    if counts.get(Verdict.CONFLICT) and _undecided(batch):
        return _("Rows in conflict: say for each what is taken.")
    return ""


def _undecided(batch) -> bool:
    answers = batch.answers.get("conflicts", {})
    if EVERY in answers:
        return False
    rows = store_of(batch).rows(Verdict.CONFLICT)
    return any(str(row.number) not in answers for row in rows)


def answer_for(batch: ImportBatch, row: PlannedRow) -> str:
    """What was decided for a row in conflict, "" for nothing yet."""
    answers = batch.answers.get("conflicts", {})
    return answers.get(str(row.number), answers.get(EVERY, ""))


def apply(batch: ImportBatch, table: ImportTable, told: Told = _untold) -> None:
    """Write what was planned, all of it in one transaction.

    Raises `ImportRefused` where something waits for a decision or changed since it was planned;
    nothing is written then.
    """
    missing = waiting(batch)
    if missing:
        raise ImportRefused(missing)
    claimed = ImportBatch.objects.filter(pk=batch.pk, state=ImportState.PLANNED)
    if not claimed.update(state=ImportState.APPLYING, progress_at=timezone.now(), done=0):
        raise ImportRefused(_("This import is being applied already, or was."))
    try:
        (_write if table.is_record else _write_reference)(batch, table, told)
    except (records.StaleVersion, ValidationError) as error:
        why = " ".join(getattr(error, "messages", [str(error)]))
        batch.refresh_from_db()
        _move(batch, ImportState.PLANNED, failure=why)
        noting.note(batch, batch.user, noting.REFUSED)
        raise ImportRefused(why) from error
    except Exception:
        logger.exception("import %s failed while it was applied", batch.token)
        batch.refresh_from_db()
        _move(batch, ImportState.FAILED, failure=_("Something went wrong; nothing was written."))
        raise
    noting.note(batch, batch.user, noting.APPLIED, batch.rows.count())


def _write(batch, table, told: Told) -> None:
    writer = bulk.BulkWrite(by=batch.user, reason=batch.reason, batch=batch)
    done = 0
    level = ownership.level_of_new(batch.user)
    for rows in _blocks(batch):
        stored = _editable(batch, table, rows)
        hidden = HiddenRows(stored.values(), _touched(table, rows), batch.user)
        for row in rows:
            draft = new_draft(table, level) if row.pk is None else _found(stored, row)
            fill(draft, row.values_for(answer_for(batch, row)), table, hidden)
            writer.add(
                draft,
                expected_version=row.version,
                number=row.number,
                fingerprint=row.fingerprint,
            )
        done += len(rows)
        _progress(batch, done, told)
    writer.write(then=lambda _written: _finish(batch, table))


def _finish(batch, table) -> None:
    """End the import in the transaction that wrote it, unless its rows came in meanwhile.

    Of records that its user may not see nothing is told, as when the file was compared.
    """
    new = batch.rows.filter(is_new=True)
    meanwhile = ImportedRow.objects.filter(
        is_new=True,
        fingerprint__in=new.values("fingerprint"),
        batch__state=ImportState.APPLIED,
        batch__applied_at__gte=batch.created_at,
        object_id__in=table.model.objects.visible_to(batch.user).values("pk"),
    )
    if meanwhile.exclude(batch=batch).exists():
        raise ValidationError(
            _("New rows of this file were imported meanwhile by another upload; compare it again.")
        )
    _applied(batch)


def _editable(batch, table, rows: list[PlannedRow]) -> dict[int, bulk.Draft]:
    """The stored records; rights may have been withdrawn since the file was compared."""
    keys = [row.pk for row in rows if row.pk is not None]
    mine = table.model.objects.visible_to(batch.user).editable_by(batch.user).filter(pk__in=keys)
    editable = set(mine.values_list("pk", flat=True))
    stored = drafts_of(table, keys)
    if stored.keys() - editable:
        raise ValidationError(_("You may not edit one of these records any more; compare again."))
    return stored


def _touched(table: ImportTable, rows: list[PlannedRow]) -> set[str]:
    """The links and relations that the rows write."""
    written = {name for row in rows for name in row.values}
    return {fact.part for fact in table.facts if fact.part and fact.name in written}


def _found(stored, row: PlannedRow):
    if row.pk not in stored:
        told = _("“%(key)s” was removed since the file was compared; compare it again.")
        raise records.StaleVersion(told % {"key": row.key})
    return stored[row.pk]


def _write_reference(batch, table, _told: Told) -> None:
    """Reference data: few rows, a version and no history of their own."""
    with transaction.atomic():
        for rows in _blocks(batch):
            stored = _editable(batch, table, rows)
            hidden = HiddenRows(stored.values(), _touched(table, rows), batch.user)
            for row in rows:
                draft = _found(stored, row)
                fill(draft, row.values_for(answer_for(batch, row)), table, hidden)
                reference.save(draft.record, expected_version=row.version)
        _applied(batch)


def _blocks(batch) -> Iterator[list[PlannedRow]]:
    block: list[PlannedRow] = []
    for row in store_of(batch).rows(*WRITING):
        if not row.values_for(answer_for(batch, row)):
            continue
        block.append(row)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block


def _applied(batch) -> None:
    batch.refresh_from_db()
    _move(batch, ImportState.APPLIED, applied_at=timezone.now(), failure="")
