"""Reports of regions and initiatives: their periods, their numbers and the rows behind them."""

import io
from datetime import date
from urllib.parse import urlsplit

import docx
import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from partnerships.choices import Visibility
from partnerships.dates import DateError
from partnerships.models import AccessEvent, Pledge
from partnerships.views.documents.periods import (
    neighbours,
    period_asked,
    period_query,
    period_words,
)
from tests import sections_world, visibility_world
from tests.conftest import TODAY
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    EventFactory,
    FigureFactory,
    InitiativeFactory,
    PledgeFactory,
    PledgeReviewFactory,
    PrefectureGovernmentFactory,
)
from tests.related_world import Kin, attach
from tests.visibility_world import SEES, leaks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
QUERIES = {"prefectures": 5, "initiatives": 5}
YEAR = "?year=FY2025"


@pytest.fixture
def government():
    return PrefectureGovernmentFactory()


def address(government, query=YEAR, form="/") -> str:
    return f"{government.region.get_absolute_url()}report{form}{query}"


def numbers(client, path) -> dict[str, int]:
    """{heading: number} of every part; the heading ends in the number."""
    sections = client.get(path).context["paper"].sections
    return {
        section.heading.rpartition(":")[0]: section.number
        for section in sections
        if section.number is not None
    }


@pytest.mark.parametrize(
    ("query", "days", "words", "again"),
    [
        ("", "2026-04-01/2027-03-31", "FY2026-27", "year=FY2026"),
        ("year=2025", "2025-01-01/2025-12-31", "2025", "year=2025"),
        ("from=2026-02", "2026-02-01/2026-02-28", "Feb 2026", "from=2026-02&to=2026-02"),
        ("from=2026-Q1", "2026-01-01/2026-03-31", "Jan-Mar 2026", "from=2026-Q1&to=2026-Q1"),
        ("from=2025-04&to=2026-03", "2025-04-01/2026-03-31", "FY2025-26", "year=FY2025"),
        (
            "from=2026-02-03&to=2026-02",
            "2026-02-03/2026-02-28",
            "3-28 Feb 2026",
            "from=2026-02-03&to=2026-02-28",
        ),
        (
            "from=2025-02&to=2025-04",
            "2025-02-01/2025-04-30",
            "1 Feb - 30 Apr 2025",
            "from=2025-02-01&to=2025-04-30",
        ),
    ],
)
def test_a_period_is_read_and_told(query, days, words, again):
    period = period_asked(QueryDict(query), TODAY)

    assert "/".join(day.isoformat() for day in period) == days
    assert period_words(period) == words
    assert period_query(period) == again
    assert period_asked(QueryDict(again), TODAY) == period


@pytest.mark.parametrize(
    "query",
    ["year=soon", "year=2025-03", "from=x", "to=2025", "from=2026&to=2025", "year=2025&from=2025"],
)
def test_what_is_no_period_is_refused(visitor, government, query):
    with pytest.raises(DateError):
        period_asked(QueryDict(query), TODAY)

    assert visitor.get(address(government, f"?{query}")).status_code == 400
    assert visitor.get(address(government, f"?{query}", ".xlsx")).status_code == 400


@pytest.mark.parametrize(
    ("query", "before", "after"),
    [
        ("from=2026-01", "Dec 2025", "Feb 2026"),
        ("from=2026-Q1", "Oct-Dec 2025", "Apr-Jun 2026"),
        ("year=FY2025", "FY2024-25", "FY2026-27"),
        ("from=2026-01-10&to=2026-01-19", "31 Dec 2025 - 9 Jan 2026", "20-29 Jan 2026"),
    ],
)
def test_the_periods_beside_last_as_long(query, before, after):
    found = neighbours(period_asked(QueryDict(query), TODAY))

    assert tuple(map(period_words, found)) == (before, after)


def test_each_record_counts_where_it_belongs(visitor, government):
    inside, outside = {"start": "2025-05-01"}, {"start": "2024-05-01"}
    for dates in (inside, outside):
        DelegationFactory(completed=True, lead=government, **dates)
    DelegationFactory(lead=government, start="2025-06-01")
    DelegationFactory(lead=government, start="2026-12-01")
    DelegationFactory(completed=True, start="2025-05-01")
    EventFactory(stage="done", lead=government, **inside)
    paper = AgreementFactory(signed="2025-05-01")
    paper.signatures.create(organisation=government)
    PledgeFactory(agreement=paper, made_by=government)
    PledgeFactory(kept=True, made="2020", due="2025-06", made_by=government)

    assert numbers(visitor, address(government)) == {
        "Delegations that took place": 1,
        "Events that took place": 1,
        "Agreements signed": 1,
        "Pledges made": 1,
        "Pledges kept": 1,
        "Figures reported": 0,
        "Planned, outcome not recorded": 1,
        "Next: delegations": 1,
        "Next: events": 0,
        "Next: agreements that end": 0,
    }


def test_a_pledge_counts_as_kept_by_the_review_that_found_it_so(visitor, government):
    late, early, dropped = (PledgeFactory(made_by=government, due="2025-06") for _one in range(3))
    for pledge, day, state in (
        (late, date(2025, 5, 1), "no_news"),
        (late, date(2026, 6, 1), "kept"),
        (early, date(2024, 6, 1), "kept"),
        (early, date(2025, 7, 1), "kept"),
        (dropped, date(2025, 7, 1), "kept"),
    ):
        PledgeReviewFactory(pledge=pledge, day=day, found=state)
    Pledge.objects.filter(pk__in=[late.pk, early.pk]).update(state="kept", evidence="Made up")
    PledgeFactory(made_by=government, kept=True)

    response = visitor.get(address(government))
    (part,) = (one for one in response.context["paper"].sections if "kept" in one.heading)
    (listed,) = visitor.get(part.address).context["table"].page.object_list.data

    assert (part.number, listed) == (1, early)
    assert "Kept, found so on 1 Jul 2025" in response.content.decode()
    assert "1 record without a date" in response.content.decode()


def test_figures_are_listed_as_reported_and_never_added_up(visitor, government):
    mission = DelegationFactory(completed=True, lead=government, start="2025-05-01")
    for unit, value in (("INR crore", 7), ("USD million", 5)):
        FigureFactory(
            record=mission,
            value=value,
            unit=unit,
            as_of="2025-06",
            visibility=Visibility.PUBLIC,
        )

    html = visitor.get(address(government)).content.decode()

    assert "7 INR crore" in html
    assert "5 USD million" in html
    assert numbers(visitor, address(government))["Figures reported"] == 2


def test_records_without_a_date_are_left_out_and_counted(visitor, government):
    DelegationFactory(completed=True, lead=government)

    assert "1 record without a date" in visitor.get(address(government)).content.decode()


@pytest.mark.parametrize(("language", "words"), [("", "Nothing to report."), ("/ja", "該当なし")])
def test_a_period_without_records_says_so(visitor, government, language, words):
    response = visitor.get(f"{language}{address(government, '?year=1990')}")

    assert response.context["paper"].sections[0].sentences[0][0].text == words
    assert words in response.content.decode()


@pytest.mark.usefixtures("real_records")
@pytest.mark.xdist_group("real records")
@pytest.mark.parametrize(
    "path",
    ["prefectures/JP-19", "states/IN-UP", "states/IN-GJ", "initiatives/governors-network"],
)
@pytest.mark.parametrize("query", [YEAR, "?year=2025", "?from=2026-02"])
def test_every_number_is_that_of_the_list_it_leads_to(visitor, path, query):
    sections = visitor.get(f"/{path}/report/{query}").context["paper"].sections
    linked = {section.address: section.number for section in sections if section.address}

    found = {where: visitor.get(where).context["table"].paginator.count for where in linked}

    assert found == linked
    assert all(len(one.rows) == one.number for one in sections if one.address)


def test_the_workbook_holds_a_sheet_a_table_with_definition_and_address(visitor, government):
    mission = DelegationFactory(
        completed=True, lead=government, start="2025-05-01", title='=HYPERLINK("x")'
    )
    response = visitor.get(address(government, form=".xlsx"))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    sheet = book["Delegations that took place"]
    rows = list(sheet.iter_rows(values_only=True))
    query = urlsplit(rows[2][0]).query

    assert len(book.worksheets) == 10
    assert rows[1][0].startswith("Delegations recorded as completed")
    assert visitor.get(f"/delegations/?{query}").context["table"].paginator.count == 1
    record = dict(zip(rows[3], rows[4], strict=True))
    assert record["ref"] == mission.reference
    assert record["title"] == '=HYPERLINK("x")'
    assert sheet.cell(5, rows[3].index("title") + 1).data_type == "s"
    assert AccessEvent.objects.get(kind="export").rows == 1


def test_the_word_file_says_what_the_page_says(visitor, government):
    DelegationFactory(completed=True, lead=government, start="2025-05-01", title="Made-up tour")
    page = visitor.get(address(government)).context["paper"]
    document = docx.Document(io.BytesIO(visitor.get(address(government, form=".docx")).content))

    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert headings == [section.heading for section in page.sections]
    assert "India to Japan" in cells or "Japan to India" in cells


@pytest.mark.parametrize("character", SEES)
def test_a_report_tells_a_reader_only_what_they_may_see(request, character):
    client = request.getfixturevalue(character)
    with transaction.atomic():
        world = visibility_world.make()
        for kind in ("state", "prefecture", "initiative"):
            host = next(one for one in world.hosts if one._meta.model_name == kind)
            for query in ("", "?from=1990&to=2040"):
                html = client.get(f"{host.get_absolute_url()}report/{query}").content.decode()
                assert leaks(html, character) == []


def test_a_hidden_initiative_has_no_report(visitor):
    hidden = InitiativeFactory(officials=True)

    for form in ("/", ".docx", ".xlsx"):
        assert visitor.get(f"{hidden.get_absolute_url()}report{form}").status_code == 404


@pytest.mark.any_database
@pytest.mark.parametrize("slug", QUERIES)
def test_a_report_asks_as_often_for_fifty_records_as_for_one(visitor, slug):
    record = sections_world.make(slug)
    kin = Kin(governments=True)
    path = f"{record.get_absolute_url()}report/?from=2020&to=2030"
    under = {"initiatives": [record]} if slug == "initiatives" else {}
    asked = {}

    for index in range(50):
        attach(slug, record, kin, index)
        lead = record.organisations.first() if slug == "prefectures" else kin.organisation(0)
        mission = kin.delegation(completed=True, lead=lead, start="2025-05-01", **under)
        kin.event(stage="done", lead=lead, start="2025-05-01", **under)
        paper = kin.agreement(signed="2025-05-01", **under)
        paper.signatures.create(organisation=lead)
        kin.pledge(agreement=paper, made_by=lead)
        FigureFactory(record=mission, as_of="2025-06", visibility=Visibility.PUBLIC)
        if index + 1 in (1, 3, 50):
            visitor.get(path)  # loads what the process keeps
            with CaptureQueriesContext(connection) as queries:
                visitor.get(path)
            asked[index + 1] = len(queries)

    assert asked == dict.fromkeys((1, 3, 50), QUERIES[slug])
