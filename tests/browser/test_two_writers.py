"""Two browsers edit one delegation: the second is told, by keyboard and on a phone's screen too."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from partnerships.models import Delegation
from partnerships.services import records
from tests.admin.posting import admin_url
from tests.browser.keyboard import follow, sign_in, tab_to
from tests.factories import DelegationFactory, StateGovernmentFactory, StopFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def delegation(transactional_db):
    record = DelegationFactory(lead=StateGovernmentFactory(), title="As first written")
    StopFactory(delegation=record, place="Nowhere")
    record.purpose = "To see"
    records.save(record)
    return record


@pytest.fixture
def writers(chromium, live_server, delegation):
    """The form of the delegation, open in two browsers of two officers; the second is a phone."""
    sizes = {"kiran": {"width": 1440, "height": 900}, "hanako": {"width": 390, "height": 844}}
    pages = []
    for username, size in sizes.items():
        client = Client()
        client.force_login(UserFactory(username=username, is_staff=True, is_superuser=True))
        context = chromium.new_context(base_url=live_server.url, viewport=size)
        page = context.new_page()
        sign_in(page, client)
        page.goto(admin_url(Delegation, "change", delegation.pk))
        pages.append(page)
    yield pages
    for page in pages:
        page.context.close()


def save(page) -> None:
    follow(page, "input[name=_save]")


def is_told(page) -> None:
    expect(page.locator(".conflict")).to_be_visible()
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator(".conflict")).to_contain_text("kiran")
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_a_title_in_one_and_a_stop_in_the_other_are_both_kept(writers):
    first, second = writers
    first.fill("#id_title", "Their title")
    save(first)
    second.fill("#id_stops-0-place", "My place")
    second.fill("#id_outcome", "My outcome")
    save(second)

    is_told(second)
    expect(second.locator(".conflict")).to_contain_text("Their title")
    expect(second.locator("#id_title")).to_have_value("Their title")
    expect(second.locator("#id_stops-0-place")).to_have_value("My place")
    save(second)

    stored = Delegation.objects.get()
    assert (stored.title, stored.outcome, stored.stops.get().place) == (
        "Their title",
        "My outcome",
        "My place",
    )


def test_a_stop_in_one_and_a_title_in_the_other_are_both_kept(writers):
    first, second = writers
    first.fill("#id_stops-0-place", "Their place")
    save(first)
    second.fill("#id_title", "My title")
    save(second)

    is_told(second)
    expect(second.locator("#id_stops-0-place")).to_have_value("Their place")
    save(second)

    stored = Delegation.objects.get()
    assert (stored.title, stored.stops.get().place) == ("My title", "Their place")


@pytest.mark.parametrize("kept", ["mine", "theirs"])
def test_the_same_box_in_both_is_asked_about(writers, kept):
    first, second = writers
    first.fill("#id_title", "Their title")
    first.fill("#id_reason", "The release was corrected")
    save(first)
    second.fill("#id_title", "My title")
    save(second)

    is_told(second)
    for text in ("As first written", "Their title", "My title", "The release was corrected"):
        expect(second.locator(".conflict")).to_contain_text(text)
    tab_to(second, "input[name='keep-title']")
    second.keyboard.press("Space" if kept == "theirs" else "ArrowDown")
    save(second)

    expect(second.locator(".messagelist")).to_contain_text("DEL-2026-0001")
    title = Delegation.objects.get().title
    assert title == {"mine": "My title", "theirs": "Their title"}[kept]


def test_without_a_choice_nothing_is_saved_and_nothing_lost(writers):
    first, second = writers
    first.fill("#id_title", "Their title")
    save(first)
    second.fill("#id_title", "My title")
    save(second)
    save(second)

    is_told(second)
    expect(second.locator("#id_title")).to_have_value("My title")
    assert Delegation.objects.get().title == "Their title"
