"""Search with script: results come while one types, keys lead to them."""

import pytest
from playwright.sync_api import expect

from tests.factories import DelegationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_results_come_while_one_types_and_keys_lead_to_them(page):
    DelegationFactory(title="Kite mission")
    DelegationFactory(title="Kite fair")
    page.goto("/states/")

    page.keyboard.press("Control+k")
    page.keyboard.type("kites")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=kites")  # loaded: the keys are heard
    expect(page.locator("#search-results")).to_contain_text("Nothing on record matches")
    page.evaluate("window.isTheSamePage = true")
    page.keyboard.press("Control+k")
    page.keyboard.type("kite")

    expect(page.get_by_role("status")).to_have_text("2 results")
    assert page.url.endswith("/search/?q=kite")
    assert page.evaluate("window.isTheSamePage")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("[data-search-hit]").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kite")


def test_what_is_typed_before_the_script_has_come_is_searched_too(page):
    DelegationFactory(title="Kite mission")
    held = []

    def hold(route):
        held.append(route)

    page.route("**/search*.js", hold)
    with page.expect_request("**/search*.js"):
        page.goto("/search/", wait_until="commit")
    page.locator("#search-words").fill("kite")

    held.pop().continue_()

    expect(page.get_by_role("status")).to_have_text("1 result")
