"""The main job by keyboard alone: log a delegation, find it, see it on its tie, take the table."""

import csv
import io

import pytest
from playwright.sync_api import expect

from partnerships.models import Delegation
from tests.browser.keyboard import choose, fill, follow, sign_in, tab_to
from tests.factories import (
    DelegationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    SourceFactory,
    StateGovernmentFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CITED = "partnerships-citation-content_type-object_id-0"
TITLE = "Made-up governor's visit"


class Register:
    """A tie of a state and a prefecture, and sixty missions of the prefecture to two states."""

    def __init__(self):
        self.state, self.other = StateGovernmentFactory(), StateGovernmentFactory()
        self.prefecture = PrefectureGovernmentFactory()
        self.tie = PartnershipFactory(india=self.state, japan=self.prefecture)
        self.source = SourceFactory(title="Made-up press release")
        for number in range(60):
            DelegationFactory(
                title=f"Mission {number:02}",
                start=f"2025-{number % 12 + 1:02}",
                lead=self.prefecture,
                host=self.state if number % 2 else self.other,
                headcount=number + 1,
            )


@pytest.fixture
def register(transactional_db):
    return Register()


@pytest.fixture
def signed_in(page, administrator):
    sign_in(page, administrator)
    return page


def log_a_delegation(page, register) -> None:
    """From the admin's first page to the message after saving."""
    page.goto("/admin/")
    follow(page, ".start__button")
    expect(page.locator("#id_title")).to_be_focused()
    page.keyboard.type(TITLE)
    fill(page, "#id_direction", "Japan to India")
    fill(page, "#id_status", "Completed")
    fill(page, "#id_start", "Dec 2024")
    choose(page, "parties-0-organisation", register.prefecture.region.name_en)
    choose(page, "parties-1-organisation", register.state.region.name_en)
    fill(page, "#id_attendances-0-name", "Nobody Real")
    fill(page, "#id_stops-0-place", "Nowhere")
    fill(page, "#id_outcome", "A letter was handed over")
    choose(page, f"{CITED}-source", "press release")
    follow(page, "input[name=_save]")


def test_a_delegation_is_logged_in_the_admin_and_seen_on_the_site(signed_in, register):
    log_a_delegation(signed_in, register)

    message = signed_in.locator(".messagelist")
    expect(message).to_contain_text("was added")
    expect(message).to_contain_text(f"It counts towards the partnership {register.tie}")
    follow(signed_in, ".messagelist a[href^='/delegations/']")
    expect(signed_in.locator("h1")).to_have_text(TITLE)
    for text in ("Dec 2024", "A letter was handed over", "Nobody Real", "Nowhere"):
        expect(signed_in.locator("main")).to_contain_text(text)
    expect(signed_in.locator("#sources ~ *")).to_contain_text("Made-up press release")


def test_what_was_logged_is_stored_as_typed(signed_in, register):
    log_a_delegation(signed_in, register)

    expect(signed_in.locator(".messagelist")).to_contain_text("was added")
    logged = Delegation.objects.get(title=TITLE)
    assert logged.reference == "DEL-2024-0001"
    assert (logged.start.text, logged.start_precision) == ("Dec 2024", "month")
    assert [(row.organisation, row.role) for row in logged.parties.all()] == [
        (register.prefecture, "lead"),
        (register.state, "host"),
    ]
    assert logged.citations.get().source == register.source
    assert list(logged.partnerships.all()) == [register.tie]


def test_it_stands_in_the_timeline_of_its_partnership(signed_in, register):
    log_a_delegation(signed_in, register)
    follow(signed_in, ".messagelist a[href^='/partnerships/']")

    timeline = signed_in.locator(".timeline")
    expect(timeline).to_contain_text(TITLE)
    expect(timeline).to_contain_text("Dec 2024")


def test_the_list_is_filtered_by_state_and_searched_in_kanji(signed_in, register):
    logged = DelegationFactory(title=TITLE, lead=register.prefecture, host=register.state)
    elsewhere = DelegationFactory(title="Elsewhere", host=register.state)
    signed_in.goto("/delegations/")
    pick(signed_in, "state", register.state.region.code)
    rows = signed_in.locator("tbody tr")
    expect(rows).to_have_count(32)
    expect(signed_in.locator(".chips")).to_contain_text(register.state.region.name_en)

    fill(signed_in, "#id_q", f"{register.prefecture.region.name_ja} visit")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")

    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(logged.title)
    expect(rows).not_to_contain_text(elsewhere.title)


def pick(page, name, value) -> None:
    """Open the picker of a filter, tick the value, apply."""
    tab_to(page, f"summary[aria-labelledby~='{name}-value']")
    page.keyboard.press("Enter")
    tab_to(page, f"input[name={name}][value='{value}']")
    page.keyboard.press("Space")
    follow(page, ".filters__apply")


def test_the_list_is_sorted_and_paged(signed_in, register):
    signed_in.goto("/delegations/?per_page=25")
    follow(signed_in, "th a[href*='sort=headcount']")
    expect(signed_in.locator("th[aria-sort=ascending]")).to_contain_text("Head-count")

    numbers = []
    for _page in range(3):
        numbers += [int(text) for text in cells(signed_in, "Head-count")]
        if signed_in.locator("a[rel=next]").count():
            follow(signed_in, "a[rel=next]")

    assert numbers == list(range(1, 61))
    expect(signed_in.locator(".pager")).to_contain_text("Page 3 of 3")


def cells(page, label) -> list[str]:
    return [text.strip() for text in page.locator(f"td[data-label='{label}']").all_inner_texts()]


@pytest.mark.parametrize("query", ["", "sort=-headcount", "q=Mission+1&sort=title"])
def test_the_export_button_gives_the_rows_of_all_pages_in_their_order(signed_in, register, query):
    signed_in.goto(f"/delegations/?per_page=25&{query}")
    rows = download(signed_in)
    shown = table_over_all_pages(signed_in)

    assert len(rows) > 10
    assert [(row["ref"], row["title"], row["headcount"]) for row in rows] == shown


def download(page) -> list[dict]:
    """The CSV behind the export button, which says how many it holds."""
    tab_to(page, ".split > a.button")
    words = page.locator(".split > a.button").inner_text()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert words == f"Export these {len(rows)} delegations"
    return rows


def table_over_all_pages(page) -> list[tuple[str, str, str]]:
    found = []
    while True:
        titles = page.locator("tbody th").all_inner_texts()
        found += zip(cells(page, "Reference"), titles, cells(page, "Head-count"), strict=True)
        if not page.locator("a[rel=next]").count():
            return found
        follow(page, "a[rel=next]")
