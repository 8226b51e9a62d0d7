"""The map, the matrix and the pages beside them, by mouse, by key alone and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import follow, tab_to
from tests.factories import (
    DelegationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    StateGovernmentFactory,
)

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE = {"width": 390, "height": 844}
CAPTION = ".tile__more"


def tie(place=0, **values):
    """A tie of two regions, each on the tile of that place."""
    india, japan = StateGovernmentFactory(), PrefectureGovernmentFactory()
    for region in (india.region, japan.region):
        region.tile_row, region.tile_column = divmod(place, 6)
        region.save()
    return PartnershipFactory(india=india, japan=japan, **values)


def regions_of(tie) -> list:
    """The state and the prefecture."""
    parties = tie.parties.all()
    return sorted((party.organisation.region for party in parties), key=lambda region: region.code)


@pytest.fixture
def scriptless(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_tile_shows_its_partners_on_hover_and_on_focus(page):
    state, _prefecture = regions_of(tie())
    page.goto("/")
    tile = page.locator(f'a.tile[href="{state.get_absolute_url()}"]')
    expect(tile.locator(CAPTION)).to_be_hidden()

    tile.hover()
    expect(tile.locator(CAPTION)).to_be_visible()
    page.locator("h1").hover()
    expect(tile.locator(CAPTION)).to_be_hidden()
    tab_to(page, "a.tile")

    expect(page.locator("a.tile:focus")).to_have_attribute("href", state.get_absolute_url())
    expect(tile.locator(CAPTION)).to_be_visible()


STAYS = """() => {
  const region = document.querySelector(".coverage__region");
  region.scrollTo(200, 200);
  const box = region.getBoundingClientRect();
  const column = region.querySelector("thead th:not(.coverage__corner)").getBoundingClientRect();
  const row = region.querySelector("tbody th").getBoundingClientRect();
  const near = (one, other) => Math.abs(one - other) <= 2;
  return [region.scrollLeft, region.scrollTop, near(column.top, box.top), near(row.left, box.left)];
}"""


def test_the_heads_of_the_matrix_stay_while_it_scrolls_on_a_phone(page):
    for place in range(24):
        tie(place)
    page.set_viewport_size(PHONE)
    page.goto("/coverage/")

    assert page.evaluate(STAYS) == [200, 200, True, True]


def test_the_key_alone_leads_from_the_map_to_a_region_and_its_report(page):
    tie()
    page.goto("/")

    follow(page, "a.tile--japan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kakuu")
    follow(page, "a[href$='/report/']")
    tab_to(page, "#paper-year")
    page.keyboard.type("FY2025")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator(".paper__subtitle")).to_contain_text("FY2025")


def test_the_key_alone_leads_from_the_matrix_to_what_a_pair_has(page):
    found = tie()
    page.goto("/coverage/")

    follow(page, ".coverage__table td a")

    expect(page).to_have_url(re.compile(f"{found.get_absolute_url()}$"))


def test_the_key_alone_leads_through_the_months_to_a_visit(page):
    DelegationFactory(title="Kite mission", start="2025-03-04")
    page.goto("/calendar/?month=2025-02")

    follow(page, "a[rel=next]")
    follow(page, "a.bar__title")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Kite mission")


def test_map_and_matrix_are_narrowed_without_script(scriptless):
    tie(0, sectors=[SectorFactory(name_en="Tea")])
    tie(1)
    for address, shown, before in (
        ("/", "a.tile:has(.tile__more)", 4),
        ("/coverage/", "tbody tr", 2),
    ):
        scriptless.goto(address)
        expect(scriptless.locator(shown)).to_have_count(before)
        picker = scriptless.locator("details.picker", has_text="Tea").first
        picker.locator("summary").click()
        picker.get_by_label("Tea").check()
        scriptless.get_by_role("button", name="Apply filters").first.click()

        expect(scriptless.locator(shown)).to_have_count(before // 2)


def test_the_box_of_every_page_searches_without_script(scriptless):
    DelegationFactory(title="Kite mission")
    scriptless.goto("/methods/")

    scriptless.get_by_role("searchbox").fill("kites")
    scriptless.get_by_role("searchbox").press("Enter")
    expect(scriptless.locator("#search-results")).to_contain_text("Nothing on record matches")
    scriptless.locator("#search-words").fill("kite")
    scriptless.locator("main").get_by_role("button", name="Search").click()

    expect(scriptless.locator("[data-search-hit]")).to_have_text("Kite mission")
