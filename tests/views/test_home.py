"""The home page: the map of ties and what stands under it."""

import pytest

from tests.factories import (
    DelegationFactory,
    InitiativeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    StateGovernmentFactory,
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
