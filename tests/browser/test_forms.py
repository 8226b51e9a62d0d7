"""A form by keyboard alone: saved, walked through, its boxes named, no wrong party taken."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Delegation
from tests.browser.keyboard import choose, fill, follow, open_box, sign_in, tab_to
from tests.factories import (
    CitationFactory,
    DelegationFactory,
    OrganisationFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    StopFactory,
)

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
ADD = "/admin/partnerships/delegation/add/"


@pytest.fixture
def form(page, administrator):
    """The form of a new delegation, opened by an administrator."""
    PrefectureGovernmentFactory.create_batch(3)
    sign_in(page, administrator)
    page.goto(ADD)
    expect(page.locator("[data-keys]")).to_be_visible()  # the scripts are there
    expect(page.locator("#id_title")).to_be_focused()
    return page


def focused(page):
    return page.locator(":focus")


@pytest.mark.parametrize("keys", ["Control+s", "Control+Enter", "Meta+s"])
def test_a_record_is_saved_from_within_a_box(form, keys):
    party = PrefectureGovernmentFactory()
    form.keyboard.type("Made-up mission")
    fill(form, "#id_direction", "Japan to India")
    open_box(form, "parties-0-organisation")
    form.keyboard.type(str(party))
    form.locator(".select2-results__option--highlighted").filter(has_text=str(party)).wait_for()
    form.keyboard.press("Enter")
    with form.expect_navigation():
        form.keyboard.press(keys)

    expect(form.locator(".messagelist")).to_contain_text("was added")
    assert Delegation.objects.get().parties.get().organisation == party


def test_an_early_enter_takes_no_other_party(form):
    """The list still shows all parties when Enter follows the last letter at once."""
    wanted = [OrganisationFactory(name=f"Zzz Hall {number}") for number in (1, 2)]
    open_box(form, "parties-0-organisation")
    form.locator(".select2-results__option--highlighted").wait_for()
    form.keyboard.type("zzz")
    form.keyboard.press("Enter")

    box = form.locator("#id_parties-0-organisation")
    expect(form.locator(".select2-results__option--highlighted")).to_contain_text("Zzz Hall 1")
    expect(box).to_have_value("")
    form.keyboard.press("Enter")
    expect(box).to_have_value(str(wanted[0].pk))


def test_an_early_enter_takes_what_alone_is_found(form):
    wanted = OrganisationFactory(name="Zzz Hall")
    open_box(form, "parties-0-organisation")
    form.locator(".select2-results__option--highlighted").wait_for()
    form.keyboard.type("zzz")
    form.keyboard.press("Enter")

    expect(form.locator("#id_parties-0-organisation")).to_have_value(str(wanted.pk))


def test_enter_adds_what_is_not_chosen_yet(form):
    """What is chosen stands in the list too, and before what is not."""
    SectorFactory(name_en="Aaa")  # heads the list until it answers what is typed
    sectors = [SectorFactory(name_en=f"Zzz {number}") for number in (1, 2)]
    box = form.get_by_role("searchbox", name="Sectors")
    for number in (1, 2):
        box.click()
        form.keyboard.type("zzz")
        found = form.locator(".select2-results__option--highlighted")
        expect(found).to_have_text(f"Zzz {number}")
        form.keyboard.press("Enter")

    expect(form.locator("#id_sectors")).to_have_values([str(sector.pk) for sector in sectors])


def test_every_box_is_named_by_its_label(form):
    nameless = form.evaluate(
        """() => [...document.querySelectorAll(".form-main .select2-selection--single")]
            .filter((box) => !box.getAttribute("aria-labelledby").split(" ")
                .some((id) => document.getElementById(id)?.matches("label")))
            .map((box) => box.outerHTML)"""
    )

    assert nameless == []
    expect(form.get_by_role("combobox", name="Party").first).to_be_visible()
    expect(form.get_by_role("searchbox", name="Sectors")).to_be_visible()


def test_a_row_added_by_keyboard_has_the_focus(form):
    tab_to(form, "#stops-group .add-row a")
    form.keyboard.press("Enter")

    expect(form.locator("#id_stops-1-order")).to_be_focused()

    tab_to(form, "#parties-group .add-row a, #stops-1 .inline-deletelink")
    form.keyboard.press("Enter")

    expect(form.locator("#stops-group .add-row a")).to_be_focused()


def test_sections_are_reached_by_keys(form):
    form.keyboard.press("Alt+PageDown")
    expect(form.locator("#id_start")).to_be_focused()
    form.keyboard.press("Alt+PageUp")
    expect(form.locator("#id_title")).to_be_focused()

    form.keyboard.press("Control+/")
    expect(form.locator("#form-keys")).to_be_visible()
    form.keyboard.press("5")

    expect(form.locator("#form-keys")).to_be_hidden()
    expect(form.locator("#id_purpose")).to_be_focused()


def test_going_to_a_folded_section_opens_it(form):
    expect(form.locator("#id_title_en")).to_be_hidden()
    form.get_by_label("Sections of the form").get_by_role("link", name="In other languages").click()

    expect(form.locator("#id_title_en")).to_be_focused()


def test_a_question_mark_typed_in_a_box_stays_there(form):
    form.keyboard.type("Who?")
    expect(form.locator("#id_title")).to_have_value("Who?")
    expect(form.locator("#form-keys")).to_be_hidden()

    form.locator(".form-nav a").first.focus()
    form.keyboard.press("?")

    expect(form.locator("#form-keys")).to_be_visible()
    form.keyboard.press("Escape")
    expect(form.locator("#form-keys")).to_be_hidden()


def test_tab_goes_through_the_whole_form_to_save_and_out(form):
    """No box keeps the Tab key to itself."""
    tab_to(form, "input[name=_save]")
    form.keyboard.press("Shift+Tab")
    expect(focused(form)).not_to_have_attribute("name", "_save")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("December 2024", "Dec 2024: 1 to 31 Dec 2024"),
        ("令和7年度", "FY2025-26: 1 Apr 2025 to 31 Mar 2026"),
        ("३० अगस्त २०२५", "Sat 30 Aug 2025"),
        ("03/04/2025", "ambiguous"),
    ],
)
def test_a_date_says_what_it_was_taken_for_while_it_is_typed(form, typed, words):
    fill(form, "#id_start", typed)
    expect(form.locator("#id_start_echo")).to_contain_text(words)

    form.locator("#id_start").fill("")
    expect(form.locator("#id_start_echo")).to_be_empty()


def test_a_date_in_a_row_just_added_is_echoed_too(form):
    tab_to(form, "#stops-group .add-row a")
    form.keyboard.press("Enter")
    expect(form.locator("#id_stops-1-order")).to_be_focused()
    fill(form, "#id_stops-1-date", "2025-07-28")

    expect(form.locator("#id_stops-1-date_echo")).to_have_text("Mon 28 Jul 2025")
    expect(form.locator("#id_stops-1-date")).to_have_accessible_description("Mon 28 Jul 2025")


def test_last_years_mission_is_repeated_with_new_dates(page, administrator):
    mission = DelegationFactory(
        title="Made-up mission", start="2025-07", headcount=44, lead=PrefectureGovernmentFactory()
    )
    StopFactory(delegation=mission, place="Nowhere")
    sign_in(page, administrator)
    page.goto(f"/admin/partnerships/delegation/{mission.pk}/change/")
    follow(page, "a[href$='/repeat/']")
    expect(page.locator(".form-note")).to_contain_text(f"Filled in from {mission.reference}")
    assert Delegation.objects.count() == 1
    fill(page, "#id_start", "2026-07")
    tab_to(page, "#id_end")  # leave the box
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("was added")
    again = Delegation.objects.exclude(pk=mission.pk).get()
    assert (again.title, again.start.file_form()) == ("Made-up mission", "2026-07")
    assert (again.headcount_number, again.stops.get().place) == (None, "Nowhere")
    assert again.parties.get().organisation == mission.parties.get().organisation


def test_a_sub_party_is_added_without_leaving_the_form(page, administrator):
    mission = DelegationFactory(start="2025-07", lead=PrefectureGovernmentFactory())
    lead = OrganisationFactory(name="Zzz Chamber")
    sign_in(page, administrator)
    page.goto(f"/admin/partnerships/delegation/{mission.pk}/change/")
    expect(page.locator("[data-keys]")).to_be_visible()
    tab_to(page, "#sub_parties-group .add-row a")
    page.keyboard.press("Enter")
    expect(page.locator("#id_sub_parties-0-title")).to_be_focused()
    page.keyboard.type("Business party")
    choose(page, "sub_parties-0-lead", "Zzz Chamber")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")

    assert mission.sub_parties.get().parties.get().organisation == lead


CITATIONS = "partnerships-citation-content_type-object_id"


def test_a_row_folded_to_a_line_opens_by_key_and_by_its_address(page, administrator):
    mission = DelegationFactory(lead=PrefectureGovernmentFactory())
    CitationFactory(record=mission, value_as_stated="made-up words")
    address = f"/admin/partnerships/delegation/{mission.pk}/change/"
    sign_in(page, administrator)
    page.goto(address)
    words = page.locator(f"#id_{CITATIONS}-0-value_as_stated")
    expect(page.locator("[data-keys]")).to_be_visible()
    expect(words).to_be_hidden()
    tab_to(page, f"#{CITATIONS}-0 summary")
    page.keyboard.press("Enter")

    expect(words).to_be_visible()
    fill(page, f"#id_{CITATIONS}-0-remark", "Made-up remark")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert mission.citations.get().remark == "Made-up remark"

    page.goto(f"{address}#id_{CITATIONS}-0-value_as_stated")
    expect(words).to_be_focused()


PHONE = {"width": 390, "height": 844}


def test_a_form_fits_a_phone_with_its_save_button_in_sight(form):
    form.set_viewport_size(PHONE)
    form.reload()
    form.locator("input[name=_save]").wait_for()

    wider = form.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    box = form.locator("input[name=_save]").bounding_box()
    assert wider <= 0
    assert box["y"] + box["height"] <= PHONE["height"]
    assert form.locator(".submit-row").bounding_box()["height"] < 100


@pytest.mark.parametrize(
    ("missing", "box"),
    [
        ("when it began", "#id_start"),
        ("a sector", "[aria-label='Sectors']"),
        ("its stops, each with its region", "#stops-group .add-row a"),
    ],
)
def test_what_is_missing_leads_to_its_box(page, administrator, missing, box):
    mission = DelegationFactory(lead=PrefectureGovernmentFactory())
    sign_in(page, administrator)
    page.goto(f"/admin/partnerships/delegation/{mission.pk}/change/")
    expect(page.locator("[data-keys]")).to_be_visible()
    page.locator(".completeness a", has_text=missing).press("Enter")

    expect(page.locator(box)).to_be_focused()
