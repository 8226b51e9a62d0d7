"""The home page: the map of ties and what stands under it."""

import pytest

from partnerships.quantities import Quantity
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    EventFactory,
    FollowUpFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    PledgeFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    StateGovernmentFactory,
    TargetFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def state():
    return StateGovernmentFactory(region__name_en="Somewhere Pradesh", **place("region", 1, 2))


@pytest.fixture
def prefecture():
    return PrefectureGovernmentFactory(
        region__name_en="Kakuu", region__name_ja="架空県", **place("region", 3, 4)
    )


def place(name, row, column) -> dict:
    return {f"{name}__tile_row": row, f"{name}__tile_column": column}


def drawing(client, address="/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["map"]["drawing"]


def titles(drawn) -> list[str]:
    return [tile["title"] for side in ("india", "japan") for tile in drawn[side]["tiles"]]


def test_tiles_are_links_that_tell_their_ties(visitor, state, prefecture):
    tie = PartnershipFactory(india=state, japan=prefecture)
    DelegationFactory(completed=True, start="2026-10", partnerships=[tie])

    page = visitor.get("/").content.decode()
    assert f'href="{state.region.get_absolute_url()}"' in page
    assert "<title>Somewhere Pradesh: 1 tie with 1 prefecture</title>" in page
    assert "<title>Kakuu: 1 tie with 1 state</title>" in page
    (line,) = drawing(visitor)["lines"]
    assert (line["kind"], line["is_through"]) == ("active", False)
    (caption,) = drawing(visitor)["india"]["tiles"][0]["caption"]
    assert caption["text"] == "Kakuu: 1 tie, contact within 12 months"


def test_a_tie_through_a_city_is_marked_apart(visitor, state, prefecture):
    city = OrganisationFactory(kind="city", country="JP", region=prefecture.region)
    PartnershipFactory(india=state, japan=city)

    drawn = drawing(visitor)
    assert titles(drawn)[0] == "Somewhere Pradesh: 1 tie through a city or another body"
    tile = drawn["japan"]["tiles"][0]
    assert (tile["level"], bool(tile["dot"])) == (0, True)
    assert [line["is_through"] for line in drawn["lines"]] == [True]


@pytest.mark.parametrize("standing", ["unconfirmed", "exploratory"])
def test_what_is_not_established_is_left_out_and_counted(visitor, state, prefecture, standing):
    PartnershipFactory(india=state, japan=prefecture, standing=standing)

    page = visitor.get("/")
    assert list(page.context["map"]["drawing"]["lines"]) == []
    assert page.context["map"]["left_out"] == "1 unconfirmed or exploratory tie is left out."
    listed = visitor.get(page.context["map"]["left_out_url"])
    assert listed.context["table"].paginator.count == 1


def test_the_filters_narrow_the_map_and_its_links(visitor, state, prefecture):
    sector, initiative = SectorFactory(slug="made-up"), InitiativeFactory(slug="some-plan")
    said = {"sectors": [sector], "initiatives": [initiative], "begun": "2025-03"}
    PartnershipFactory(india=state, japan=prefecture, **said)
    PartnershipFactory(india=state, japan=PrefectureGovernmentFactory(**place("region", 0, 0)))
    PartnershipFactory(standing="unconfirmed", **said)

    assert len(drawing(visitor)["lines"]) == 2
    for query in ("sector=made-up", "initiative=some-plan", "year=FY2024", "year=2025"):
        page = visitor.get(f"/?{query}")
        assert len(page.context["map"]["drawing"]["lines"]) == 1, query
        listed = visitor.get(page.context["map"]["left_out_url"])
        assert listed.context["table"].paginator.count == 1
    assert len(drawing(visitor, "/?year=2019")["lines"]) == 0


@pytest.mark.parametrize("query", ["year=soon", "sector=nowhere", "initiative=nothing"])
def test_a_wrong_value_is_named_and_draws_no_tie(visitor, state, prefecture, query):
    PartnershipFactory(india=state, japan=prefecture)

    page = visitor.get(f"/?{query}")
    assert page.status_code == 200
    assert query.partition("=")[2] in str(page.context["map"]["form"].errors)
    assert list(page.context["map"]["drawing"]["lines"]) == []


def test_the_list_tells_what_the_map_shows(visitor, state, prefecture):
    tie = PartnershipFactory(india=state, japan=prefecture)
    alone = PartnershipFactory(india=state)

    told = visitor.get("/").context["map"]
    (entry,) = told["states"]
    assert (entry["name"], entry["partners"][0]["name"]) == ("Somewhere Pradesh", "Kakuu")
    (line,) = entry["partners"][0]["ties"]
    assert (line["url"], line["words"]) == (
        tie.get_absolute_url(),
        "no contact recorded for over 24 months",
    )
    assert [line["url"] for line in told["unplaced"]] == [alone.get_absolute_url()]


def test_a_region_without_a_place_on_the_map_is_in_the_list(visitor, state):
    PartnershipFactory(india=state, japan=PrefectureGovernmentFactory())

    told = visitor.get("/").context["map"]
    assert list(told["drawing"]["lines"]) == []
    assert len(told["states"]) == 1


def test_the_map_speaks_the_readers_language(visitor, state, prefecture):
    tiles = drawing(visitor, "/ja/")["japan"]["tiles"]
    assert [line["text"] for line in tiles[0]["name"]] == ["架空"]


def matters(client) -> dict[str, list[str]]:
    """{words: names of the rows shown}, after following each link: it lists just as many."""
    told = {}
    for matter in client.get("/").context["matters"]:
        listed = client.get(matter["url"])
        assert listed.status_code == 200
        assert matter["words"].startswith(f"{listed.context['table'].paginator.count} ")
        told[matter["words"]] = [row["text"] for row in matter["rows"]]
    return told


def test_each_matter_that_needs_attention_leads_to_just_its_rows(official):
    AgreementFactory(signed="2020", ends="2026-03", title="Ended")
    AgreementFactory(signed="2020", ends="2027-03", title="Ending")
    AgreementFactory(signed="2020", ends="2030", title="Running")
    PledgeFactory(text="Late", due="2026-08")
    PledgeFactory(text="Later", due="2027")
    FollowUpFactory(what="Ring up", due="2026-10", visibility="officials")
    PartnershipFactory(title="Silent")
    PartnershipFactory(title="Paused", standing="paused")
    DelegationFactory(title="Waiting", start="2026-08")
    DelegationFactory(title="Not yet over", start="2026-11")
    EventFactory(title="Forgotten", start="2026-01")

    assert matters(official) == {
        "1 agreement: term ended, no renewal recorded": ["Ended"],
        "1 agreement ends within 180 days": ["Ending"],
        "1 pledge is overdue": ["Late"],
        "1 follow-up is overdue": ["Ring up"],
        "1 tie without a recorded contact for over 24 months": ["Silent"],
        "1 planned delegation whose outcome is not recorded": ["Waiting"],
        "1 planned event whose outcome is not recorded": ["Forgotten"],
    }


def test_of_many_matters_the_nearest_three_are_shown_and_the_number_of_the_rest(visitor):
    for month in (3, 1, 4, 2, 5):
        DelegationFactory(title=f"Mission {month}", start=f"2026-0{month}")

    (matter,) = visitor.get("/").context["matters"]
    assert [row["text"] for row in matter["rows"]] == ["Mission 5", "Mission 4", "Mission 3"]
    assert matter["more"] == 2
    assert len(matters(visitor)) == 1


def test_nothing_to_attend_to_is_said(visitor):
    FollowUpFactory(what="Ring up", due="2026-10", visibility="officials")

    page = visitor.get("/")
    assert page.context["matters"] == []
    assert "Nothing needs attention, as far as it is recorded." in page.content.decode()


def test_the_meter_tells_who_travelled_with_the_missions_behind_it(visitor, state, prefecture):
    aim = TargetFactory(reference="TGT-2025-0009", value=Quantity(3, "at_least"))
    mission = DelegationFactory(completed=True, start="2026-10", lead=prefecture)
    DelegationFactory(start="2026-12", lead=PrefectureGovernmentFactory())

    page = visitor.get("/")
    india, japan = page.context["meter"]
    year = japan["years"][0]
    assert (year["number"], year["squares"]) == ("1 of 3", ["done", "planned", "empty"])
    assert year["words"] == ["in 1 mission", "1 more planned"]
    assert (japan["aim"]["url"], india["aim"]) == (aim.get_absolute_url(), None)
    (region,) = year["groups"][0]["regions"]
    assert (region["name"], region["missions"][0]["url"]) == ("Kakuu", mission.get_absolute_url())
    assert visitor.get(region["more_url"]).context["table"].paginator.count == 1
    assert page.context["cards"][0]["figure"] == "0 · 1 of 3"


def test_a_framework_tells_how_many_of_its_members_are_unnamed(visitor, prefecture):
    framework = InitiativeFactory(name="Made-up framework", declared_size=9)
    MembershipFactory(initiative=framework, organisation=prefecture)
    InitiativeFactory(declared_size=0)

    card = visitor.get("/").context["cards"][-1]
    assert (card["title"], card["figure"]) == ("Made-up framework", "9 declared")
    assert card["note"] == "1 identified, 8 unnamed"


def test_what_comes_next_is_limited(visitor):
    for day in range(10, 20):
        DelegationFactory(title=f"Mission of day {day}", start=f"2026-11-{day}")

    coming = visitor.get("/").context["coming"]
    assert [row["text"] for row in coming] == [f"Mission of day {day}" for day in range(10, 16)]


@pytest.mark.any_database
@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_page_of_an_official_asks_as_often_for_any_number_of_records(
    official, state, prefecture, django_assert_num_queries, number
):
    for _ in range(number):
        tie = PartnershipFactory(india=state, japan=prefecture)
        DelegationFactory(completed=True, start="2026-10", lead=prefecture, partnerships=[tie])
        FollowUpFactory(due="2026-10", visibility="officials")
    official.get("/")  # loads what the process keeps

    with django_assert_num_queries(16):
        official.get("/?year=2026")
