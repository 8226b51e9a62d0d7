"""Exports: headers, the form of the file, what is in it, and what is refused."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape as unescape_xlsx

from partnerships.choices import Basis, DelegationStatus
from partnerships.csvtext import csv_line, escape, split_values, unescape
from partnerships.dates import parse
from partnerships.quantities import Quantity
from partnerships.sections import SECTIONS
from tests import factories as make
from tests import sections_world
from tests.export_headers import HEADERS
from tests.exported import content, rows_of, text_of, total

SLUGS = [section.slug for section in SECTIONS]
DANGEROUS = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "＝1", "'=1", "''=x", "#N/A", "=", "-5"]


# Headers


def test_the_headers_of_every_table_are_fixed():
    tables = {
        f"{section.slug}.{name}".rstrip("."): sheet.headers
        for section in SECTIONS
        for name, sheet in {"": section.sheet, **section.sheet.rows}.items()
    }

    assert tables == {name: tuple(text.split()) for name, text in HEADERS.items()}


@pytest.mark.parametrize("headers", HEADERS.values())
def test_no_header_stands_twice(headers):
    names = headers.split()

    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize("name", HEADERS)
def test_a_file_begins_with_its_header_even_without_rows(visitor, name):
    slug, _dot, rows = name.partition(".")

    first = text_of(visitor, f"/{slug}/?_export=csv&rows={rows}").split("\r\n")[0]

    assert first == csv_line(HEADERS[name].split()).rstrip()


# The form of a CSV file


@pytest.mark.django_db
def test_a_file_is_utf8_with_bom_crlf_and_every_field_quoted(visitor):
    make.DelegationFactory(title="日本へ", purpose='two\nlines, "quoted"')

    data = content(visitor.get("/delegations/?_export=csv"))
    lines = data.decode("utf-8").split("\r\n")

    assert data.startswith(b"\xef\xbb\xbf")
    assert (len(lines), lines[2]) == (3, "")
    assert all(line.startswith('"') and line.endswith('"') for line in [lines[0][1:], lines[1]])
    assert '"two\nlines, ""quoted"""' in lines[1]


@pytest.mark.django_db
def test_programs_may_ask_for_a_file_without_bom(visitor):
    assert content(visitor.get("/delegations/?_export=csv&bom=0")).startswith(b'"ref"')
    assert content(visitor.get("/delegations/?_export=csv&bom=1")).startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db
def test_the_answer_says_what_it_holds(visitor, today):
    make.DelegationFactory.create_batch(3)

    response = visitor.get("/delegations/?_export=csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["X-Total-Rows"] == "3"
    expected = f'attachment; filename="delegations-{today.isoformat()}.csv"'
    assert response["Content-Disposition"] == expected


@pytest.mark.django_db
@pytest.mark.parametrize("value", DANGEROUS)
def test_what_a_spreadsheet_would_execute_gets_one_apostrophe(visitor, value):
    make.DelegationFactory(title=value, purpose=value)

    cells = next(csv.DictReader(io.StringIO(text_of(visitor, "/delegations/?_export=csv"))))

    assert cells["title"] == escape(value)
    assert unescape(cells["title"]) == value
    assert cells["purpose"] == escape(value)


@given(st.text(alphabet=st.sampled_from("'=+-@\t ＝ａ1b;,\"\n"), max_size=12))
def test_any_text_comes_back_from_a_line_of_csv(value):
    line = csv_line([escape(value), "end"])

    first, _end = next(csv.reader(io.StringIO(line, newline="")))

    assert unescape(first) == value


# What is in it


@pytest.mark.django_db
def test_a_delegation_reads_back_from_its_row(visitor):
    answered = make.DelegationFactory(title="First visit")
    visit = make.DelegationFactory(
        title="Return visit",
        start="2025-07",
        end="by 2025-09",
        headcount=Quantity(70, Basis.ABOUT, "about 70"),
        declared_parties=16,
        status=DelegationStatus.COMPLETED,
        answers=answered,
        lead=make.PrefectureGovernmentFactory(),
        host=make.OrganisationFactory(),
        sectors=[make.SectorFactory(), make.SectorFactory()],
        partnerships=[make.PartnershipFactory()],
    )

    row = rows_of(visitor, "/delegations/?q=return&_export=csv")[0]

    assert row["ref"] == visit.reference
    assert row["url"] == f"http://testserver/delegations/{visit.reference}/"
    for name in ("start", "end"):
        read = parse(row[f"{name}_text"])
        assert read == getattr(visit, name)
        assert parse(row[name]).latest == read.latest
        assert row[f"{name}_precision"] == read.precision
    quantity = (row["headcount"], row["headcount_basis"], row["headcount_text"])
    assert quantity == ("70", "about", "about 70")
    assert (row["declared_parties"], row["status"]) == ("16", "completed")
    assert row["answers_ref"] == answered.reference
    lead, host = (visit.parties_in(role)[0].organisation for role in ("lead", "host"))
    assert (row["lead_codes"], row["host_codes"]) == (lead.region.code, host.slug)
    assert (row["lead_names"], row["host_names"]) == (lead.region.name_en, host.name)
    assert split_values(row["sector_slugs"]) == [sector.slug for sector in visit.sectors.all()]
    assert row["partnership_slugs"] == visit.partnerships.get().slug
    assert (row["visibility"], row["version"]) == ("public", "1")


@pytest.mark.django_db
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_csv_json_and_workbook_hold_the_same_values(visitor, section):
    sections_world.make(section.slug)
    for rows in ("", *section.sheet.rows):
        address = f"/{section.slug}/?rows={rows}&_export="
        as_csv = rows_of(visitor, f"{address}csv")
        as_json = json.loads(content(visitor.get(f"{address}json")))
        book = load_workbook(io.BytesIO(content(visitor.get(f"{address}xlsx"))))
        header, *lines = book.active.iter_rows(values_only=True)

        assert as_csv
        assert [{name: _cell(value) for name, value in row.items()} for row in as_json] == as_csv
        as_book = [dict(zip(header, map(_cell, line), strict=True)) for line in lines]
        assert as_book == as_csv


def _cell(value) -> str:
    """A value of JSON or of a workbook as the CSV file writes it."""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


@pytest.mark.django_db
def test_json_keeps_numbers_lists_and_texts_as_they_are(visitor):
    make.DelegationFactory(
        title="=1+1",
        headcount=44,
        sectors=[make.SectorFactory(slug=slug, name_en=slug) for slug in "ab"],
    )
    make.TargetFactory(value=Quantity(Decimal("2.50")))

    visit = json.loads(content(visitor.get("/delegations/?_export=json")))[0]
    target = json.loads(content(visitor.get("/targets/?_export=json")))[0]

    assert (visit["title"], visit["headcount"]) == ("=1+1", 44)
    assert (visit["sector_slugs"], visit["declared_parties"]) == (["a", "b"], None)
    assert visit["partnerships_chosen"] is False
    assert target["value"] == 2.5
    assert rows_of(visitor, "/targets/?_export=csv")[0]["value"] == "2.5"


@pytest.mark.django_db
def test_json_without_rows_is_an_empty_array(visitor):
    assert content(visitor.get("/delegations/?_export=json")) == b"[]\n"


@pytest.mark.django_db
@pytest.mark.parametrize("value", [*DANGEROUS, "_x0041_", "  both ends  ", "2025-08-30", "007"])
def test_a_workbook_holds_every_text_as_text(visitor, value):
    make.DelegationFactory(title=value)

    book = load_workbook(io.BytesIO(content(visitor.get("/delegations/?_export=xlsx"))))
    header, row = book.active.iter_rows()
    cell = next(c for c, name in zip(row, header, strict=True) if name.value == "title")

    assert (cell.data_type, unescape_xlsx(cell.value)) == ("s", value)


@pytest.mark.django_db
def test_rows_of_parties_repeat_the_reference_and_count_the_record_once(visitor):
    visit = make.DelegationFactory(
        lead=make.PrefectureGovernmentFactory(), host=make.StateGovernmentFactory()
    )
    make.DelegationFactory(lead=make.StateGovernmentFactory())

    response = visitor.get("/delegations/?sort=-ref&rows=parties&_export=json")
    rows = json.loads(content(response))

    assert response["X-Total-Rows"] == "3"
    assert [row["is_first"] for row in rows] == [True, True, False]
    assert [row["ref"] for row in rows[1:]] == [visit.reference] * 2
    assert [row["role"] for row in rows[1:]] == ["lead", "host"]


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["/ja", "/hi"])
def test_a_file_does_not_change_with_the_language(visitor, prefix):
    sections_world.make("delegations")
    for rows in ("", "parties", "stops", "people"):
        address = f"/delegations/?rows={rows}&_export=csv"

        assert text_of(visitor, f"{prefix}{address}") == text_of(visitor, address)


@pytest.mark.django_db
def test_the_address_follows_the_request(visitor):
    make.DelegationFactory()

    response = visitor.get("/delegations/?_export=json", secure=True, headers={"Host": "localhost"})

    assert json.loads(content(response))[0]["url"].startswith("https://localhost/delegations/DEL-")


# The same rows and order as on the pages


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "",
        "sort=title",
        "sort=-status&sort=start",
        "year=2025",
        "status=planned&sort=-ref",
        "q=made",
    ],
)
def test_a_file_has_the_rows_and_order_of_the_pages(visitor, administrator, query):
    for number in range(60):
        make.DelegationFactory(
            start=["2025-03", "2024", "", "2025-07-01"][number % 4],
            status=["planned", "completed", "cancelled"][number % 3],
            visibility="public" if number % 5 else "office",
        )
    for client, everything in ((visitor, 48), (administrator, 60)):
        shown = []
        for page in (1, 2, 3):
            table = client.get(f"/delegations/?{query}&page={page}&per_page=25").context["table"]
            if table.page.number == page:
                shown += [row.record.reference for row in table.page.object_list]
        file = rows_of(client, f"/delegations/?{query}&page=2&per_page=25&_export=csv")

        assert [row["ref"] for row in file] == shown
        assert query or len(shown) == everything


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_reader_may_not_see_is_in_no_file(visitor, administrator, slug):
    if slug in ("states", "prefectures"):
        pytest.skip("regions are seen by everyone")
    sections_world.make(slug, for_office=True)

    for form in ("csv", "json", "xlsx"):
        for rows in ("", *next(s for s in SECTIONS if s.slug == slug).sheet.rows):
            address = f"/{slug}/?rows={rows}&_export={form}"
            assert total(visitor, address) == "0"
            assert total(administrator, address) != "0"


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_whose_a_record_is_no_visitor_s_file_tells(visitor, official, slug):
    if slug in ("states", "prefectures"):
        pytest.skip("regions are nobody's")
    sections_world.make(slug, office=make.OfficeFactory(name="Made-up owner"))

    for client, told in ((visitor, False), (official, True)):
        file = rows_of(client, f"/{slug}/?_export=csv")
        assert any(row["office"] == "Made-up owner" for row in file) is told


@pytest.mark.django_db
def test_links_that_a_reader_may_not_see_are_left_out(visitor, official):
    hidden = {"officials": True}
    visit = make.DelegationFactory(
        lead=make.OrganisationFactory(name="Hidden Works", **hidden),
        initiatives=[make.InitiativeFactory(name="Hidden Plan", **hidden)],
        partnerships=[make.PartnershipFactory(title="Hidden Tie", **hidden)],
        parent=make.DelegationFactory(title="Hidden Mission", **hidden),
    )
    make.AttendanceFactory(
        delegation=visit, person=make.PersonFactory(name="Hidden Person", **hidden), name=""
    )
    make.StopFactory(delegation=visit, host=make.OrganisationFactory(name="Hidden Host", **hidden))
    make.CitationFactory(record=visit, source=make.SourceFactory(title="Hidden Paper", **hidden))

    for rows in ("", "parties", "stops", "people"):
        address = f"/delegations/?rows={rows}&_export=csv"
        assert "hidden" not in text_of(visitor, address).lower()
        assert "hidden" in text_of(official, address).lower()
    assert rows_of(visitor, "/delegations/?_export=csv")[0]["source_count"] == "0"
    assert b"Hidden" not in visitor.get("/delegations/").content
    assert b"Hidden" in official.get("/delegations/").content


@pytest.mark.django_db
def test_a_source_of_a_hidden_row_alone_is_in_no_file(visitor, official):
    visit = make.DelegationFactory()
    row = make.DelegationPartyFactory(
        delegation=visit, organisation=make.OrganisationFactory(officials=True)
    )
    paper = make.SourceFactory(title="Hidden Paper")
    make.CitationFactory(record=visit, field="parties", row=row.pk, source=paper)

    for client, count in ((visitor, "0"), (official, "1")):
        (line,) = rows_of(client, "/delegations/?_export=csv")
        assert line["source_count"] == count
        assert (paper.slug in text_of(client, "/delegations/?_export=csv")) is (count == "1")
        assert (paper.slug in text_of(client, "/delegations/?_export=json")) is (count == "1")


@pytest.mark.django_db
def test_a_printed_name_holds_no_semicolon():
    person = make.AttendanceFactory.build(delegation=make.DelegationFactory(), name="A; B")

    with pytest.raises(ValidationError, match="semicolon"):
        person.full_clean()
