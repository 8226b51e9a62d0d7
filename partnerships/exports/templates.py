"""Workbooks to start from: a table's columns with an example, lists of values and notes."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from partnerships.exports.notes import Note, notes_of
from partnerships.services.importing.desk import CLEAR, EXAMPLE
from partnerships.services.importing.labels import labels_of
from partnerships.services.importing.tables import ImportTable

#: Lists of values are offered in so many rows.
OFFERED_ROWS = 10_000
NOTES, LISTS = "notes", "lists"

#: Text: a spreadsheet leaves what is typed there alone, 2024-12 and 0012 too.
_AS_TEXT = "@"
_WIDTHS = (24, 24, 24, 24, 60, 60, 12)


def write_template(table: ImportTable) -> IO[bytes]:
    """A workbook in a temporary file, at its start, headed in the reader's language.

    Its first row below the header is an example, which is never imported; its second sheet says
    what each column takes. Only columns that are read are in it.
    """
    notes = [_key(table), *(note for fact in table.facts for note in notes_of(fact))]
    book = Workbook()
    sheet = book.active
    sheet.title = table.slug
    _fill(sheet, notes)
    _explain(book.create_sheet(NOTES), notes)
    _offer(sheet, book.create_sheet(LISTS), notes)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _key(table: ImportTable) -> Note:
    takes = {
        "ref": _("Empty for a new record: it is numbered. The reference of one that is there."),
        "slug": _("Empty for a new record: it is named. The slug of one that is there."),
        "code": _("The code of a region; none is made."),
    }
    return Note(table.key, takes[table.key], EXAMPLE, is_needed=table.key == "code")


def shown_header(header: str) -> str:
    """The header as a template prints it: the first word of the reader's language."""
    labels = labels_of(header) or {}
    language = get_language() or "en"
    words = labels.get(language, ()) if language != "en" else ()
    return words[0] if words else header


def _fill(sheet: Worksheet, notes: list[Note]) -> None:
    sheet.append([shown_header(note.header) for note in notes])
    sheet.append([_example(note) for note in notes])
    sheet.freeze_panes = "B2"
    for number, note in enumerate(notes, 1):
        column = get_column_letter(number)
        sheet[f"{column}1"].font = Font(bold=True)
        sheet[f"{column}2"].font = Font(italic=True)
        sheet.column_dimensions[column].width = max(14, len(note.header) + 2)
        if not note.is_number:
            sheet.column_dimensions[column].number_format = _AS_TEXT
            sheet[f"{column}2"].number_format = _AS_TEXT


def _example(note: Note) -> str | int | None:
    return int(note.example) if note.is_number and note.example else note.example or None


# Notes


def _explain(sheet: Worksheet, notes: Iterable[Note]) -> None:
    for line in _rules():
        sheet.append([line])
    sheet.append([])
    titles = [_("Column"), "English", "日本語", "हिन्दी"]
    sheet.append([*titles, _("What it takes"), _("Allowed values"), _("A new row needs it")])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for note in notes:
        needed = _("yes") if note.is_needed else None
        values = ", ".join(note.values) or None
        sheet.append([note.header, *_labels(note.header), note.takes, values, needed])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _rules() -> list[str]:
    return [
        _("The row that begins with %(example)s is never imported.") % {"example": EXAMPLE},
        _("Codes, slugs and references are keys: what the first column of an export holds."),
        _("An empty cell leaves what is recorded as it is; the word %(clear)s empties it.")
        % {"clear": CLEAR},
        _("A cell with several values replaces the whole list; semicolons part them."),
        _("Formulas are not read. Columns may be left out, moved, or called as below."),
    ]


def _labels(header: str) -> list[str | None]:
    labels = labels_of(header) or {}
    return [", ".join(labels.get(language, ())) or None for language in ("en", "ja", "hi")]


# Lists of allowed values


def _offer(sheet: Worksheet, lists: Worksheet, notes: Iterable[Note]) -> None:
    """Put each list on a hidden sheet, since one in the cell itself holds 255 characters only.

    Other values are warned of and let pass: an importer understands more than the codes.
    """
    lists.sheet_state = "hidden"
    for number, note in enumerate(notes, 1):
        if not note.values:
            continue
        column = get_column_letter(number)
        for row, value in enumerate(note.values, 1):
            lists[f"{column}{row}"] = value
        offered = DataValidation(
            type="list",
            formula1=f"{LISTS}!${column}$1:${column}${len(note.values)}",
            allow_blank=True,
            errorStyle="warning",
            showErrorMessage=True,
            error=_("This value is not on the list."),
        )
        offered.add(f"{column}3:{column}{OFFERED_ROWS}")
        sheet.add_data_validation(offered)
