"""Timelines on the pages of partnerships, regions and initiatives, as picture and as list."""

import pytest

from partnerships.choices import DelegationStatus
from tests import factories as make

pytestmark = pytest.mark.django_db


def marks(response) -> dict[str, dict]:
    """{address: mark} of the picture."""
    return {mark["url"]: mark for mark in response.context["picture"]["shapes"]}


@pytest.fixture
def world():
    """A state whose tie and initiative have the same records."""
    state, prefecture = make.StateGovernmentFactory(), make.PrefectureGovernmentFactory()
    tie, initiative = make.PartnershipFactory(), make.InitiativeFactory()
    for party, side in ((state, "IN"), (prefecture, "JP")):
        make.PartnershipPartyFactory(partnership=tie, organisation=party, side=side)
    links = {"partnerships": [tie], "initiatives": [initiative]}
    return {
        "pages": [one.get_absolute_url() for one in (tie, initiative, state.region)],
        "mission": lambda **more: make.DelegationFactory(lead=state, **links, **more),
        "agreement": lambda **more: (
            make.SignatureFactory(
                organisation=state,
                agreement=make.AgreementFactory(partnership=tie, initiatives=[initiative], **more),
            ).agreement
        ),
    }


def test_the_picture_has_each_dated_entry_by_what_is_known_of_its_date(visitor, today, world):
    day = world["mission"](start="2025-03-04", completed=True)
    year = world["mission"](start="2025", completed=True)
    planned = world["mission"](start="by 2027-03")
    off = world["mission"](start="2026-10", status=DelegationStatus.CANCELLED)
    world["mission"](start="unknown: some day")
    term = world["agreement"](signed="2024-12-01", ends="2029-11-30")
    unstated = world["agreement"](signed="2024-12")
    endless = world["agreement"](signed="2024-12-01", is_open_ended=True)

    for address in world["pages"]:
        response = visitor.get(address)
        drawn = marks(response)

        assert {one: drawn[one.get_absolute_url()]["shape"] for one in (day, year, planned)} == {
            day: "point",
            year: "band",
            planned: "arrow",
        }
        assert "mark--hollow" in drawn[planned.get_absolute_url()]["classes"]
        assert drawn[off.get_absolute_url()]["crossed"]
        assert drawn[term.get_absolute_url()]["shape"] == "band"
        assert not drawn[unstated.get_absolute_url()]["endless"]
        assert drawn[endless.get_absolute_url()]["endless"]
        assert len(drawn) == 7
        assert "1 entry without a date stands in the list alone." in response.content.decode()


def test_the_picture_is_left_to_the_list_for_keyboard_and_screen_reader(visitor, today, world):
    mission = world["mission"](start="2025-03-04", completed=True)

    for address in world["pages"]:
        text = visitor.get(address).content.decode()

        assert f'href="{mission.get_absolute_url()}" tabindex="-1"' in text
        assert f'<a href="{mission.get_absolute_url()}">' in text, "the list has the same link"


def test_a_hidden_record_is_in_no_picture(visitor, administrator, today, world):
    world["mission"](start="2025-03-04", for_office=True)

    for address in world["pages"]:
        assert visitor.get(address).context["picture"] is None
        assert len(marks(administrator.get(address))) == 1


def test_a_region_has_one_story_of_all_kinds_in_their_order(visitor, today, world):
    *_others, address = world["pages"]
    mission = world["mission"](start="2025-03-04", completed=True)
    government = mission.parties.first().organisation
    make.EventFactory(title="Fair", start="2024", lead=government)
    paper = make.AgreementFactory(title="Paper", signed="2025-06")
    paper.signatures.create(organisation=government)

    page = visitor.get(address)

    assert [entry["title"] for entry in page.context["timeline"]] == [
        "Fair",
        mission.title,
        "Paper",
    ]
    told = {str(kind["label"]): kind["number"] for kind in page.context["told"]}
    assert told == {
        "Visits out": 0,
        "Visits in": 1,
        "Meetings in a third country": 0,
        "Events": 1,
        "Agreements": 1,
    }
    for kind in page.context["told"]:
        listed = visitor.get(kind["url"]).context["table"].paginator.count
        assert listed == kind["number"], kind["url"]


def test_a_long_past_is_shown_by_its_newest_and_the_rest_is_led_to(visitor, today, world):
    for number in range(53):
        world["mission"](start=f"{1960 + number}", completed=True)

    tie, initiative, region = (visitor.get(address) for address in world["pages"])
    lists = [
        (tie, tie.context["timeline"], tie.context["left_out"]),
        (initiative, initiative.context["timeline"], initiative.context["left_out"]),
        (region, region.context["timeline"], region.context["left_out"]),
    ]

    for page, entries, left_out in lists:
        assert [entry["date_text"] for entry in entries if entry["date_text"] < "1963"] == []
        assert (len(entries), len(marks(page))) == (50, 50)
        assert left_out[0]["text"].startswith("The newest 50 are shown here, 3 older")
        listed = visitor.get(left_out[0]["url"])
        assert listed.context["count_label"] == left_out[0]["link"] == "53 delegations"
    assert tie.context["reciprocity"]["counts"].startswith("0 missions to Japan, 53 missions")
