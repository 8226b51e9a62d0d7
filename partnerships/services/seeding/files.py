"""Reading the files of the seeds: rows with the line they start on; each fault of form is told."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.utils.translation import gettext as _

from partnerships.services.seeding.report import Outcome, Report
from partnerships.services.seeding.table import Table
from partnerships.services.seeding.tables import TABLES


@dataclass(frozen=True)
class Row:
    """A row of a file: the physical line it starts on, and its cells by column."""

    line: int
    cells: dict[str, str]


def read_folder(folder: Path, report: Report) -> dict[str, list[Row]]:
    """The rows of every table that has a file in the folder; what is wrong goes to the report."""
    found = {path.name for path in folder.glob("*.csv")}
    tables = [table for table in TABLES if table.file in found]
    for table in tables:
        report.open(table.file)
    for name in sorted(found - {table.file for table in tables}):
        report.tell(Outcome.REFUSED, name, None, "", _("This is no file of the seeds."))
    if not tables:
        report.tell(Outcome.REFUSED, str(folder), None, "", _("There are no seeds here."))
    return {table.name: list(_read(folder / table.file, table, report)) for table in tables}


def _read(path: Path, table: Table, report: Report) -> Iterator[Row]:
    def refuse(line, column, text):
        report.tell(Outcome.REFUSED, table.file, line, column, text)

    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        refuse(line, "", _("This line is not UTF-8; save the file as UTF-8."))
        return
    if text.startswith("\ufeff"):
        refuse(1, "", _("The file begins with a byte order mark; save it without."))
        return
    lines = _records(text, refuse)
    _line, header = next(lines, (1, []))
    if not _good_header(header, table, refuse):
        return
    for line, cells in lines:
        if len(cells) == len(header):
            stripped = (cell.strip() for cell in cells)
            yield Row(line, dict(zip(header, stripped, strict=True)))
        else:
            refuse(
                line,
                "",
                _("This row has %(cells)d cells, the header has %(columns)d.")
                % {"cells": len(cells), "columns": len(header)},
            )


def _records(text: str, refuse) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on; a cell may hold line ends, so lines are counted."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if cells:
                yield start, cells
            else:
                refuse(start, "", _("This line is empty."))
            start = reader.line_num + 1
    except csv.Error as error:
        refuse(start, "", _("This is not CSV: %(reason)s.") % {"reason": error})


def _good_header(header: list[str], table: Table, refuse) -> bool:
    unknown = [name for name in header if name not in table.columns]
    twice = {name for name in header if header.count(name) > 1}
    missing = [name for name in table.columns if name in table.required and name not in header]
    for name in unknown:
        refuse(
            1,
            name,
            _("There is no such column here; the columns are %(columns)s.")
            % {"columns": ", ".join(table.columns)},
        )
    for name in sorted(twice):
        refuse(1, name, _("This column stands here twice."))
    for name in missing:
        refuse(1, name, _("This column is missing."))
    return not (unknown or twice or missing)
