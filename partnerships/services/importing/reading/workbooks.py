"""What a workbook consists of: its sheets, how its styles show dates, from when it counts days."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from django.utils.translation import gettext as _

from partnerships.services.importing.reading.archives import opened, part_stream
from partnerships.services.importing.reading.cells import FileRefused
from partnerships.services.importing.reading.limits import MOST_MERGED_AREAS
from partnerships.services.importing.reading.markup import (
    Attributes,
    Reader,
    hostile,
    parsed,
    with_doctype,
)
from partnerships.services.importing.reading.separated import Record
from partnerships.services.importing.reading.sheets import Area, Styles, area_of, sheet_records
from partnerships.services.importing.reading.typed import shown_as

_CHUNK = 2**20
_MOST_LISTED = 10_000  # sheets, links or styles with dates
_ROOT = "_rels/.rels"


@dataclass(frozen=True)
class Link:
    """From one part to another: what kind of part it is (the last word of its type), and where."""

    kind: str
    part: str


@dataclass(frozen=True)
class Workbook:
    """Sheets that may be read, by name in their order, and what their cells need."""

    path: Path
    parts: dict[str, str]
    strings: str
    styles: Styles

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self.parts)

    def sheet(self, name: str) -> "Sheet":
        return Sheet(self, self.parts[name])


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet."""

    book: Workbook
    part: str

    def records(self) -> Iterator[Record]:
        """Each row that is not empty, with its number and its cells; raises FileRefused."""
        with opened(self.book.path) as archive:
            areas = _merged_areas(archive, self.part)
            yield from sheet_records(archive, self.part, self.book.strings, self.book.styles, areas)


def opened_workbook(path: Path) -> Workbook:
    """Look over the archive and read what the workbook consists of; raises FileRefused."""
    with opened(path) as archive:
        _check_kind(archive)
        _refuse_doctypes(archive)
        book = _by_kind(_links(archive, "")).get("officeDocument", "")
        links = _links(archive, book)
        overview = _read(archive, book, _Overview())
        parts = _by_kind(links)
        styles = _read(archive, parts["styles"], _ShownAs()).styles if "styles" in parts else {}
    sheets = {
        name: links[key].part
        for name, key in overview.sheets
        if key in links and links[key].kind == "worksheet"
    }
    if not sheets:
        raise FileRefused(_("The workbook has no sheet with a table that is not hidden."))
    strings = parts.get("sharedStrings", "")
    return Workbook(path, sheets, strings, Styles(styles, from_1904=overview.from_1904))


def _check_kind(archive: ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefused(
            _("The workbook holds macros. Save it as “Excel workbook (.xlsx)” without them.")
        )
    if _ROOT not in names or "[content_types].xml" not in names:
        raise FileRefused(
            _("The file is an archive, but no Excel workbook. Save the table as .xlsx or CSV.")
        )


def _refuse_doctypes(archive: ZipFile) -> None:
    """Raise FileRefused for a document type in any part, also in those that are never read."""
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            for piece in _pieces(archive, part.filename, 16):
                if b"<!DOCTYPE" in piece:
                    raise with_doctype()


def _pieces(archive: ZipFile, part: str, overlap: int) -> Iterator[bytes]:
    """The bytes of a part in pieces; each begins with the end of the one before."""
    with part_stream(archive, part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            yield kept + chunk
            kept = chunk[-overlap:]


def _read(archive: ZipFile, part: str, reader):
    """The reader, after it was told of the whole part."""
    with part_stream(archive, part) as stream:
        for _piece in parsed(stream, reader):
            pass
    return reader


# Links between parts


def _links(archive: ZipFile, part: str) -> dict[str, Link]:
    """The links that begin in a part, by their key; those of the archive itself for ""."""
    folder, name = posixpath.split(part)
    found = _read(archive, posixpath.join(folder, "_rels", f"{name}.rels"), _Links()).found
    return {key: Link(kind, _resolved(folder, target)) for key, kind, target in found}


def _by_kind(links: dict[str, Link]) -> dict[str, str]:
    return {link.kind: link.part for link in links.values()}


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


class _Links(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.starts = {"Relationship": self._link}

    def _link(self, of: Attributes) -> None:
        if of.get("TargetMode") == "External":
            return
        if len(self.found) >= _MOST_LISTED:
            raise hostile()
        kind = of.get("Type", "").rpartition("/")[2]
        self.found.append((of.get("Id", ""), kind, of.get("Target", "")))


# The workbook and its styles


class _Overview(Reader):
    """The visible sheets as (name, key of its link), and how days are counted."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False
        self.starts = {"sheet": self._sheet, "workbookPr": self._settings}

    def _sheet(self, of: Attributes) -> None:
        if len(self.sheets) >= _MOST_LISTED:
            raise hostile()
        key = next((value for name, value in of.items() if name.rpartition(":")[2] == "id"), "")
        if of.get("state", "visible") == "visible":
            self.sheets.append((of.get("name", ""), key))

    def _settings(self, of: Attributes) -> None:
        self.from_1904 = of.get("date1904") in ("1", "true", "on")


class _ShownAs(Reader):
    """Which cell styles show dates, and how: by the style's number, as cells name it."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._count = 0
        self._in_cells = False
        self.starts = {"numFmt": self._format, "cellXfs": self._begin, "xf": self._style}
        self.ends = {"cellXfs": self._finish}

    def _format(self, of: Attributes) -> None:
        if len(self._codes) >= _MOST_LISTED:
            raise hostile()
        self._codes[of.get("numFmtId", "")] = of.get("formatCode", "")

    def _begin(self, _of: Attributes) -> None:
        self._in_cells = True

    def _finish(self) -> None:
        self._in_cells = False

    def _style(self, of: Attributes) -> None:
        if not self._in_cells:
            return
        shown = self._shown_by(of.get("numFmtId", "0"))
        if shown:
            self.styles[str(self._count)] = shown
        self._count += 1

    def _shown_by(self, number: str) -> str:
        if number not in self._shown:
            code = self._codes.get(number)
            self._shown[number] = shown_as(int(number) if number.isdecimal() else 0, code)
        return self._shown[number]


# Merged areas: they are told after the rows, and needed with them

_AREA = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"
)
_LONGEST_AREA = 200


def _merged_areas(archive: ZipFile, part: str) -> list[Area]:
    """The areas that reach over several rows; those of one row keep their value at their head."""
    areas: dict[bytes, Area] = {}
    for piece in _pieces(archive, part, _LONGEST_AREA):
        if b"mergeCell" in piece:
            for found in _AREA.findall(piece):
                areas[found] = area_of(found.decode())
                if len(areas) > MOST_MERGED_AREAS:
                    raise hostile()
    return sorted(area for area in areas.values() if area.first < area.last)
