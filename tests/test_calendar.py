"""The page of the calendar."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.choices import DelegationStatus
from tests import factories as make
from tests.related_world import Kin

pytestmark = pytest.mark.django_db
#: What a visitor's page asks, however much the month holds.
QUERIES = 8


def texts(entries):
    return [entry["text"] for entry in entries]


def test_a_month_shows_what_lies_on_its_days_and_apart_what_has_none(visitor, today):
    make.DelegationFactory(title="On days", start="2026-10-30", end="2026-11-03")
    make.EventFactory(title="Of the month", start="2026-11")
    make.DelegationFactory(title="Of the year", start="FY2026")
    make.DelegationFactory(title="Some day", start="unknown: not yet fixed")
    make.DelegationFactory(title="Of December", start="2026-12-01")
    make.AgreementFactory(title="A term", ends="2026-11-30")
    make.AgreementFactory(title="A term of months", ends="2026-11")

    page = visitor.get("/calendar/").context

    assert texts(page["days"]) == ["On days", "A term"]
    assert texts(page["within"]) == ["Of the month"]
    assert texts(page["wider"]) == ["Of the year"]
    assert texts(page["undated"]) == ["Some day"]
    assert [(month["label"], month["number"]) for month in page["ahead"]] == [
        ("November 2026", 2),
        ("December 2026", 1),
    ]


def test_what_does_not_take_place_is_struck_and_says_why(visitor, today):
    make.DelegationFactory(start="2026-11-05", status=DelegationStatus.CANCELLED)

    text = visitor.get("/calendar/").content.decode()

    assert "bar__title--struck" in text
    assert '<span class="badge__text">Cancelled</span>' in text


@pytest.mark.parametrize("name", ["state", "prefecture", "initiative", "partnership"])
def test_a_filter_chooses_among_all_kinds(visitor, today, name):
    tie, initiative = make.PartnershipFactory(), make.InitiativeFactory()
    state, prefecture = make.StateGovernmentFactory(), make.PrefectureGovernmentFactory()
    links = {"initiatives": [initiative], "partnerships": [tie]}
    mission = make.DelegationFactory(start="2026-11-05", lead=state, host=prefecture, **links)
    event = make.EventFactory(start="2026-11-06", **links)
    make.EventPartyFactory(event=event, organisation=state)
    make.EventPartyFactory(event=event, organisation=prefecture)
    term = make.AgreementFactory(ends="2026-11-07", partnership=tie, initiatives=[initiative])
    make.SignatureFactory(agreement=term, organisation=state)
    make.SignatureFactory(agreement=term, organisation=prefecture)
    make.DelegationFactory(start="2026-11-05", lead=make.StateGovernmentFactory())
    values = {
        "state": state.region.code,
        "prefecture": prefecture.region.code,
        "initiative": initiative.slug,
        "partnership": tie.slug,
    }

    page = visitor.get("/calendar/", {name: values[name]}).context

    assert texts(page["days"]) == [mission.title, event.title, term.title]


@pytest.mark.parametrize("month", ["2026", "2026-13", "x" * 300, "by 2029-03", "unknown", "\ufffd"])
def test_a_month_that_is_none_is_told_and_this_one_shown(visitor, today, month):
    page = visitor.get("/calendar/", {"month": month})

    assert page.status_code == 200
    assert page.context["month_label"] == "November 2026"
    assert len(page.context["notices"]) == 1


def test_a_wrong_filter_shows_nothing_and_says_so(visitor, today):
    make.DelegationFactory(start="2026-11-05")

    page = visitor.get("/calendar/?state=IN-NOWHERE")

    assert page.context["days"] == []
    assert "“IN-NOWHERE” is not one of the choices." in page.content.decode()


def test_the_first_and_the_last_month_have_no_neighbour_beyond(visitor, today):
    assert visitor.get("/calendar/?month=1868-01").context["before"] is None
    assert visitor.get("/calendar/?month=2200-12").context["after"] is None


def test_a_hidden_record_stands_in_nobody_elses_calendar(visitor, administrator, today):
    make.DelegationFactory(start="2026-11-05", for_office=True)

    assert visitor.get("/calendar/").context["days"] == []
    assert visitor.get("/calendar/").context["ahead"] == []
    assert len(administrator.get("/calendar/").context["days"]) == 1


def test_missions_in_one_place_are_told_on_the_calendar_and_on_their_pages(visitor, today):
    state = make.StateFactory()
    one, other = (
        make.DelegationFactory(
            start="2026-11-10", end="2026-11-12", lead=make.PrefectureGovernmentFactory()
        )
        for _index in range(2)
    )
    for mission in (one, other):
        make.StopFactory(delegation=mission, place="Madeuppur", region=state, date="2026-11-11")

    for address in ("/calendar/", one.get_absolute_url(), other.get_absolute_url()):
        line = visitor.get(address).context["clashes"]["lines"][0]

        assert line["text"].endswith("are both in Madeuppur: 11 Nov 2026.")
        assert {mission["url"] for mission in line["missions"]} == {
            one.get_absolute_url(),
            other.get_absolute_url(),
        }
    assert visitor.get("/calendar/?month=2027-01").context["clashes"]["lines"] == []


@pytest.mark.any_database
def test_the_page_asks_as_often_for_fifty_records_as_for_one(visitor, today):
    kin = Kin(governments=True)
    visitor.get("/calendar/")  # loads what the process keeps
    asked = {}

    for index in range(50):
        kin.partnership()
        kin.initiative()
        for start in ("2026-11-05", "2026-11", "unknown: some day"):
            mission = kin.delegation(start=start, lead=kin.organisation(index))
            make.StopFactory(delegation=mission, region=make.StateFactory())
            kin.event(start=start, lead=kin.organisation(index))
        if index + 1 in (1, 3, 50):
            with CaptureQueriesContext(connection) as queries:
                visitor.get("/calendar/")
            asked[index + 1] = len(queries)

    assert asked == dict.fromkeys((1, 3, 50), QUERIES)
