"""The rows in error as a file to mend and upload again: as they were, with what is wrong."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse

from partnerships.csvtext import BOM, csv_line, escape, unescape
from partnerships.models import ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running
from partnerships.services.importing.reading import Table
from partnerships.services.importing.rows import PlannedRow, Verdict

#: The column that tells what is wrong. Nothing is read from it when the file comes back.
ERRORS = "import_errors"
_SHIFT_JIS = "cp932"


def error_file(batch: ImportBatch) -> StreamingHttpResponse:
    """The rows in error as CSV, in the encoding they came in where that may have lost signs.

    UTF-8 would make a `?` of a Shift-JIS file, which is taken for a lost sign, a real one.
    Raises `FileRefused` when the file cannot be read any more.
    """
    file = running.opened(batch, IMPORT_TABLES[batch.section])
    encoding = file.encoding if file.encoding == _SHIFT_JIS else "utf-8"
    response = StreamingHttpResponse(
        (line.encode(encoding, "replace") for line in _lines(batch, file, encoding)),
        content_type=f"text/csv; charset={'Shift_JIS' if encoding == _SHIFT_JIS else 'utf-8'}",
    )
    name = f"{batch.section}-import-errors.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(batch, file: Table, encoding) -> Iterator[str]:
    kept = [place for place, header in enumerate(file.headers) if header != ERRORS]
    start = "" if encoding == _SHIFT_JIS else BOM
    yield start + csv_line([*(escape(unescape(file.headers[n])) for n in kept), ERRORS])
    in_error = running.store_of(batch).rows(Verdict.ERROR)
    wanted = next(in_error, None)
    for row in file.rows():
        if wanted is None:
            return
        if row.number == wanted.number:
            cells = [_cell(row.cells[n], is_csv=bool(file.separator)) for n in kept]
            yield csv_line([*cells, escape(_told(wanted))])
            wanted = next(in_error, None)


def _cell(cell: str, *, is_csv: bool) -> str:
    """As an export would write it; a CSV file may have its apostrophe already."""
    return escape(unescape(cell) if is_csv else cell)


def _told(row: PlannedRow) -> str:
    return " | ".join(
        f"{error['column']}: {error['message']}" if error["column"] else error["message"]
        for error in row.errors
    )
