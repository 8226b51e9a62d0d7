"""Files that are no table of ours: each is refused with a sentence, whatever it is named."""

import io
import zipfile

import pytest

from partnerships.services.importing.reading import FileRefused
from tests.services.importing.reading.packing import packed, shared_rows

PLAIN = packed(shared_rows(0), "<si><t>ref</t></si>")
TWICE_BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packing:
        for name, content in parts.items():
            packing.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "x.csv", "is empty"),
        (b"ref\n1\n", "x.pdf", "Only .csv and .xlsx"),
        (b"ref\n1\n", "x", "Only .csv and .xlsx"),
        (b"ref\n1\n", "x.xlsx", "named .xlsx, but it is no workbook"),
        (PLAIN, "x.csv", "named .csv, but it is a workbook"),
        (PLAIN, "x.xlsm", "kind .xlsm are not read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xlsx", "old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.csv", "old kind"),
        (b"ref,title\n1,a\0b\n", "x.csv", "NUL bytes"),
        (b"\0" * 1000, "x.csv", "NUL bytes"),
        ("ref,title\n1,a\0b\n".encode("utf-16"), "x.csv", "NUL bytes"),
        ("ref,title\n".encode("utf-16")[:-1], "x.csv", "says that it is UTF-16"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3\n", "x.csv", "No header was found"),
        (b"\n\n \n", "x.csv", "holds no rows"),
        (PLAIN[:-30], "x.xlsx", "damaged or cut off"),
        (PLAIN[: len(PLAIN) // 2], "x.xlsx", "damaged or cut off"),
        (PLAIN[:4] + b"\0" * 200, "x.xlsx", "damaged or cut off"),
        (archive(mimetype="application/vnd.oasis"), "x.xlsx", "no Excel workbook"),
        (packed("", **{"xl/vbaProject.bin": "x"}), "x.xlsx", "macros"),
        (packed("<worksheet><sheetData><row>"), "x.xlsx", "damaged or cut off"),
        (packed(TWICE_BOMB + "<worksheet/>"), "x.xlsx", "document type"),
        (packed("<worksheet/>", TWICE_BOMB.encode() + b"<sst/>"), "x.xlsx", "document type"),
        (packed("<worksheet/>", **{"docProps/app.xml": TWICE_BOMB}), "x.xlsx", "document type"),
        (packed("<worksheet/>"), "x.xlsx", "holds no rows"),
        (packed("<worksheet/>".encode("utf-16")), "x.xlsx", "damaged or cut off"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(opened, content, name, sentence):
    with pytest.raises(FileRefused, match=sentence):
        list(opened(content, name).rows())


def test_an_archive_with_a_part_twice_is_refused(opened):
    file = io.BytesIO(PLAIN)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as packing:
        packing.writestr("xl/sheet.xml", "<worksheet/>")

    with pytest.raises(FileRefused, match="no spreadsheet program writes"):
        opened(file.getvalue(), "x.xlsx")


def test_a_row_out_of_order_is_damage(opened):
    rows = '<row r="2"><c t="str"><v>ref</v></c></row><row r="1"><c><v>1</v></c></row>'

    with pytest.raises(FileRefused, match="damaged"):
        opened(packed(f"<worksheet><sheetData>{rows}</sheetData></worksheet>"), "x.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A0x"><v>1</v></c>',
        '<c r="ZZZ1"><v>1</v></c>',
        '<c r="1"><v>1</v></c>',
        "<c><v>one</v></c>",
        '<c t="b"><v>7</v></c>',
        '<c t="d"><v>soon</v></c>',
        '<c t="s"><v>-1</v></c>',
        "<c><v>1e999</v></c>",
    ],
)
def test_a_cell_that_makes_no_sense_is_damage(opened, cell):
    sheet = f"<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>"

    with pytest.raises(FileRefused, match="damaged"):
        opened(packed(sheet), "x.xlsx")


def test_a_cell_longer_than_a_workbook_holds_is_refused_by_its_row(opened):
    row = f'<row r="7"><c t="str"><v>{"x" * 32_768}</v></c></row>'

    with pytest.raises(FileRefused, match=r"Row 7 .* more than 32767"):
        opened(packed(f"<worksheet><sheetData>{row}</sheetData></worksheet>"), "x.xlsx")
