"""The pages of logging from text: who opens them, what they refuse, texts of any kind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Agreement, Delegation, Event
from partnerships.services.drafting import MOST_CHARACTERS
from tests.admin.log_from_text.world import PAGE, TEXT, paste, take, ticked
from tests.admin.posting import admin_url, held
from tests.factories import StateGovernmentFactory
from tests.factories.drafts import Words

pytestmark = pytest.mark.any_database
# Who may, and what is refused


def test_only_those_who_may_add_open_it(administrator, staff, official, visitor, url):
    assert administrator.get(url).status_code == 200
    for client in (staff, official, visitor):
        assert client.get(url).status_code in (302, 403)
        assert client.post(url, {"text": TEXT}).status_code in (302, 403)
    assert staff.get(url).status_code == 403
    assert url not in staff.get("/admin/").content.decode()


@pytest.mark.parametrize("model", [Delegation, Event, Agreement])
def test_index_and_lists_lead_to_it(administrator, staff, url, model):
    for address in ("/admin/", admin_url(model, "changelist")):
        assert f'href="{url}"' in administrator.get(address).content.decode()
        assert f'href="{url}"' not in staff.get(address).content.decode()


def test_what_the_text_does_not_propose_is_refused_and_the_list_comes_back(administrator, world):
    page = paste(administrator)
    response = take(administrator, page, parties=["parties-0-9999"], sectors=[])

    assert "that the text does not propose" in response.content.decode()
    assert response.context["taken"].chosen("sectors") == set()
    assert response.context["taken"].chosen("people") == page.context["taken"].chosen("people")


def test_a_kind_is_asked_for_and_only_those_there_are(administrator, world):
    page = paste(administrator)

    for kind in ("", "user"):
        assert "kind" in take(administrator, page, kind=kind).context["taken"].errors


def test_a_list_drawn_from_other_records_is_not_taken_over_unseen(administrator, world):
    page = paste(administrator)
    world.draft = world.drafted(sectors=())

    response = take(administrator, page)

    assert "changed since the list was drawn" in response.content.decode()


def test_two_tabs_do_not_mix(administrator, world):
    one = paste(administrator)
    paste(administrator, url="https://pref.nowhere.jp/release/2")

    assert held(take(administrator, one))["new_source_url"] == PAGE


def test_changing_the_text_keeps_what_was_typed(administrator, world, url):
    values = ticked(paste(administrator, publisher="Made-up Daily"))

    page = administrator.post(url, {**values, "_change": "Change"})

    assert page.context["form"]["publisher"].value() == "Made-up Daily"
    assert page.context["form"]["text"].value() == TEXT


# Texts of any kind


def test_a_text_that_is_too_long_is_refused_with_both_numbers(administrator, url):
    page = administrator.post(url, {"text": "a" * (MOST_CHARACTERS + 1), "_read": "1"})

    told = str(page.context["form"].errors["text"])
    assert str(MOST_CHARACTERS) in told
    assert str(MOST_CHARACTERS + 1) in told


def test_a_date_that_is_none_is_refused_and_the_text_kept(administrator, url):
    page = administrator.post(url, {"text": TEXT, "published": "03/04/2025", "_read": "1"})

    assert "published" in page.context["form"].errors
    assert page.context["form"]["text"].value() == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & <b>visit</b> \"of\" 'Nobody'",
        "\u202eright to left\u202c and a mark \u200f here",
        "nul \x00, page \x0c, bell \x07",
        "a\u0300\u0301" * 500,
        "(" * 5000,
        "\u5c71" * 100_000,
    ],
)
def test_hostile_text_is_shown_as_text(administrator, url, text):
    page = administrator.post(url, {"text": text, "_read": "1"})

    body = page.content.decode()
    assert page.status_code == 200
    assert "<script>alert(1)" not in body
    assert "<b>visit</b>" not in body
    assert "\x00" not in body
    assert "".join(piece.text for piece in page.context["pieces"]).strip()


def test_line_ends_of_a_browser_do_not_move_the_words(administrator, world):
    page = paste(administrator, text=TEXT.replace("\n", "\r\n"))

    assert "".join(piece.text for piece in page.context["pieces"]) == TEXT


def queries_of_proposals(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        paste(client)
    return len(captured)


def test_the_page_of_proposals_takes_as_many_queries_for_ten_regions_as_for_two(
    administrator, world
):
    queries_of_proposals(administrator)  # loads what the process keeps
    few = queries_of_proposals(administrator)
    words = Words(TEXT)
    regions = [words.region("Northland", StateGovernmentFactory()) for _number in range(8)]
    people = [words.person("Nobody Real, Adviser", f"Nobody {n}") for n in range(8)]
    world.draft = world.drafted(
        regions=(*world.draft.regions, *regions), people=(*world.draft.people, *people)
    )

    assert queries_of_proposals(administrator) == few
