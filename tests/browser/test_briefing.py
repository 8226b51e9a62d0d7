"""The briefing as a browser prints it."""

import pytest

from tests import seeded
from tests.briefings import TIE, assert_two_whole_pages

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_a_browser_prints_the_briefing_on_two_pages(page, today):
    seeded.load()
    page.goto(f"/{TIE}/briefing/")

    pdf = page.pdf(prefer_css_page_size=True)

    assert_two_whole_pages(pdf)
