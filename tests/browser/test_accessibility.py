"""axe-core finds no violation on any kind of page, by day and by night."""

from importlib.resources import files

import pytest

from partnerships.sections import SECTIONS
from tests import sections_world
from tests.browser.keyboard import sign_in

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
LISTS = [f"/{slug}/" for slug in ("states", "partnerships", "delegations", "changes")]
PAGES = ["/", "/coverage/", "/calendar/", "/search/?q=made-up", "/data-quality/", "/methods/"]
PAGES += ["/data-quality/?section=delegations", "/sign-in/", "/nowhere/"]
ADMIN = ["/admin/", "/admin/partnerships/delegation/", "/admin/partnerships/delegation/add/"]


@pytest.fixture
def addresses(transactional_db) -> list[str]:
    """Each kind of page once; of lists those that differ, of records one of each section."""
    records = [sections_world.make(section.slug) for section in SECTIONS]
    own = [record.get_absolute_url() for record in records]
    tie = next(address for address in own if address.startswith("/partnerships/"))
    return [*PAGES, *LISTS, *own, f"{tie}briefing/", f"{tie}report-an-error/", f"{tie}history/"]


@pytest.fixture
def page(chromium, live_server):
    """A fresh page that lets axe write the styles by which it looks behind texts."""
    context = chromium.new_context(base_url=live_server.url, bypass_csp=True)
    yield context.new_page()
    context.close()


def violations(page, address) -> list[str]:
    """What axe finds by day, and by night what colours do."""
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate(AXE)
    found = _run(page, {"resultTypes": ["violations"]})
    page.emulate_media(color_scheme="dark")
    page.reload()  # colours that fade over are neither by now
    page.evaluate(AXE)
    return found + _run(page, {"runOnly": ["color-contrast"]})


def _run(page, options) -> list[str]:
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]


def test_axe_finds_nothing_on_any_kind_of_page(page, administrator, addresses):
    found = {address: violations(page, address) for address in addresses}
    sign_in(page, administrator)
    found |= {address: violations(page, address) for address in ADMIN}

    assert {address: told for address, told in found.items() if told} == {}
