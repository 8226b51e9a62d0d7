"""Look-alikes in a real browser: told while typing, and the save asked about."""

import pytest
from django.contrib.auth import get_user_model

from partnerships.models import Delegation
from tests.factories import DelegationFactory, StateGovernmentFactory

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
ADD = "/admin/partnerships/delegation/add/"


@pytest.fixture
def known():
    state = StateGovernmentFactory(region__name_en="Madeup Pradesh")
    return DelegationFactory(title="Survey group to Kakuu", start="2025-07", lead=state)


@pytest.fixture
def form(page, known):
    get_user_model().objects.create_superuser("administrator", password="made-up")
    page.goto(f"/admin/login/?next={ADD}")
    page.get_by_label("Username").fill("administrator")
    page.get_by_label("Password").fill("made-up")
    page.get_by_role("button", name="Log in").click()
    return page


def test_a_look_alike_is_told_while_typing_and_goes_when_the_title_changes(form, known):
    panel = form.locator("[data-look-alikes]")
    assert panel.get_attribute("aria-live") == "polite"
    form.locator("#id_title").fill("Survey group to Kakuu")
    form.get_by_role("link", name=known.title).wait_for()
    assert "The same title." in panel.inner_text()
    form.locator("#id_title").fill("A tea ceremony")
    form.get_by_role("link", name=known.title).wait_for(state="detached")
    assert panel.bounding_box()["height"] < 2


def test_the_save_comes_back_once_with_everything_typed(form, known):
    form.locator("#id_title").fill("Survey group to Kakuu")
    form.locator("#id_direction").select_option("india_to_japan")
    form.locator("#id_parties-0-organisation + .select2").click()
    form.get_by_role("searchbox", name="Party").fill("Madeup")
    form.get_by_role("option", name="Madeup Pradesh").click()
    form.get_by_role("button", name="Save", exact=True).click()
    form.get_by_text("nothing was saved yet").wait_for()
    assert form.locator("#id_title").input_value() == "Survey group to Kakuu"
    form.get_by_label("This is another one").check()
    form.get_by_role("button", name="Save", exact=True).click()
    form.get_by_text("was added").wait_for()
    assert Delegation.objects.count() == 2
