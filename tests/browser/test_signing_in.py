"""Signing in, by keyboard."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.browser


@pytest.mark.django_db(transaction=True)
def test_an_administrator_signs_in_by_keyboard(page):
    get_user_model().objects.create_superuser("administrator", password="an invented phrase")
    page.goto("/admin/")

    page.keyboard.type("administrator")
    page.keyboard.press("Tab")
    page.keyboard.type("an invented phrase")
    page.keyboard.press("Enter")

    page.locator("#logout-form").wait_for()
    assert page.url.endswith("/admin/")
    assert page.evaluate("getComputedStyle(document.body).margin") != "8px"  # style sheets arrive
