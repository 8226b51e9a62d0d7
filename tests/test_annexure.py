"""The annexure of all pairs: a row an instrument, alike on the page and in the files."""

import io
import re

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories import (
    AgreementFactory,
    CitationFactory,
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
QUERIES = 6


def tie(**values):
    return PartnershipFactory(
        india=StateGovernmentFactory(), japan=PrefectureGovernmentFactory(), **values
    )


def rows(client) -> list[list[str]]:
    """The words of each row of the page."""
    (section,) = client.get("/annexure/").context["paper"].sections
    return [["".join(words.text for words in line) for line in row] for row in section.rows]


def test_each_agreement_in_the_chain_that_was_not_renewed_has_a_row(visitor):
    found = tie()
    old = AgreementFactory(partnership=found, title="Old", signed="2020", ends="2024-12-31")
    AgreementFactory(partnership=found, title="New", signed="2024-12", supersedes=old)
    AgreementFactory(partnership=found, title="Second", signed="2025-06", is_open_ended=True)
    AgreementFactory(partnership=found, title="To come", planned=True)
    (first, second) = rows(visitor)

    state, prefecture = (found.side(country)[0].region.name for country in ("IN", "JP"))
    assert first == [
        "1",
        state,
        prefecture,
        "New (Memorandum of understanding)",
        "Dec 2024",
        "end not stated",
    ]
    assert second[0] == "2"
    assert second[3:] == ["Second (Memorandum of understanding)", "Jun 2025", "without an end"]


def test_each_cell_names_its_column_for_phones(visitor):
    AgreementFactory(partnership=tie(), signed="2020")

    page = visitor.get("/annexure/").content.decode()

    labels = re.findall(r'role="cell" data-label="([^"]*)"', page)
    assert labels == re.findall(r'role="columnheader">([^<]*)<', page)
    assert len(labels) == 6


def test_a_tie_without_an_agreement_says_so_and_how_it_stands(visitor):
    tie(begun="2019", standing="paused")

    (row,) = rows(visitor)

    assert row[3:] == ["No agreement recorded (Sister affiliation)", "begun 2019", "Paused"]


def test_a_tie_through_a_city_names_it(visitor):
    region = PrefectureGovernmentFactory().region
    city = OrganisationFactory(kind="city", region=region, country="JP", name="Made-up City")
    PartnershipFactory(india=StateGovernmentFactory(), japan=city)

    (row,) = rows(visitor)

    assert row[2] == region.name
    assert row[3].endswith("through Made-up City")


def test_unconfirmed_hidden_and_unpaired_ties_have_no_row(visitor):
    tie(standing="unconfirmed")
    tie(officials=True)
    PartnershipFactory(india=StateGovernmentFactory())

    response = visitor.get("/annexure/")

    assert rows(visitor) == []
    assert "1 partnership without a known region" in response.content.decode()


def test_a_hidden_agreement_stands_in_no_row(visitor, administrator):
    AgreementFactory(partnership=tie(), title="Secret paper", for_office=True)

    assert "Secret paper" not in visitor.get("/annexure/").content.decode()
    assert "Secret paper" in rows(administrator)[0][3]


def test_the_files_hold_the_rows_of_the_page(visitor):
    AgreementFactory(partnership=tie(), title="=1+1", signed="2025-06", ends="2028")
    tie()
    told = rows(visitor)

    table = docx.Document(io.BytesIO(visitor.get("/annexure.docx").content)).tables[0]
    book = load_workbook(io.BytesIO(b"".join(visitor.get("/annexure.xlsx").streaming_content)))
    header, *lines = list(book.active.iter_rows(values_only=True))[3:]
    found = [dict(zip(header, line, strict=True)) for line in lines]

    assert [row.cells[0].text for row in table.rows[1:]] == [row[0] for row in told]
    assert [row["serial_number"] for row in found] == [1, 2]
    paper = next(row for row in found if row["instrument"])
    assert (paper["instrument"], paper["signed"], paper["ends"]) == ("=1+1", "2025-06", "2028")


def test_the_list_of_partnerships_leads_to_it(visitor):
    assert 'href="/annexure/"' in visitor.get("/partnerships/").content.decode()


@pytest.mark.any_database
def test_the_annexure_asks_as_often_for_fifty_ties_as_for_one(visitor):
    asked = {}

    for index in range(50):
        paper = AgreementFactory(partnership=tie(), signed="2025")
        CitationFactory(record=paper)
        if index + 1 in (1, 3, 50):
            visitor.get("/annexure/")  # loads what the process keeps
            with CaptureQueriesContext(connection) as queries:
                visitor.get("/annexure/")
            asked[index + 1] = len(queries)

    assert asked == dict.fromkeys((1, 3, 50), QUERIES)
