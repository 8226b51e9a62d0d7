"""An office's own workbook, as it is: in with the decisions that only a person can make."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from partnerships.dates import parse
from partnerships.models import Delegation
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running
from partnerships.text import fold
from tests import factories
from tests.services.importing.trips import brought, planned, told, verdicts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

GROUPS = ["", "件名", "往来", "日程", "", "参加", "", "", "内容", "", ""]
HEADER = [
    "No.",
    "",
    "",
    "訪問日\n（出発）",
    "終了日",
    "派遣元",
    "受入先",
    "人数（人）",
    "目的",
    "分野",
    "担当者",
]
ROWS = [
    [
        "知事訪問",
        "訪印",
        "令和7年8月30日（土）",
        "R7.9.2",
        "水野県、森田県",
        "Old Hillpore",
        "約70名",
    ],
    ["経済ミッション", "訪印", date(2025, 11, 5), "", "水野県\n森田県", "丘州", "about 70"],
    [
        "राज्य प्रतिनिधिमंडल",
        "来日",
        date(2024, 12, 1),
        "",
        "Government of Qhillpur",
        "水野県",
        "16 (planned)",
    ],
    ["青年交流", "訪日", "03/04/2025", "05/04/2025", None, "森田県", "２０"],
    ["留学生", "訪日", "FY2025", "", None, "森田県", "未定"],
    ["議会訪問", "訪印", "２０２５年１０月", "", "水野県議会連盟", "Qhillpur", "50名以上"],
    ["再訪問", "訪印", 46000, "", "水野県議会連盟", "Qhillpur", 12],
    ["視察", "訪印", "13/06/2025", "", "水野", "Qhillpur", "44名（うち女性20名）"],
]


@pytest.fixture
def qhillpur():
    region = factories.StateFactory(code="IN-QH", name_en="Qhillpur", name_ja="丘州")
    factories.RegionAliasFactory(region=region, text="Old Hillpore")
    return factories.StateGovernmentFactory(region=region)


def prefecture(code, name_en, name_ja):
    region = factories.PrefectureFactory(code=code, name_en=name_en, name_ja=name_ja)
    factories.RegionAliasFactory(region=region, text=name_ja.removesuffix("県"), kind="kanji")
    return factories.PrefectureGovernmentFactory(region=region)


@pytest.fixture
def mizuno():
    return prefecture("JP-77", "Mizuno", "水野県")


@pytest.fixture
def morita():
    return prefecture("JP-78", "Morita", "森田県")


@pytest.fixture
def league():
    return factories.OrganisationFactory(name="Assembly League", slug="assembly-league")


@pytest.fixture
def city():
    """A city with the short name of the prefecture."""
    return factories.OrganisationFactory(
        name="Mizuno City", name_ja="水野市", slug="mizuno-city", other_names="水野"
    )


@pytest.fixture
def known(qhillpur, mizuno, morita, league):
    """The parties that the workbook names, in its own words."""


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["令和7年度　インド交流実績一覧"])
    sheet.merge_cells("A1:K1")
    sheet.append(["（令和7年11月1日現在）"])
    sheet.append(GROUPS)
    sheet.append(HEADER)
    for area in ("B3:B4", "C3:C4", "D3:E3", "F3:H3", "I3:J3"):
        sheet.merge_cells(area)
    for number, row in enumerate(ROWS, start=1):
        sheet.append([number, *row, "経済交流のため", "観光、食品", "国際課　山田"])
    sheet["D7"].number_format = "mmm-yy"
    sheet["D11"].number_format = "yyyy/m/d"
    sheet.merge_cells("F7:F9")  # one sender down three rows
    sheet.append([])
    sheet.append(["※ 人数は概数を含む。"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def sectors():
    tourism = factories.SectorFactory(slug="made-up-tourism", name_ja="観光")
    return [tourism, factories.SectorFactory(slug="made-up-food", name_ja="食品")]


@pytest.fixture
def batch(administrator, known, city, sectors):
    return brought(administrator.user, "delegations", workbook(), "実績.xlsx")


def test_its_header_is_found_below_titles_and_groups(batch):
    assert batch.detected["header_row"] == 4
    known = dict(batch.detected["matched"])
    assert set(known.values()) == {
        *("title", "direction", "start", "end", "sender_codes", "host_codes", "headcount"),
        *("purpose", "sector_slugs"),
    }
    assert batch.detected["unknown"] == ["No.", "担当者"]


def test_only_what_a_person_has_to_decide_is_asked_and_each_once(batch):
    asked = {(kind, text) for kind, text, _rows, _first in running.store_of(batch).questions()}
    assert asked == {
        ("day_order", ""),
        ("organisation", "水野"),
        ("organisation", "水野県議会連盟"),
    }
    assert verdicts(batch) == {"new": 4, "error": 4}, told(batch)


@pytest.fixture
def decided(batch, mizuno, league):
    batch.day_order = "day_first"
    chosen = {"水野": mizuno.identifier, "水野県議会連盟": league.identifier}
    batch.answers = {"names": {"organisation": {fold(k): key for k, key in chosen.items()}}}
    running.prepare(batch, IMPORT_TABLES["delegations"])
    return batch


def test_every_row_is_new_once_that_is_decided(decided):
    assert verdicts(decided) == {"new": len(ROWS)}, told(decided)
    assert Delegation.objects.count() == 0


def test_what_it_says_is_recorded(decided, qhillpur, mizuno, morita, league, sectors):
    running.apply(decided, IMPORT_TABLES["delegations"])
    record = {one.title: one for one in Delegation.objects.all()}
    dates = {title: one.start.file_form() for title, one in record.items()}
    assert list(map(dates.get, (row[0] for row in ROWS))) == [
        *("2025-08-30", "2025-11-05", "2024-12", "2025-04-03"),
        *("FY2025", "2025-10", "2025-12-09", "2025-06-13"),
    ]
    assert all(parse(one.start.text).file_form() == dates[one.title] for one in record.values())
    first = record["知事訪問"]
    assert (first.direction, first.end.file_form()) == ("japan_to_india", "2025-09-02")
    assert parties(first) == {("sender", mizuno), ("sender", morita), ("host", qhillpur)}
    assert parties(record["経済ミッション"]) == parties(first)
    assert parties(record["留学生"]) == {("sender", qhillpur), ("host", morita)}
    assert parties(record["再訪問"]) == {("sender", league), ("host", qhillpur)}
    assert set(first.sectors.all()) == set(sectors)
    counts = {title: (one.headcount_number, one.headcount_basis) for title, one in record.items()}
    assert counts["経済ミッション"] == (70, "about")
    assert counts["राज्य प्रतिनिधिमंडल"] == (16, "planned")
    assert counts["留学生"] == (None, "unknown")
    assert counts["再訪問"] == (12, "exact")
    assert record["視察"].headcount.text == "44名（うち女性20名）"


def parties(record) -> set:
    return {(row.role, row.organisation) for row in record.parties.all()}


def test_the_same_workbook_again_changes_nothing(administrator, decided):
    running.apply(decided, IMPORT_TABLES["delegations"])
    again = brought(
        administrator.user,
        "delegations",
        workbook(),
        "実績.xlsx",
        day_order=decided.day_order,
        answers=decided.answers,
    )
    assert verdicts(again) == {"unchanged": len(ROWS)}, [one.changes for one in planned(again)]
