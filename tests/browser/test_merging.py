"""Two records merged in the browser, with a look at what moves before, and the merge undone."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Delegation
from partnerships.services import records
from tests.browser.keyboard import sign_in
from tests.factories import (
    CitationFactory,
    DelegationFactory,
    PrefectureGovernmentFactory,
    StopFactory,
)

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def twins(transactional_db):
    """The same mission recorded twice, saved as in use; the second knows a stop and a source."""
    lead = PrefectureGovernmentFactory()
    first, second = (
        DelegationFactory(title=title, start="2025-07", lead=lead)
        for title in ("Made-up mission", "Made-up mission again")
    )
    StopFactory(delegation=second, place="Nowhere")
    CitationFactory(record=second, source__title="Made-up release")
    for twin in (first, second):
        records.save(twin)
    return first, second


def fits(page) -> bool:
    """Whether nothing stands beside the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def go(page, link) -> None:
    with page.expect_navigation():
        link.click()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_two_delegations_are_merged_after_a_look_and_parted_again(page, administrator, twins, size):
    first, second = twins
    page.set_viewport_size(size)
    sign_in(page, administrator)
    page.goto(f"/admin/partnerships/delegation/{first.pk}/change/")
    choose(page, first, second)
    look(page)
    assert Delegation.objects.count() == 2
    page.get_by_label("Why they are one").fill("Made-up reason")
    go(page, page.get_by_role("button", name="Merge the two"))

    expect(page.locator(".messagelist")).to_contain_text("was merged into")
    merged = Delegation.objects.get()
    assert (merged.pk, merged.title) == (first.pk, "Made-up mission again")
    assert (merged.stops.get().place, merged.citations.count()) == ("Nowhere", 1)

    undo(page)
    assert Delegation.objects.get(pk=first.pk).title == "Made-up mission"
    assert Delegation.objects.get(reference=second.reference).stops.get().place == "Nowhere"


def choose(page, first, second) -> None:
    """Steps 1 and 2: the look-alike, and its title."""
    go(page, page.get_by_role("link", name="Merge", exact=True))
    expect(page.locator("[aria-current=step]")).to_have_text("Choose the two")
    go(page, page.get_by_role("link", name=str(second)))
    expect(page.locator("#content-main")).to_contain_text(f"{first} stays.")
    assert fits(page)
    page.get_by_role("radio", name="Made-up mission again").check()
    if page.viewport_size == PHONE:
        expect(page.get_by_text("The other one", exact=True).first).to_be_visible()
    go(page, page.get_by_role("button", name="Look at what moves"))


def look(page) -> None:
    """Step 3: what is kept and what moves, by name."""
    expect(page.locator(".merge__kept")).to_contain_text("Made-up mission again")
    moving = page.locator(".merge__group")
    expect(moving.filter(has_text="Stops")).to_contain_text("Nowhere")
    expect(moving.filter(has_text="Citations")).to_contain_text("Made-up release")
    assert fits(page)


def undo(page) -> None:
    go(page, page.get_by_role("link", name="Merges, and how to undo one"))
    go(page, page.get_by_role("link", name="Undo the merge").first)
    assert fits(page)
    go(page, page.get_by_role("button", name="Undo the merge"))
    expect(page.locator(".messagelist")).to_contain_text("The merge is undone")
