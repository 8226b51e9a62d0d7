"""Reads the rows of one sheet as they stand in its part, a row at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from zipfile import ZipFile

from django.utils.translation import gettext as _
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from partnerships.services.importing.reading.archives import part_stream
from partnerships.services.importing.reading.cells import FileRefused, Formula
from partnerships.services.importing.reading.limits import (
    MOST_COLUMNS,
    MOST_EMPTY_CELLS,
    MOST_IN_WORKBOOK_CELL,
    MOST_SHEET_COLUMNS,
    MOST_SHEET_ROWS,
)
from partnerships.services.importing.reading.markup import (
    Attributes,
    Reader,
    damaged,
    hostile,
    parsed,
)
from partnerships.services.importing.reading.separated import Record
from partnerships.services.importing.reading.strings import Strings
from partnerships.services.importing.reading.typed import (
    day_reader,
    plain_number,
    stored_day,
    unescaped,
)

_NUMERALS = "0123456789"
_TRUTH = {"1": "yes", "true": "yes", "0": "no", "false": "no"}
_MOST_PIECES = 64  # of 64 kB each, in one cell


@dataclass(frozen=True)
class Styles:
    """How the numbers of a style that shows dates are read, and from when days are counted."""

    shown: Mapping[str, str]
    from_1904: bool = False


class Area(NamedTuple):
    """Merged cells: their first and last row, and their first column, all from 1."""

    first: int
    last: int
    column: int


def area_of(text: str) -> Area:
    """Return the area that a workbook writes as `A2:C4`."""
    column, first, _last_column, last = range_boundaries(text)
    return Area(first, last, column)


def sheet_records(
    archive: ZipFile, part: str, strings_part: str, styles: Styles, areas: Sequence[Area]
) -> Iterator[Record]:
    """Each row that is not empty, with its number and its cells; raises FileRefused.

    The value of merged cells belongs to the first of them; offices merge cells downwards for
    what several rows share, so it is repeated in the rows below.
    """
    repeats = _Repeats(areas)
    with Strings(archive, strings_part) as strings, part_stream(archive, part) as stream:
        reader = _Rows(strings, styles)
        for _piece in parsed(stream, reader):
            for number, cells in reader.take():
                repeats.fill(number, cells)
                yield number, cells


class _Repeats:
    """Writes what areas merged downwards hold into their further rows."""

    def __init__(self, areas: Sequence[Area]):
        self._areas = areas
        self._next = 0
        self._held: dict[int, tuple[int, str]] = {}  # column: last row, value

    def fill(self, number: int, cells: list[str]) -> None:
        """Complete the cells of the row with this number; rows are given from the top."""
        for column, (last, value) in list(self._held.items()):
            if number > last:
                del self._held[column]
            else:
                _put(cells, column, value)
        while self._next < len(self._areas) and self._areas[self._next].first <= number:
            area = self._areas[self._next]
            self._next += 1
            if area.first == number and area.column <= len(cells) and cells[area.column - 1]:
                self._held[area.column] = (area.last, cells[area.column - 1])


def _put(cells: list[str], column: int, value: str) -> None:
    """Write the value into an empty cell."""
    cells.extend([""] * (column - len(cells)))
    cells[column - 1] = cells[column - 1] or value


@lru_cache(maxsize=MOST_SHEET_COLUMNS)
def _column_number(letters: str) -> int:
    """The number of a column; raises ValueError for letters that no sheet has."""
    number = column_index_from_string(letters)
    if number > MOST_SHEET_COLUMNS:
        raise ValueError(letters)
    return number


class _Rows(Reader):
    """Gathers rows from the elements of a sheet; programs may leave out where a cell stands."""

    def __init__(self, strings: Strings, styles: Styles):
        super().__init__()
        self._strings = strings
        self._shown = styles.shown
        self._day = day_reader(from_1904=styles.from_1904)
        self._rows: list[Record] = []
        self._number = self._column = self._empty = 0
        self._cells: list[str] = []
        self._pieces: list[str] | None = None  # where characters belong, None outside of texts
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._kind = self._style = ""
        self._in_cell = self._in_reading = False
        self.starts = {
            "c": self._begin_cell,
            "v": self._begin_value,
            "row": self._begin_row,
            "f": self._begin_formula,
            "t": self._begin_value,
            "rPh": self._begin_reading,
            "is": _nothing,
            "r": _nothing,
        }
        self.ends = {
            "v": self._end_text,
            "c": self._end_cell,
            "row": self._end_row,
            "f": self._end_text,
            "t": self._end_text,
            "rPh": self._end_reading,
        }

    def take(self) -> list[Record]:
        """The rows since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)
            if len(self._pieces) > _MOST_PIECES:
                raise self._too_long()

    # Rows

    def _begin_row(self, of: Attributes) -> None:
        number = self._whole(of["r"]) if "r" in of else self._number + 1
        if not self._number < number <= MOST_SHEET_ROWS:
            raise damaged()
        self._number = number
        self._column = 0
        self._cells = []

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append((self._number, self._cells))

    # Cells

    def _begin_cell(self, of: Attributes) -> None:
        place = of.get("r")
        try:
            self._column = _column_number(place.rstrip(_NUMERALS)) if place else self._column + 1
        except ValueError:
            raise damaged() from None
        self._kind = of.get("t", "n")
        self._style = of.get("s", "")
        self._value = []
        self._formula = None
        self._in_cell = True

    def _end_cell(self) -> None:
        self._in_cell = False
        if not self._value and self._formula is None:
            self._empty += 1
            if self._empty > MOST_EMPTY_CELLS:
                raise hostile()
            return
        try:
            value = self._read()
        except (ValueError, IndexError, OverflowError, KeyError):
            raise damaged() from None
        if value:
            self._keep(value)

    def _keep(self, value: str) -> None:
        if self._column > MOST_COLUMNS:
            raise FileRefused(
                _(
                    "Row %(row)d has a value in column %(column)d; at most %(most)d columns are "
                    "read."
                )
                % {"row": self._number, "column": self._column, "most": MOST_COLUMNS}
            )
        _put(self._cells, self._column, value)

    def _read(self) -> str:
        """What the cell holds, as the text that a file would carry."""
        if self._formula is not None:
            return Formula("=" + "".join(self._formula))
        stored = "".join(self._value)
        if self._kind == "n":
            shown = self._shown.get(self._style)
            return self._day(stored, shown) if shown else plain_number(stored)
        if self._kind == "s":
            return self._text(self._strings[int(stored)])
        if self._kind == "b":
            return _TRUTH[stored.strip()]
        if self._kind == "d":
            return stored_day(stored)
        return self._text(unescaped(stored))

    def _text(self, text: str) -> str:
        if len(text) > MOST_IN_WORKBOOK_CELL:
            raise self._too_long()
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def _too_long(self) -> FileRefused:
        return FileRefused(
            _("Row %(row)d has a cell of more than %(most)d characters; shorten it.")
            % {"row": self._number, "most": MOST_IN_WORKBOOK_CELL}
        )

    def _whole(self, text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise damaged() from None

    # Texts in cells; what other elements of a sheet call by the same names is passed over

    def _begin_value(self, _of: Attributes) -> None:
        if self._in_cell and not self._in_reading:
            self._pieces = self._value

    def _begin_formula(self, _of: Attributes) -> None:
        if self._in_cell:
            self._pieces = self._formula = []

    def _end_text(self) -> None:
        self._pieces = None

    def _begin_reading(self, _of: Attributes) -> None:
        self._in_reading = True

    def _end_reading(self) -> None:
        self._in_reading = False


def _nothing(_of: Attributes) -> None:
    """Known elements that say nothing by themselves and would count as strays."""
