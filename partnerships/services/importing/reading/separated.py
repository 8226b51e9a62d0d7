"""Reads the records of a CSV file, whatever its separator, without trusting their length."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from partnerships.services.importing.reading.cells import FileRefused
from partnerships.services.importing.reading.limits import (
    MOST_COLUMNS,
    MOST_IN_CSV_CELL,
    MOST_IN_CSV_ROW,
)

SEPARATORS = (",", ";", "\t")

Record = tuple[int, list[str]]


@dataclass(frozen=True)
class Separated:
    """The records of a text file as a spreadsheet numbers them: a quoted line end ends no row."""

    path: Path
    encoding: str
    separator: str

    def records(self) -> Iterator[Record]:
        """Each record with its number from 1, empty ones included; raises FileRefused."""
        number = 0
        with self.path.open(encoding=self.encoding, newline="") as file:
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=self.separator, strict=True)
            try:
                for number, cells in enumerate(reader, 1):
                    lines.begin(number + 1)
                    yield number, _plain(number, cells)
            except csv.Error as error:
                raise FileRefused(_reason(number + 1, str(error))) from None


class _Lines:
    """The lines of a file as the csv module asks for them, no more than a row may hold."""

    def __init__(self, file: IO[str]):
        self._file = file
        self.begin(1)

    def begin(self, number: int) -> None:
        """Count anew: the row with this number is read next."""
        self._number = number
        self._left = MOST_IN_CSV_ROW

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise FileRefused(
                _(
                    "Row %(row)d has more than %(most)d characters. A quotation mark may be "
                    "missing there, or the file is no table."
                )
                % {"row": self._number, "most": MOST_IN_CSV_ROW}
            )
        return line


def _plain(number: int, cells: list[str]) -> list[str]:
    """The cells with LF line ends."""
    if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
        raise FileRefused(
            _("Row %(row)d has %(count)d columns; at most %(most)d are read.")
            % {"row": number, "count": len(cells), "most": MOST_COLUMNS}
        )
    if any("\r" in cell for cell in cells):
        return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    return cells[:MOST_COLUMNS]


def _reason(number: int, error: str) -> str:
    """What the csv module found wrong, in words; its own name no row."""
    if error.startswith("field larger"):
        return _("Row %(row)d has a cell of more than %(most)d characters; shorten it.") % {
            "row": number,
            "most": MOST_IN_CSV_CELL,
        }
    if error.startswith("unexpected end"):
        return _(
            "The quotation mark that opens in row %(row)d is never closed: the file may be cut "
            "off, or a mark is missing."
        ) % {"row": number}
    return _(
        "Row %(row)d has a quotation mark in the middle of a cell. Write it twice, and the whole "
        "cell in quotation marks, as a spreadsheet does."
    ) % {"row": number}
