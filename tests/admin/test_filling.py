"""The add form opened filled: a mission or event repeated, and nothing written before the save."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from partnerships.models import Agreement, Delegation, Event
from partnerships.services.filling import Filled
from tests.admin.posting import admin_url, shown
from tests.factories import (
    AttendanceFactory,
    CitationFactory,
    DelegationFactory,
    DelegationPartyFactory,
    EventFactory,
    EventPartyFactory,
    InitiativeFactory,
    OrganisationFactory,
    PartnershipFactory,
    SectorFactory,
    SourceFactory,
    StateGovernmentFactory,
    StopFactory,
)

ADD = "/admin/partnerships/delegation/add/"


@pytest.fixture
def mission(db):
    """Last year's: every part of it is filled in."""
    mission = DelegationFactory(
        title="Made-up mission",
        completed=True,
        start="2025-07-28",
        end="2025-07-29",
        headcount=44,
        outcome="A letter was handed over",
        purpose="To look at orchards",
        sectors=[SectorFactory()],
        initiatives=[InitiativeFactory()],
    )
    DelegationPartyFactory(
        delegation=mission, role="lead", organisation=StateGovernmentFactory(),
        reply="confirmed", reply_by="2025-07-01", headcount=30,
    )  # fmt: skip
    AttendanceFactory(delegation=mission, name="Nobody Real", leads=True)
    StopFactory(delegation=mission, place="Nowhere", date="2025-07-28")
    CitationFactory(record=mission)
    return mission


def repeat_url(record):
    return admin_url(type(record), "repeat", record.pk)


def save_filled(client, record, **changed):
    filled = shown(client, repeat_url(record))
    another = {"another_one": record.key}
    return client.post(admin_url(type(record), "add"), {**filled, **another, **changed})


def test_opening_a_repeated_mission_writes_nothing(administrator, mission):
    page = administrator.get(repeat_url(mission))

    assert f"Filled in from {mission.reference}" in page.content.decode()
    assert f'action="{ADD}"' in page.content.decode()
    assert Delegation.objects.count() == 1


def test_a_repeated_mission_is_saved_with_parties_people_stops_and_links(administrator, mission):
    save_filled(administrator, mission, start="2026-07")

    again = Delegation.objects.exclude(pk=mission.pk).get()
    assert (again.title, again.purpose) == ("Made-up mission", "To look at orchards")
    assert [(row.organisation, row.role) for row in again.parties.all()] == [
        (mission.parties.get().organisation, "lead")
    ]
    assert [(row.name, row.leads) for row in again.attendances.all()] == [("Nobody Real", True)]
    assert [stop.place for stop in again.stops.all()] == ["Nowhere"]
    assert list(again.sectors.all()) == list(mission.sectors.all())
    assert list(again.initiatives.all()) == list(mission.initiatives.all())


def test_a_repeated_mission_states_no_date_number_reply_outcome_or_source(administrator, mission):
    save_filled(administrator, mission)

    again = Delegation.objects.exclude(pk=mission.pk).get()
    party = again.parties.get()
    assert again.status == "planned"
    assert (again.start.is_known, again.end.is_known, again.headcount_number) == (
        False,
        False,
        None,
    )
    assert (again.outcome, again.citations.count()) == ("", 0)
    assert (party.reply, party.reply_by, party.headcount_number) == ("", None, None)
    assert not again.stops.get().date.is_known
    assert again.visibility == "parties"


def test_partnerships_are_repeated_only_where_they_were_chosen_by_hand(administrator, mission):
    tie = PartnershipFactory()
    mission.partnerships.set([tie])
    assert "partnerships" not in shown(administrator, repeat_url(mission))

    Delegation.objects.filter(pk=mission.pk).update(partnerships_chosen=True)

    assert shown(administrator, repeat_url(mission))["partnerships"] == [tie.pk]


def test_an_event_is_repeated_where_it_was_and_not_when(administrator):
    event = EventFactory(
        title="Made-up fair", place="Hall", start="2025-05", stage="done",
        start_time="10:30", time_zone="Asia/Tokyo",
    )  # fmt: skip
    EventPartyFactory(event=event, organisation=StateGovernmentFactory(), role="host")

    save_filled(administrator, event)

    again = Event.objects.exclude(pk=event.pk).get()
    assert (again.title, again.place, again.stage) == ("Made-up fair", "Hall", "planned")
    assert (again.start.is_known, again.start_time) == (False, None)
    assert again.parties.get().role == "host"


def test_the_button_is_for_those_who_may_add(administrator, staff, mission):
    Delegation.objects.update(visibility="officials")
    url = admin_url(Delegation, "change", mission.pk)

    assert repeat_url(mission) in administrator.get(url).content.decode()
    assert repeat_url(mission) not in staff.get(url).content.decode()
    assert staff.get(repeat_url(mission)).status_code == 403


def test_a_record_that_is_not_there_is_not_repeated(administrator, mission):
    assert administrator.get(admin_url(Delegation, "repeat", 999999)).status_code == 404
    assert administrator.post(repeat_url(mission)).status_code == 405


def test_a_hidden_party_is_not_repeated(staff, mission, monkeypatch):
    from partnerships.services import repeating

    hidden = OrganisationFactory(for_office=True)
    DelegationPartyFactory(delegation=mission, organisation=hidden)

    filled = repeating.as_new(mission, staff.user)

    assert [row["organisation"] for row in filled.rows["parties"]] == [
        mission.parties.exclude(organisation=hidden).get().organisation
    ]


def test_any_form_opens_filled_also_as_the_answer_to_a_post(administrator):
    request = RequestFactory().post("/somewhere/", {"title": "not this"})
    request.user = administrator.user
    source, party = SourceFactory(), StateGovernmentFactory()
    filled = Filled(
        {"title": "From a text", "signed": "Dec 2024"},
        {
            "signatures": [{"organisation": party, "signed": "2024-12-05"}],
            "citations": [{"source": source, "fact": "signed"}],
        },
        note="Taken from a text.",
    )

    page = (
        admin.site.get_model_admin(Agreement).open_filled(request, filled).render().content.decode()
    )

    assert 'value="From a text"' in page
    assert 'value="Dec 2024"' in page
    assert 'value="2024-12-05"' in page
    assert str(source) in page
    assert '<option value="signed" selected>' in page
    assert "Taken from a text." in page


@pytest.mark.any_database
@pytest.mark.parametrize("value", ["NaN", "1,x", "9" * 30, "東", "-1"])
def test_a_link_that_is_no_key_is_answered(administrator, value):
    """Django asks the database for whatever an address or a refused form holds."""
    asked = dict.fromkeys(("office", "sectors", "parties-0-organisation", "parent"), value)
    rows = {f"parties-{name}": "1" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}

    assert administrator.get(ADD, asked).status_code == 200
    assert administrator.post(ADD, asked | rows).status_code == 200
