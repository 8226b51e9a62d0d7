"""Opens an uploaded table: what kind of file it is, and where in it the table stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from partnerships.services.importing.reading.cells import FileRefused
from partnerships.services.importing.reading.encodings import encoding_of
from partnerships.services.importing.reading.headers import (
    Header,
    Knows,
    find_header,
    refuse_twice,
    without_header,
)
from partnerships.services.importing.reading.limits import HEADER_WITHIN, MIB, MOST_BYTES
from partnerships.services.importing.reading.separated import SEPARATORS, Record, Separated
from partnerships.services.importing.reading.tables import Source, Table, table_of
from partnerships.services.importing.reading.workbooks import Workbook, opened_workbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_table(path: Path, name: str, knows: Knows, sheet: str = "") -> Table:
    """Find the table in the file at `path`, which was uploaded as `name`.

    `knows` says which export header a text stands for (None: unknown). `sheet` is the sheet of a
    workbook to read; without it the first one with a known header is taken. Only the first rows
    are read; raises FileRefused.
    """
    _refuse_by_size(path)
    return _opener(path, name)(path, knows, sheet)


def _refuse_by_size(path: Path) -> None:
    size = path.stat().st_size
    if not size:
        raise FileRefused(_("The file is empty."))
    if size > MOST_BYTES:
        raise FileRefused(
            _("The file has %(size)d MB; at most %(most)d MB are read. Divide it.")
            % {"size": -(-size // MIB), "most": MOST_BYTES // MIB}
        )


def _opener(path: Path, name: str) -> Callable[[Path, Knows, str], Table]:
    """Which way of reading fits both the name and the content; raises FileRefused."""
    with path.open("rb") as file:
        start = file.read(8)
    extension = Path(name).suffix.lower()
    if extension not in (".csv", ".xlsx"):
        raise FileRefused(_not_taken(extension))
    if start == _OLE:
        raise FileRefused(
            _(
                "This is a workbook of the old kind (.xls), or one that a password protects. Open "
                "it and save it as “Excel workbook (.xlsx)” without a password."
            )
        )
    if start.startswith(_ZIP) is not (extension == ".xlsx"):
        raise FileRefused(
            _("The file is named .xlsx, but it is no workbook. Save it as .xlsx, or as CSV.")
            if extension == ".xlsx"
            else _("The file is named .csv, but it is a workbook or an archive. Name it .xlsx.")
        )
    return _open_workbook if extension == ".xlsx" else _open_separated


def _not_taken(extension: str) -> str:
    if extension in (".xls", ".xlsm", ".xlsb", ".ods"):
        return _(
            "Files of the kind %(extension)s are not read. Open it and save it as “Excel workbook "
            "(.xlsx)”."
        ) % {"extension": extension}
    return _("Only .csv and .xlsx are read. Save the table as one of them.")


# CSV


def _open_separated(path: Path, knows: Knows, _sheet: str) -> Table:
    encoding = encoding_of(path)
    trials = [_trial(Separated(path, encoding, separator), knows) for separator in SEPARATORS]
    best = max(trials, key=lambda trial: trial.fit)
    if not best.header:
        broken = next((trial.broken for trial in trials if trial.broken), None)
        raise broken or without_header(best.first)
    if best.broken:
        raise best.broken
    refuse_twice(best.header)
    source = best.source
    return table_of(best.header, 0, source, encoding=encoding, separator=source.separator)


@dataclass(frozen=True)
class _Trial:
    """What the first rows look like with one separator, up to where they break."""

    source: Separated
    first: list[Record]
    header: Header | None
    broken: FileRefused | None

    @property
    def fit(self) -> tuple[int, int, int]:
        """Known headers count first, then rows no longer than the header, then all cells."""
        cells = sum(len(row) for _number, row in self.first)
        if not self.header:
            return 0, 0, cells
        width = len(self.header.texts)
        longer = sum(len(row) > width for number, row in self.first if number > self.header.row)
        return self.header.known, -longer, cells


def _trial(source: Separated, knows: Knows) -> _Trial:
    first: list[Record] = []
    broken = None
    try:
        first.extend(_first(source))
    except FileRefused as refusal:
        broken = refusal
    return _Trial(source, first, find_header(first, knows), broken)


def _first(source: Source) -> Iterator[Record]:
    """The first rows that have something in them."""
    filled = (record for record in source.records() if any(map(str.strip, record[1])))
    return islice(filled, HEADER_WITHIN)


# Workbooks


def _open_workbook(path: Path, knows: Knows, sheet: str) -> Table:
    book = opened_workbook(path)
    read: list[Record] = []
    for name in [_known_sheet(book, sheet)] if sheet else book.sheets:
        source = book.sheet(name)
        first = list(_first(source))
        header = find_header(first, knows)
        if header:
            refuse_twice(header)
            width = max(len(cells) for number, cells in first if number >= header.row)
            return table_of(
                header, width, source, encoding="xlsx", separator="", sheets=book.sheets, sheet=name
            )
        read.extend(first)
    raise without_header(read)


def _known_sheet(book: Workbook, sheet: str) -> str:
    if sheet in book.sheets:
        return sheet
    raise FileRefused(
        _("The workbook has no sheet “%(sheet)s”; it has: %(sheets)s.")
        % {"sheet": sheet, "sheets": ", ".join(book.sheets)}
    )
