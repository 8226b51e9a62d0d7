"""Files on their way out and back: exported, edited as a spreadsheet would, imported again."""

import csv
import io
from pathlib import Path

from partnerships.csvtext import BOM, csv_line
from partnerships.models import ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running
from partnerships.services.importing.rows import PlannedRow


def exported(client, slug: str, kind: str = "csv", query: str = "") -> bytes:
    """The file of a list as the browser downloads it."""
    response = client.get(f"/{slug}/?_export={kind}{query}")
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def written(rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> bytes:
    """Rows as a file; the columns are those of the first."""
    lines = [csv_line(list(rows[0])), *(csv_line(list(row.values())) for row in rows)]
    return "".join(lines).encode(encoding)


def brought(user, slug: str, content: bytes, name: str = "table.csv", **options) -> ImportBatch:
    """A file that was uploaded and compared."""
    table = IMPORT_TABLES[slug]
    batch = running.keep(table, name, [content], user=user, **options)
    running.prepare(batch, table)
    assert not batch.failure, batch.failure
    return batch


def applied(user, slug: str, content: bytes, name: str = "table.csv", **options) -> ImportBatch:
    batch = brought(user, slug, content, name, **options)
    running.apply(batch, IMPORT_TABLES[slug])
    return batch


def planned(batch: ImportBatch) -> list[PlannedRow]:
    return list(running.store_of(batch).rows())


def verdicts(batch: ImportBatch) -> dict[str, int]:
    """The verdicts that occur, with the number of their rows."""
    return {verdict: number for verdict, number in batch.counts.items() if number}


def told(batch: ImportBatch) -> list[tuple[int, str, str]]:
    """What is told of rows in error: number, column, sentence."""
    return [
        (row.number, error["column"], error["message"])
        for row in planned(batch)
        for error in row.errors
    ]


def without_bom(content: bytes) -> str:
    return content.decode().removeprefix(BOM)


def save_as(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
