"""Reviewing pledges in the browser: two key presses each, and without script by mouse."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Pledge
from partnerships.services import records
from tests.browser.keyboard import sign_in
from tests.factories import OrganisationFactory, PledgeFactory

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
ADDRESS = "/admin/partnerships/pledge/review/0/"


@pytest.fixture
def pledges(transactional_db):
    """Saved as in use, with a history to go back to."""
    made = [
        PledgeFactory.build(text=f"Made-up promise {year}", due=year, made_by=OrganisationFactory())
        for year in ("2027", "2028", "2029")
    ]
    for pledge in made:
        records.save(pledge)
    return made


def press(page, *keys) -> int:
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def states() -> list[str]:
    return [pledge.state for pledge in Pledge.objects.order_by("due_earliest")]


def test_each_review_takes_two_key_presses(page, administrator, pledges):
    sign_in(page, administrator)
    page.goto(ADDRESS)

    for key, pledge in zip("unu", pledges, strict=True):
        expect(page.locator("#pledge-text")).to_have_text(pledge.text)
        assert press(page, key, "Enter") == 2

    expect(page.locator(".review")).to_contain_text("All open pledges of this office")
    assert states() == ["under_way", "open", "under_way"]


def test_kept_asks_for_words_and_a_key_takes_the_review_back(page, administrator, pledges):
    sign_in(page, administrator)
    page.goto(ADDRESS)

    press(page, "k", "Enter")
    expect(page.locator("#id_words")).to_be_focused()
    page.keyboard.type("Made-up opening of the desk")
    press(page, "Enter")
    expect(page.locator("#pledge-text")).to_have_text(pledges[1].text)
    assert states()[0] == "kept"

    press(page, "z")
    expect(page.locator("#pledge-text")).to_have_text(pledges[0].text)
    assert states()[0] == "open"


def test_it_works_without_script_on_a_phone(chromium, live_server, administrator, pledges):
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    sign_in(page, administrator)
    page.goto(ADDRESS)

    page.get_by_label("Under way").check()
    page.get_by_role("button", name="Record this review").click()

    expect(page.locator("#pledge-text")).to_have_text(pledges[1].text)
    assert states()[0] == "under_way"
    context.close()
