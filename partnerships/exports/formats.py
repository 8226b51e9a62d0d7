"""Writes the lines of an extract as CSV, JSON or a workbook."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from partnerships.csvtext import BOM, csv_line, escape, join_values
from partnerships.exports.columns import Kind
from partnerships.exports.reading import Lines

#: What Excel holds in one sheet beside the header, and in one cell.
XLSX_MOST_ROWS = 1_048_575
XLSX_MOST_CHARACTERS = 32_767

# Excel reads _x0041_ in a cell as the letter with that number; the first mark is written so.
_XLSX_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class TooLargeError(ValueError):
    """The table does not fit the format; the text says what to do."""


def plain_number(value) -> str:
    """A number without a fraction of zeros, as both people and programs read it."""
    if value is None:
        return ""
    return format(_simple(value), "f") if isinstance(value, Decimal) else str(value)


def _simple(value):
    """A Decimal without needless zeros; whole ones become int."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()


# CSV

TRUTH = {True: "yes", False: "no", None: ""}


def write_csv(extract: Lines, base: str, *, bom: bool = True) -> Iterator[bytes]:
    """The file in pieces: RFC 4180, CRLF, every field quoted, dangerous texts neutralised."""
    cells = [_csv_cell(kind, base) for kind in extract.sheet.kinds]
    header = csv_line(extract.sheet.headers)
    yield (f"{BOM}{header}" if bom else header).encode()
    for lines in extract.blocks():
        yield "".join(
            csv_line([cell(value) for cell, value in zip(cells, line, strict=True)])
            for line in lines
        ).encode()


def _csv_cell(kind: Kind, base: str) -> Callable[[Any], str]:
    cells: dict[Kind, Callable[[Any], str]] = {
        Kind.TEXT: escape,
        Kind.CODE: str,
        Kind.LIST: lambda values: escape(join_values(values)),
        Kind.NUMBER: plain_number,
        Kind.TRUTH: TRUTH.__getitem__,
        Kind.ADDRESS: lambda path: f"{base}{path}",
    }
    return cells[kind]


# JSON


def write_json(extract: Lines, base: str) -> Iterator[bytes]:
    """An array of objects keyed by the CSV header: lists as arrays, texts as they are."""
    headers = extract.sheet.headers
    cells = [_plain_cell(kind, base) for kind in extract.sheet.kinds]
    start = "[\n"
    for lines in extract.blocks():
        objects = (
            {name: cell(value) for name, cell, value in zip(headers, cells, line, strict=True)}
            for line in lines
        )
        for piece in objects:
            yield f"{start}{json.dumps(piece, ensure_ascii=False, default=float)}".encode()
            start = ",\n"
    yield b"[]\n" if start == "[\n" else b"\n]\n"


def _plain_cell(kind: Kind, base: str) -> Callable[[Any], Any]:
    if kind is Kind.ADDRESS:
        return lambda path: f"{base}{path}"
    return _simple if kind is Kind.NUMBER else lambda value: value


# Workbook


@dataclass(frozen=True)
class Tab:
    """A sheet of a workbook; `above` are lines that stand over its table."""

    name: str
    extract: Lines
    above: tuple[str, ...] = ()


def write_xlsx(extract: Lines, base: str) -> IO[bytes]:
    """A workbook in a temporary file, at its start; raises `TooLargeError`.

    Every text is a text cell, so that nothing is taken for a formula, a date or an error.
    """
    return write_workbook([Tab("Setuhashi", extract)], base)


def write_workbook(tabs: Iterable[Tab], base: str) -> IO[bytes]:
    """Like `write_xlsx`, with a sheet for each tab."""
    book = Workbook(write_only=True)
    try:
        for tab in tabs:
            _check_size(tab)
            _fill(book.create_sheet(tab.name), tab, base)
    except BaseException:
        if not book.worksheets:
            book.create_sheet()
        book.save(BytesIO())  # lets the library close and remove its own files
        raise
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _check_size(tab: Tab) -> None:
    most = XLSX_MOST_ROWS - len(tab.above)
    if tab.extract.line_count > most:
        raise TooLargeError(
            _(
                "%(rows)d rows do not fit a workbook, which holds %(most)d. "
                "Export CSV, or narrow the filter."
            )
            % {"rows": tab.extract.line_count, "most": most}
        )


def _fill(sheet, tab: Tab, base: str) -> None:
    headers = tab.extract.sheet.headers
    cells = [_xlsx_value(kind, base) for kind in tab.extract.sheet.kinds]
    sheet.freeze_panes = f"B{len(tab.above) + 2}"
    for text in tab.above:
        sheet.append([_text_cell(sheet, text, "")])
    sheet.append([_text_cell(sheet, name, name) for name in headers])
    for lines in tab.extract.blocks():
        for line in lines:
            values = (cell(value) for cell, value in zip(cells, line, strict=True))
            sheet.append(
                [
                    _text_cell(sheet, value, name) if isinstance(value, str) else value
                    for value, name in zip(values, headers, strict=True)
                ]
            )


def _text_cell(sheet, text: str, header: str):
    if len(text) > XLSX_MOST_CHARACTERS:
        raise TooLargeError(
            _(
                "A text in the column %(column)s has %(length)d characters; a cell of a workbook "
                "holds %(most)d. Export CSV instead."
            )
            % {"column": header, "length": len(text), "most": XLSX_MOST_CHARACTERS}
        )
    if not text:
        return None
    cell = WriteOnlyCell(sheet, _XLSX_ESCAPE.sub("_x005F_", text))
    cell.data_type = "s"
    return cell


def _xlsx_value(kind: Kind, base: str) -> Callable[[Any], Any]:
    cells: dict[Kind, Callable[[Any], Any]] = {
        Kind.LIST: join_values,
        Kind.TRUTH: TRUTH.__getitem__,
        Kind.NUMBER: _simple,
        Kind.ADDRESS: lambda path: f"{base}{path}",
    }
    return cells.get(kind, lambda value: value)
