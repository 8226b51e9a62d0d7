"""The matrix by keyboard: Tab leads into it once, arrow keys from pair to pair."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import tab_to
from tests.factories import PartnershipFactory, PrefectureGovernmentFactory, StateGovernmentFactory

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_arrow_keys_lead_from_pair_to_pair_over_empty_cells(page):
    states = [StateGovernmentFactory() for _one in range(2)]
    prefectures = [PrefectureGovernmentFactory() for _one in range(3)]
    for state, prefecture in ((0, 0), (0, 2), (1, 1), (1, 2)):
        PartnershipFactory(india=states[state], japan=prefectures[prefecture])
    page.goto("/coverage/")
    expect(page.locator("[data-matrix-help]")).to_be_visible()  # the keys are heard

    def is_at(line, column):
        cell = page.locator("[data-matrix] tbody tr").nth(line).locator("th, td").nth(column)
        expect(cell.locator("a")).to_be_focused()

    tab_to(page, "[data-matrix] a")
    is_at(0, 1)
    for key, line, column in (
        ("ArrowRight", 0, 3),
        ("ArrowDown", 1, 3),
        ("ArrowLeft", 1, 2),
        ("Home", 1, 0),
        ("End", 1, 3),
    ):
        page.keyboard.press(key)
        is_at(line, column)
    page.keyboard.press("Control+Home")
    expect(page.locator("[data-matrix] thead a").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[data-matrix] a:focus")).to_have_count(0)
