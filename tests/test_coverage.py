"""The matrix of states and prefectures: its page, its filters and its file."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import AccessEvent
from tests.exported import content, rows_of
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    StateGovernmentFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
QUERIES = 9


@pytest.fixture
def state():
    return StateGovernmentFactory()


@pytest.fixture
def prefecture():
    return PrefectureGovernmentFactory()


def pairs(page) -> list[tuple]:
    """(state, prefecture, kind, where it leads) of every pair on the page."""
    return [
        (group["state"].code, pair["prefecture"].code, str(pair["kind"]), pair["url"])
        for group in page.context["groups"]
        for pair in group["pairs"]
    ]


def between(state, prefecture) -> tuple[str, str]:
    return state.region.code, prefecture.region.code


def test_a_tie_leads_to_its_page_and_visits_alone_to_the_visits(visitor, state, prefecture):
    tie = PartnershipFactory(india=state, japan=prefecture)
    other = PrefectureGovernmentFactory()
    DelegationFactory(completed=True, lead=other, host=state)
    DelegationFactory(lead=PrefectureGovernmentFactory(), host=state)

    page = visitor.get("/coverage/")

    visits = f"/delegations/?state={state.region.code}&prefecture={other.region.code}"
    assert set(pairs(page)) == {
        (*between(state, prefecture), "in_force", tie.get_absolute_url()),
        (*between(state, other), "visits", f"{visits}&status=completed"),
    }
    assert len(visitor.get(f"{visits}&status=completed").context["table"].rows) == 1
    assert [region.code for region in page.context["columns"]] == sorted(
        [prefecture.region.code, other.region.code]
    )


@pytest.mark.parametrize(
    ("ends", "standing", "kind"),
    [
        ("2026-11-02", "in_force", "in_force"),
        ("2026-11-01", "in_force", "term_ended"),
        ("2030", "ended", "ended"),
        ("2026-11-01", "paused", "term_ended"),
        ("2030", "paused", "in_force"),
        ("", "paused", "unsettled"),
        ("", "in_force", "in_force"),
    ],
)
def test_the_state_of_a_pair_follows_from_terms_and_sources(
    visitor, state, prefecture, ends, standing, kind
):
    tie = PartnershipFactory(india=state, japan=prefecture, standing=standing)
    AgreementFactory(partnership=tie, signed="2020", ends=ends)

    assert [pair[2] for pair in pairs(visitor.get("/coverage/"))] == [kind]


def test_a_tie_through_a_city_is_marked_apart(visitor, state, prefecture):
    city = OrganisationFactory(kind="city", country="JP", region=prefecture.region)
    PartnershipFactory(india=state, japan=city)

    page = visitor.get("/coverage/").content.decode()

    assert "cover--through" in page
    assert "Agreement in force, through a city, association or other body" in page


def test_a_paused_tie_is_in_force_where_its_agreement_is_stated_to_have_no_end(
    visitor, state, prefecture
):
    tie = PartnershipFactory(india=state, japan=prefecture, standing="paused")
    AgreementFactory(partnership=tie, signed="2020", is_open_ended=True)

    page = visitor.get("/coverage/")

    assert [pair[2] for pair in pairs(page)] == ["in_force"]
    assert "Agreement in force, the tie itself is paused" in page.content.decode()


def test_a_visit_by_a_stop_alone_is_marked_apart(visitor, state, prefecture):
    ministry = OrganisationFactory(kind="national_government", country="JP")
    mission = DelegationFactory(completed=True, lead=state, host=ministry)
    mission.stops.create(region=prefecture.region)

    page = visitor.get("/coverage/")
    assert "Visits only, 1 delegation, by a stop alone" in page.content.decode()
    assert rows_of(visitor, "/coverage/?_export=csv")[0]["completed_delegations"] == "1"

    DelegationFactory(completed=True, lead=state, host=prefecture)
    page = visitor.get("/coverage/")
    assert "Visits only, 2 delegations<" in page.content.decode()
    row = rows_of(visitor, "/coverage/?_export=csv")[0]
    assert row["completed_delegations"] == "2"
    assert row["completed_delegations_with_parties_of_both"] == "1"


def test_unconfirmed_ties_are_drawn_on_request_alone(visitor, state, prefecture):
    PartnershipFactory(india=state, japan=prefecture, standing="exploratory")

    page = visitor.get("/coverage/")

    assert pairs(page) == []
    assert "1 unconfirmed or exploratory tie is left out." in page.context["notices"][0]["text"]
    assert [pair[2] for pair in pairs(visitor.get("/coverage/?unconfirmed=1"))] == ["unsettled"]


def test_what_only_leads_on_is_not_printed(visitor, state, prefecture):
    tie = PartnershipFactory(india=state, japan=prefecture)
    PartnershipFactory(india=state, japan=prefecture, standing="unconfirmed")
    for address in ("/", "/coverage/", tie.get_absolute_url()):
        page = visitor.get(address).content.decode()
        links = re.findall(r"<a ([^>]*)>(?:How this is counted|Show them)</a>", page)
        inside = [link for link in links if "#" in link or "unconfirmed" in link]
        assert inside, address
        assert all('class="screen-only"' in link for link in inside), address


def test_a_hidden_tie_is_in_no_cell(visitor, administrator, state, prefecture):
    PartnershipFactory(india=state, japan=prefecture, for_office=True)

    assert pairs(visitor.get("/coverage/")) == []
    assert len(pairs(administrator.get("/coverage/"))) == 1


def test_an_initiative_leaves_its_members(visitor, state, prefecture):
    PartnershipFactory(india=state, japan=prefecture)
    PartnershipFactory(india=state, japan=PrefectureGovernmentFactory())
    initiative = InitiativeFactory()
    MembershipFactory(initiative=initiative, organisation=prefecture)

    page = visitor.get(f"/coverage/?initiative={initiative.slug}")

    assert [pair[:2] for pair in pairs(page)] == [between(state, prefecture)]


def test_sector_and_year_narrow_ties_and_visits_alike(visitor, state, prefecture):
    sector, other = SectorFactory(), PrefectureGovernmentFactory()
    PartnershipFactory(india=state, japan=prefecture, begun="2024", sectors=[sector])
    DelegationFactory(completed=True, lead=other, host=state, start="2024-05", sectors=[sector])
    DelegationFactory(completed=True, lead=other, host=state, start="2025")

    def found(query):
        return {pair[1:3] for pair in pairs(visitor.get(f"/coverage/?{query}"))}

    both = {(prefecture.region.code, "in_force"), (other.region.code, "visits")}
    assert found(f"sector={sector.slug}&year=2024") == both
    assert found("year=2025") == {(other.region.code, "visits")}
    assert found("from=2026") == set()


def test_each_count_of_the_legend_leads_to_as_many_pairs(visitor, state, prefecture):
    PartnershipFactory(india=state, japan=prefecture)
    PartnershipFactory(india=StateGovernmentFactory(), japan=prefecture, standing="ended")
    DelegationFactory(completed=True, lead=PrefectureGovernmentFactory(), host=state)

    for one in visitor.get("/coverage/").context["legend"]:
        led_to = pairs(visitor.get(one["url"].partition("#")[0]))
        assert (len(led_to), {pair[2] for pair in led_to} <= {one["kind"]}) == (one["number"], True)


def test_all_regions_are_drawn_when_asked_for(visitor, state, prefecture):
    page = visitor.get("/coverage/?all=1")

    assert [row["state"].code for row in page.context["rows"]] == [state.region.code]
    assert [region.code for region in page.context["columns"]] == [prefecture.region.code]


def test_a_wrong_filter_is_told_and_draws_nothing(visitor, state, prefecture):
    PartnershipFactory(india=state, japan=prefecture)

    page = visitor.get("/coverage/?year=soon")

    assert (page.status_code, pairs(page)) == (200, [])
    assert page.context["filter"].errors
    for query in ("year=soon", "colour=red"):
        assert visitor.get(f"/coverage/?{query}&_export=csv").status_code == 400


def test_the_file_has_a_row_a_pair_and_is_logged(visitor, state, prefecture):
    tie = PartnershipFactory(india=state, japan=prefecture)
    agreement = AgreementFactory(partnership=tie, signed="2026-04")
    state.region.name_en = "=Madeup"
    state.region.save()

    rows = rows_of(visitor, "/coverage/?_export=csv")

    assert rows == [
        {
            "state_code": state.region.code,
            "state": "=Madeup",
            "prefecture_code": prefecture.region.code,
            "prefecture": prefecture.region.name_en,
            "cell": "in_force",
            "is_through_other_body": "no",
            "partnership_slugs": tie.slug,
            "agreement_refs": agreement.reference,
            "last_contact": "2026-04",
            "completed_delegations": "0",
            "completed_delegations_with_parties_of_both": "0",
        }
    ]
    assert b'"\'=Madeup"' in content(visitor.get("/coverage/?_export=csv"))
    taken = AccessEvent.objects.filter(kind="export", section="coverage", format="csv", rows=1)
    assert taken.count() == 2


@pytest.mark.any_database
def test_the_page_asks_as_often_for_fifty_ties_as_for_one(visitor):
    asked = {}
    visitor.get("/coverage/")
    for number in range(50):
        state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
        tie = PartnershipFactory(india=state, japan=prefecture)
        AgreementFactory(partnership=tie, signed="2020")
        DelegationFactory(completed=True, lead=prefecture, host=state, partnerships=[tie])
        if number + 1 in (1, 3, 50):
            with CaptureQueriesContext(connection) as queries:
                visitor.get("/coverage/")
            asked[number + 1] = len(queries)

    assert asked == dict.fromkeys((1, 3, 50), QUERIES)
