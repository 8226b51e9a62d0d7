"""axe-core finds no violation on any kind of page, by day and by night."""

import re
from importlib.resources import files

import pytest
from django.test import Client

from partnerships.choices import OfficeRole
from partnerships.sections import SECTIONS
from tests import factories as make
from tests import sections_world
from tests.browser.keyboard import sign_in
from tests.signing_in.codes import code_of

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
PAGES = ["/coverage/", "/calendar/", "/annexure/", "/search/?q=made-up", "/search/?q=qqzzqq"]
PAGES += [
    "/methods/",
    "/data-quality/",
    "/data-quality/?section=delegations",
    "/sign-in/",
    "/password-reset/",
]
LISTS = ["changes", *(section.slug for section in SECTIONS)]
SELECTIONS = ["/delegations/?q=made-up&direction=india_to_japan", "/delegations/?from=soon"]
ADMIN = ["/admin/", "/admin/partnerships/delegation/", "/admin/partnerships/delegation/add/"]
ADMIN += ["/admin/log-from-text/", "/follow-ups/"]
ADMIN += ["/account/security/", "/account/security/set-up/", "/account/password/"]
MISSING, REFUSED = "/nowhere/", "/admin/partnerships/delegation/add/"


@pytest.fixture
def world(transactional_db) -> dict[str, str]:
    """The address of one record of each section; a tie of two tiles of the map among them."""
    records = {section.slug: sections_world.make(section.slug) for section in SECTIONS}
    for tile, party in enumerate(records["partnerships"].parties.all()):
        region = party.organisation.region
        region.tile_row = region.tile_column = tile
        region.save()
    return {slug: record.get_absolute_url() for slug, record in records.items()}


@pytest.fixture
def page(chromium, live_server):
    """A fresh page that lets axe write the styles by which it looks behind texts.

    Nothing moves in it: colours that faded over from day to night would be neither.
    """
    context = chromium.new_context(
        base_url=live_server.url, bypass_csp=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def violations(page, address) -> list[str]:
    page.goto(address)
    return found_here(page)


def found_here(page) -> list[str]:
    """What axe finds on the page as it stands by day, and by night what colours do."""
    page.evaluate(AXE)
    found = _run(page, {"resultTypes": ["violations"]})
    page.emulate_media(color_scheme="dark")
    found += _run(page, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return found


def _run(page, options) -> list[str]:
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]


def told(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {address: lines for address, lines in found.items() if lines}


def test_axe_finds_nothing_on_pages_and_lists(page, world):
    lists = [f"/{slug}/" for slug in LISTS]
    found = {address: violations(page, address) for address in [*PAGES, *lists, *SELECTIONS]}

    page.goto("/")
    page.locator("a.tile:has(.tile__more)").first.focus()
    found["home, a tile in focus"] = found_here(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("summary", has_text="Menu").click()
    found["home, the menu of a phone open"] = found_here(page)

    assert told(found) == {}


def test_axe_finds_nothing_on_records_and_their_papers(page, world):
    tie, prefecture = world["partnerships"], world["prefectures"]
    papers = [f"{tie}briefing/", f"{tie}report-an-error/", f"{tie}history/"]
    papers += [f"{place}report/?year=FY2025" for place in (prefecture, world["initiatives"])]

    assert told({each: violations(page, each) for each in [*world.values(), *papers]}) == {}


def test_axe_finds_nothing_on_what_officials_see_and_refusals(page, administrator, staff, world):
    sign_in(page, administrator)
    found = {address: violations(page, address) for address in [*ADMIN, MISSING]}
    sign_in(page, staff)
    assert page.goto(REFUSED).status == 403
    found["refused"] = found_here(page)

    assert told(found) == {}


def test_axe_finds_nothing_on_recovery_codes_and_the_page_that_asks_for_a_code(page, administrator):
    sign_in(page, administrator)
    page.goto("/account/security/set-up/")
    page.fill("#id_code", code_of(administrator.session["second_factor_key"]))
    with page.expect_navigation():
        page.locator("main [type=submit]").click()
    found = {page.locator("h1").inner_text(): found_here(page)}
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.fill("#id_username", "administrator")
    page.fill("#id_password", "made-up")
    with page.expect_navigation():
        page.locator("main [type=submit]").click()
    found[page.locator("h1").inner_text()] = found_here(page)

    assert found == {"Your recovery codes": [], "Your code": []}


def test_axe_finds_nothing_where_a_lead_looks_after_members(page):
    office = make.OfficeFactory(name="Made-up Division")
    lead = make.OfficeMemberFactory(office=office, role=OfficeRole.LEAD).user
    helper = make.OfficeMemberFactory(office=office, user__username="helper").user
    make.FollowUpFactory(office=office, person=helper, what="Book the hall")
    client = Client()
    client.force_login(lead)
    sign_in(page, client)
    page.goto("/follow-ups/")
    with page.expect_navigation():
        page.get_by_role("link", name="Members").first.click()
    page.fill("#id_email", "new@office.example")
    with page.expect_navigation():
        page.locator("form:has(#id_email) [type=submit]").click()
    invitation = re.search(r"/invitation/\S+", page.locator(".secret").inner_text())[0]
    found, members = {"members": found_here(page)}, page.url
    for words in ("Open work", "End the membership", "Disable the account"):
        page.goto(members)
        with page.expect_navigation():
            page.locator("tr", has_text="helper").get_by_role("link", name=words).click()
        found[words] = found_here(page)
    page.context.clear_cookies()
    found["invitation"] = violations(page, invitation)

    assert told(found) == {}
