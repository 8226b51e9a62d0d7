"""What holds for every kind of page: a phone's width, no script, the keyboard, its language."""

import pytest
from playwright.sync_api import expect

from partnerships.sections import SECTIONS
from tests import sections_world
from tests.browser.keyboard import sign_in

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE = {"width": 390, "height": 844}
TABLET, LAPTOP = {"width": 1024, "height": 768}, {"width": 1280, "height": 720}
ADMIN = ["/admin/", "/admin/partnerships/delegation/", "/admin/partnerships/delegation/add/"]
ADMIN += ["/admin/log-from-text/"]
LONG = "Made-up mission of a governor, an assembly and a chamber of commerce to several places"


@pytest.fixture
def addresses(transactional_db) -> list[str]:
    """Home, the calendar, a search, papers, and the list and one record of every section."""
    records = [sections_world.make(section.slug) for section in SECTIONS]
    records.append(sections_world.make("delegations", title=LONG))
    lists = [f"/{section.slug}/" for section in SECTIONS]
    places = [record.get_absolute_url() for record in records]
    papers = [f"{place}briefing/" for place in places if place.startswith("/partnerships/")]
    papers += [f"{place}report/" for place in places if place.startswith("/prefectures/")]
    fronts = ["/", "/calendar/", "/search/?q=a", "/annexure/", "/coverage/", "/data-quality/"]
    return [*fronts, "/methods/", "/changes/", "/sign-in/", *papers, *lists, *places]


def sideways(page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")


def test_no_page_scrolls_sideways_on_a_phone_or_a_small_laptop(page, addresses):
    wider = {}
    for address in [*addresses, "/nowhere/", "/delegations/?state=IN-NOWHERE"]:
        page.goto(address)
        for window in (LAPTOP, TABLET, PHONE):
            page.set_viewport_size(window)
            wider[address, window["width"]] = sideways(page)

    assert {where: pixels for where, pixels in wider.items() if pixels > 0} == {}


def test_paper_shows_nothing_to_press(page, administrator, addresses):
    sign_in(page, administrator)
    page.emulate_media(media="print")
    pressed = {}
    for address in addresses:
        page.goto(address)
        pressed[address] = page.locator("button:visible, .button:visible").all_inner_texts()

    assert {address: texts for address, texts in pressed.items() if texts} == {}


def test_no_admin_page_scrolls_sideways_on_a_phone(page, administrator, addresses):
    sign_in(page, administrator)
    page.set_viewport_size(PHONE)
    wider = {}
    for address in ADMIN:
        page.goto(address)
        wider[address] = sideways(page)

    assert {address: pixels for address, pixels in wider.items() if pixels > 0} == {}


def test_no_page_complains_on_the_console(page, administrator, addresses):
    complaints = []

    def note(message):
        if message.type == "error":
            complaints.append((page.url, message.text, message.location["url"]))

    page.on("console", note)
    sign_in(page, administrator)
    for address in [*addresses, *ADMIN]:
        response = page.goto(address, wait_until="load")
        assert response.ok, address

    assert complaints == []


@pytest.fixture
def scriptless(chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=PHONE
    )
    yield context.new_page()
    context.close()


def test_every_page_answers_without_script(scriptless, addresses):
    for address in addresses:
        assert scriptless.goto(address).ok, address
        expect(scriptless.locator("h1")).to_be_visible()


def test_menu_and_filters_work_without_script_on_a_phone(scriptless, addresses):
    scriptless.goto("/delegations/")
    expect(scriptless.get_by_role("link", name="Agreements", exact=True)).to_be_visible()

    scriptless.locator("#id_q").fill("chamber")
    scriptless.get_by_role("button", name="Apply filters").first.click()

    expect(scriptless.locator("tbody tr")).to_have_count(1)
    expect(scriptless.locator("tbody tr")).to_contain_text(LONG)


def test_a_picker_of_a_filter_opens_without_script(scriptless, addresses):
    scriptless.goto("/delegations/")
    picker = scriptless.locator("details.picker").first

    picker.locator("summary").click()

    expect(picker.locator("input[type=checkbox]").first).to_be_visible()


def test_the_menu_opens_and_closes_on_a_phone(page, addresses):
    page.set_viewport_size(PHONE)
    page.goto("/")
    link = page.get_by_role("link", name="Agreements", exact=True)
    expect(link).to_be_hidden()

    page.locator("summary", has_text="Menu").click()

    expect(link).to_be_visible()


def test_the_skip_link_is_first_and_leads_to_the_content(page, addresses):
    page.goto("/delegations/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()

    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


FOCUS_RING = """() => {
  const style = getComputedStyle(document.activeElement);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = document.activeElement.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0;
  return (ring || style.boxShadow !== "none") && seen ? "" : document.activeElement.outerHTML;
}"""


@pytest.mark.parametrize("address", ["/", "/delegations/", ADMIN[0], ADMIN[2]])
def test_the_focus_is_seen_wherever_tab_leads(page, administrator, addresses, address):
    sign_in(page, administrator)
    page.goto(address)
    for _stop in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_RING) == ""


@pytest.mark.parametrize("code", ["ja", "hi"])
def test_pages_of_a_language_say_so(page, addresses, code):
    for address in addresses[:6]:
        page.goto(f"/{code}{address}")

        assert page.locator("html").get_attribute("lang") == code
        for link in page.locator(".site-tools__languages a").all():
            assert link.get_attribute("lang") == link.get_attribute("hreflang")
        current = page.locator(".site-tools__languages a[aria-current]")
        expect(current).to_have_attribute("lang", code)
