"""Workbooks to start from, one for each section that is imported."""

from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import load_workbook

from partnerships.exports.templates import write_template
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing.desk import Desk
from partnerships.services.importing.labels import header_for
from partnerships.services.importing.names import Names
from partnerships.services.importing.planning import Planner
from partnerships.services.importing.reading import open_table
from tests import factories as make

pytestmark = pytest.mark.any_database


@pytest.fixture
def template(tmp_path):
    """Write the template of a section in a language and return where it is."""

    def write(slug: str, language: str = "en") -> Path:
        path = tmp_path / "template.xlsx"
        with translation.override(language), write_template(IMPORT_TABLES[slug]) as file:
            path.write_bytes(file.read())
        return path

    return write


@pytest.fixture
def example_records():
    """What example rows name."""
    make.StateGovernmentFactory(region__code="IN-UP")
    make.PrefectureGovernmentFactory(region__code="JP-19")
    make.SectorFactory(slug="trade")
    make.InitiativeFactory(slug="governors-network")
    make.PartnershipFactory(slug="uttar-pradesh-yamanashi")


def column(sheet, header):
    return next(cell.column_letter for cell in sheet[1] if cell.value == header)


@pytest.mark.parametrize("language", ["en", "ja", "hi"])
@pytest.mark.parametrize("slug", IMPORT_TABLES)
def test_the_importer_knows_every_column_of_a_template(template, slug, language):
    table = IMPORT_TABLES[slug]
    read = open_table(
        template(slug, language), "x.xlsx", lambda text: header_for(table.headers, text)
    )

    assert read.sheets == (slug, "notes")
    assert (read.sheet, read.header_row) == (slug, 1)
    assert set(read.columns) == {table.key, *table.by_header}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", [slug for slug, table in IMPORT_TABLES.items() if table.is_record])
def test_the_example_would_be_taken_for_a_new_row(template, tmp_path, slug, example_records):
    book = load_workbook(template(slug, "ja"))
    book.active["A2"] = None
    book.save(tmp_path / "filled.xlsx")
    table = IMPORT_TABLES[slug]
    file = open_table(
        tmp_path / "filled.xlsx", "x.xlsx", lambda text: header_for(table.headers, text)
    )
    user = make.UserFactory(administrator=True)
    desk = Desk(names=Names(user), sets_visibility=True)

    ((row,),) = Planner(table, file, desk, user, "both").plan()

    assert (row.errors, row.verdict) == ([], "new")


@pytest.mark.parametrize("slug", IMPORT_TABLES)
def test_its_one_row_is_the_example_that_is_never_imported(template, slug):
    table = IMPORT_TABLES[slug]
    (row,) = open_table(
        template(slug), "x.xlsx", lambda text: header_for(table.headers, text)
    ).rows()

    assert row.cells[0] == "EXAMPLE"


def test_headers_are_in_the_language_of_the_reader(template):
    assert load_workbook(template("delegations", "ja")).active["C1"].value != "title"
    assert load_workbook(template("delegations"))["delegations"]["B1"].value == "title"


def test_allowed_values_are_offered(template):
    book = load_workbook(template("delegations"))
    letter = column(book.active, "status")

    (offered,) = [
        rule for rule in book.active.data_validations.dataValidation if f"{letter}3" in rule.sqref
    ]
    values = [cell.value for cell in book["lists"][letter] if cell.value]
    assert values == ["planned", "confirmed", "completed", "postponed", "cancelled"]
    assert offered.formula1 == f"lists!${letter}$1:${letter}$5"
    assert book["lists"].sheet_state == "hidden"


def test_cells_of_dates_are_texts_that_a_spreadsheet_leaves_alone(template):
    sheet = load_workbook(template("delegations")).active

    assert sheet.column_dimensions[column(sheet, "start")].number_format == "@"
    assert sheet[f"{column(sheet, 'start')}2"].value == "2025-08"


def test_notes_say_what_each_column_takes_in_three_languages(template):
    lines = list(load_workbook(template("delegations"))["notes"].iter_rows(values_only=True))
    by_header = {line[0]: line for line in lines}

    assert "as far as it is known" in by_header["start"][4]
    assert "開始日" in by_header["start"][2]
    assert by_header["direction"][5:] == ("india_to_japan, japan_to_india, third_country", "yes")
    assert any("CLEAR" in str(line[0]) for line in lines[:5])
