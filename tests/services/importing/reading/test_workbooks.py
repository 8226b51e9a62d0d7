"""Workbooks as spreadsheet programs write them."""

import re
import zipfile
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from partnerships.exports import formats
from partnerships.services.importing.reading import ExcelDay, FileRefused, Formula, open_table
from tests.services.importing.reading.packing import packed, shared_rows


def rows(table):
    return [tuple(row) for row in table.rows()]


def fill(*lines):
    def write(sheet):
        for line in lines:
            sheet.append(line)

    return write


def test_a_sheet_is_read_with_the_numbers_of_its_rows(workbook):
    table = workbook(fill(["ref", "件名"], [], ["DEL-1", "視察団\n二行"]))

    assert (table.encoding, table.separator, table.sheets) == ("xlsx", "", ("Sheet",))
    assert table.columns == ("ref", "title")
    assert rows(table) == [(3, ("DEL-1", "視察団\n二行"))]


def test_numbers_truths_and_days_become_texts(workbook):
    values = [70, 12.5, True, date(2024, 12, 1), time(10, 30)]
    table = workbook(fill(["ref", "a", "b", "c", "d"], values))

    ((_number, cells),) = rows(table)
    assert cells == ("70", "12.5", "yes", "2024-12-01", "10:30")
    assert [cell for cell in cells if isinstance(cell, ExcelDay)] == ["2024-12-01"]


def test_a_formula_is_told_and_never_its_value(workbook):
    table = workbook(fill(["ref", "headcount"], ["DEL-1", "=SUM(1,2)"]))

    cell = next(table.rows()).cells[1]
    assert isinstance(cell, Formula)
    assert cell == "=SUM(1,2)"


def test_a_text_that_looks_like_a_formula_stays_a_text(workbook):
    def write(sheet):
        sheet.append(["ref", "title"])
        sheet.append(["DEL-1", "=SUM(1,2)"])
        sheet["B2"].data_type = "s"

    cell = next(workbook(write).rows()).cells[1]
    assert not isinstance(cell, Formula)
    assert cell == "=SUM(1,2)"


def test_an_error_of_the_workbook_is_kept_as_it_is_shown(workbook):
    assert next(workbook(fill(["ref", "title"], ["1", "#N/A"])).rows()).cells == ("1", "#N/A")


def test_cells_merged_downwards_are_repeated_and_those_across_are_not(workbook):
    def write(sheet):
        for line in (["ref", "派遣元", "title", "x"], ["1", "JP-19", "Talks", "y"], ["2"], ["3"]):
            sheet.append(line)
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C2:D2")

    assert [cells for _number, cells in rows(workbook(write))] == [
        ("1", "JP-19", "Talks", ""),
        ("2", "JP-19", "", ""),
        ("3", "", "", ""),
    ]


def test_a_row_that_is_empty_but_for_merged_cells_is_no_row(workbook):
    def write(sheet):
        for line in (["ref", "派遣元"], ["1", "JP-19"], [None, None], ["3", None]):
            sheet.append(line)
        sheet.merge_cells("B2:B4")

    assert rows(workbook(write)) == [(2, ("1", "JP-19")), (4, ("3", "JP-19"))]


def test_a_header_merged_over_two_rows_belongs_to_the_lower_one(workbook):
    def write(sheet):
        sheet.append(["件名", "日程", None, "人数"])
        sheet.append([None, "開始日", "終了日", None])
        sheet.append(["視察団", "2025-08-30", "", 7])
        for area in ("A1:A2", "B1:C1", "D1:D2"):
            sheet.merge_cells(area)

    table = workbook(write)
    assert (table.header_row, table.columns) == (2, ("title", "start", "end", "headcount"))


def test_the_first_sheet_with_a_known_header_is_read(workbook):
    def write(sheet):
        sheet.append(["Read me first"])
        sheet.parent.create_sheet("一覧").append(["ref", "件名"])

    table = workbook(write)
    assert (table.sheets, table.sheet) == (("Sheet", "一覧"), "一覧")


def test_a_sheet_can_be_chosen_and_a_hidden_one_cannot(workbook):
    def write(sheet):
        sheet.append(["ref"])
        sheet.parent.create_sheet("Other").append(["title"])
        sheet.parent.create_sheet("Secret").sheet_state = "hidden"

    assert workbook(write, "Other").headers == ("title",)
    with pytest.raises(FileRefused, match=r"no sheet “Secret”; it has: Sheet, Other"):
        workbook(write, "Secret")


def test_jottings_beside_the_table_are_told_as_columns_without_a_header(workbook):
    table = workbook(fill(["ref", "title"], ["1", "Talks", None, "call them"]))

    assert table.headers == ("ref", "title", "", "")
    assert rows(table) == [(2, ("1", "Talks", "", "call them"))]


# What other programs write: parts changed by hand


def rewritten(tmp_path, lines, changes, added=()):
    """A workbook of these lines, with texts of its parts replaced by pattern."""
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain:
        parts = {name: plain.read(name).decode() for name in plain.namelist()}
    for part, pattern, text in changes:
        parts[part], count = re.subn(pattern, text, parts[part], flags=re.DOTALL)
        assert count
    with zipfile.ZipFile(tmp_path / "changed.xlsx", "w", zipfile.ZIP_DEFLATED) as changed:
        for name, text in [*parts.items(), *added]:
            changed.writestr(name, text)
    return (tmp_path / "changed.xlsx").read_bytes()


TWO_SHARED = shared_rows(0, 1)
SHEET = "xl/worksheets/sheet1.xml"


def test_readings_of_japanese_words_are_no_part_of_them(opened):
    strings = "<si><t>ref</t></si><si><t>山梨</t><rPh sb='0' eb='2'><t>ヤマナシ</t></rPh></si>"

    assert next(opened(packed(TWO_SHARED, strings), "x.xlsx").rows()).cells == ("山梨",)


def test_runs_of_differing_looks_are_one_text(opened):
    strings = "<si><t>ref</t></si><si><r><rPr><b/></rPr><t>Tal</t></r><r><t>ks</t></r></si>"

    assert next(opened(packed(TWO_SHARED, strings), "x.xlsx").rows()).cells == ("Talks",)


def test_a_text_that_is_not_there_is_damage(opened):
    with pytest.raises(FileRefused, match="damaged"):
        opened(packed(shared_rows(0, 7), "<si><t>ref</t></si>"), "x.xlsx")


def test_elements_with_a_prefix_are_read_alike(tmp_path, opened):
    prefixed = [
        (SHEET, r"<(/?)(?=\w)", r"<\1x:"),
        (SHEET, "xmlns=", "xmlns:x="),
    ]
    content = rewritten(tmp_path, [["ref", "title"], ["1", 7]], prefixed)

    assert next(opened(content, "x.xlsx").rows()).cells == ("1", "7")


def test_rows_and_cells_may_leave_out_where_they_stand(tmp_path, opened):
    content = rewritten(tmp_path, [["ref", "title"], ["1", 7]], [(SHEET, r' r="[A-Z]*\d+"', "")])

    assert rows(opened(content, "x.xlsx")) == [(2, ("1", "7"))]


def test_the_size_that_a_sheet_claims_is_not_trusted(tmp_path, opened):
    claim = [(SHEET, 'dimension ref="[^"]*"', 'dimension ref="A1:A1"')]
    content = rewritten(tmp_path, [["ref", "title"], ["1", 7], ["2", 8]], claim)

    assert len(rows(opened(content, "x.xlsx"))) == 2


def test_days_that_east_asian_excel_knows_by_number_are_read(tmp_path, opened):
    style = [
        ("xl/styles.xml", "</cellXfs>", '<xf numFmtId="57"/></cellXfs>'),
        (SHEET, '<c r="A2"', '<c r="A2" s="1"'),
    ]
    content = rewritten(tmp_path, [["start"], [45899]], style)

    assert next(opened(content, "x.xlsx").rows()).cells == ("2025-08-30",)


def test_rich_conditions_behind_the_rows_are_passed_over(tmp_path, opened):
    more = "</sheetData><conditionalFormatting><cfRule><f>A1</f></cfRule><v>9</v>"
    content = rewritten(
        tmp_path,
        [["ref"], ["1"]],
        [(SHEET, "</sheetData>", more + "</conditionalFormatting>")],
    )

    assert rows(opened(content, "x.xlsx")) == [(2, ("1",))]


def returned(tmp_path, *texts: str) -> list[str]:
    """What is read of these texts from a workbook that an export wrote."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["ref"])
    for text in texts:
        sheet.append([formats._text_cell(sheet, text, "ref")])
    book.save(tmp_path / "x.xlsx")
    table = open_table(tmp_path / "x.xlsx", "x.xlsx", {"ref": "ref"}.get)
    return [row.cells[0] for row in table.rows()]


def test_texts_that_need_care_return_from_our_own_workbooks(tmp_path):
    texts = ["𠮷野家 😀", "_x0041_ _x005F_", " blanks ", "'=1+1", "a\tb\nc", "क्षेत्र", "_xD83D_"]

    assert returned(tmp_path, *texts) == texts


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1))
def test_any_text_returns_from_our_own_workbooks(tmp_path, text):
    assert returned(tmp_path, f"x{text}") == [f"x{text}"]
