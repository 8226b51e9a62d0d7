"""What the access log is told of imports."""

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from partnerships.models import ImportBatch
from partnerships.models.access import AccessKind
from partnerships.services.access_log import record_access
from partnerships.services.importing.rows import PlannedRow

UPLOADED, APPLIED, UNDONE = (
    gettext_noop("Uploaded."),
    gettext_noop("Applied."),
    gettext_noop("Undone."),
)
REFUSED = gettext_noop("Refused when it was to be applied; nothing was written.")
OUTSIDE = gettext_noop("Rows of a file asked for what is outside the account's right.")


def note(batch: ImportBatch, by, told: str, rows: int | None = None) -> None:
    """Tell that `by` took a step of the import; `told` is one of the sentences above."""
    _record(AccessKind.IMPORT, batch, by, told, rows)


def note_outside(batch: ImportBatch, in_error: Iterable[PlannedRow]) -> None:
    """Tell of rows by which the importer tried what is not for them to do, where there are any."""
    number = sum(row.outside_right for row in in_error)
    if number:
        _record(AccessKind.REFUSAL, batch, batch.user, OUTSIDE, number)


def _record(kind, batch, by, told, rows) -> None:
    record_access(
        kind,
        user=by,
        section=batch.section,
        format=batch.file_name.rpartition(".")[2].lower()[:8],
        query=batch.file_name,
        rows=rows,
        reason=told,
    )
