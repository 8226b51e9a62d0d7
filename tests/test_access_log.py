"""What the access log tells of pages, files, imports and refusals."""

import pytest
from django.test import Client

from partnerships.models import AccessEvent
from partnerships.models.access import AccessKind
from tests import factories as make
from tests.admin.posting import admin_url, post
from tests.admin.test_officers import change_url, office_for, officer_of
from tests.exported import content

pytestmark = pytest.mark.django_db


def told(kind) -> list[tuple]:
    events = AccessEvent.objects.filter(kind=kind).order_by("pk")
    return list(events.values_list("account", "section", "format", "query", "rows"))


def refusals() -> list[tuple]:
    events = AccessEvent.objects.filter(kind=AccessKind.REFUSAL).order_by("pk")
    return list(events.values_list("account", "method", "path", "reason"))


@pytest.mark.any_database
def test_every_file_of_a_paper_is_an_export(official):
    tie = make.PartnershipFactory(slug="made-up-tie")
    state = make.StateGovernmentFactory(region__code="IN-UP").region
    for address in (
        f"/partnerships/{tie.slug}/briefing.docx?on=2026-11-02",
        f"/states/{state.code}/report.docx?year=2026",
        "/annexure.docx",
        "/annexure.xlsx",
    ):
        assert b"".join(official.get(address))
    assert official.head("/annexure.docx").status_code == 200

    assert told(AccessKind.EXPORT) == [
        ("official", "briefing", "docx", "on=2026-11-02", None),
        ("official", "report", "docx", "year=2026", None),
        ("official", "annexure", "docx", "", None),
        ("official", "annexure", "xlsx", "", 0),
    ]


def test_reading_a_page_writes_nothing(visitor, official):
    make.DelegationFactory()
    AccessEvent.objects.all().delete()
    for client in (visitor, official):
        for address in ("/", "/delegations/", "/delegations/?q=x", "/nowhere/", "/calendar.ics"):
            client.get(address)

    assert not AccessEvent.objects.exists()


def test_a_form_from_elsewhere_is_told_as_a_refusal():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/sign-in/", {"username": "a"}).status_code == 403

    forged = "A form came without the secret of its page, or from another site."
    assert refusals() == [("", "POST", "/sign-in/", forged)]


def test_who_may_not_enter_the_admin_is_told_as_refused(official, visitor):
    official.get("/admin/partnerships/delegation/")
    visitor.get("/admin/partnerships/delegation/")
    posted = {"username": "official", "password": "made-up"}
    visitor.post("/admin/login/", posted)

    no_way_in = "The account may not enter the admin."
    assert refusals() == [("official", "GET", "/admin/partnerships/delegation/", no_way_in)]
    refused = AccessEvent.objects.get(kind=AccessKind.SIGN_IN_REFUSED)
    assert (refused.account, refused.reason) == ("official", no_way_in)


@pytest.fixture
def state():
    return make.StateGovernmentFactory()


@pytest.fixture
def client(state):
    return officer_of(office_for(state))


def test_a_forbidden_page_and_a_write_to_a_hidden_record_are_told(client, state):
    hidden = make.DelegationFactory(for_office=True)
    person = make.PersonFactory(office=office_for(state))
    anonymise = admin_url(type(person), "anonymise", person.pk)

    assert client.post(anonymise).status_code in (403, 404)
    assert client.post(change_url(hidden), {"title": "Taken over"}).status_code == 404

    name = client.user.username
    assert [(who, path) for who, _m, path, _r in refusals()] == [
        (name, anonymise),
        (name, change_url(hidden)),
    ]


def test_a_crafted_choice_is_told_once_by_the_names_of_its_boxes(client, state):
    record = make.DelegationFactory(lead=state)
    hidden = make.OrganisationFactory(for_office=True)

    answer = post(client, change_url(record), **{"parties-0-organisation": hidden.pk})

    assert answer.status_code == 200
    event = AccessEvent.objects.get(kind=AccessKind.REFUSAL)
    assert event.reason == "A form asked for what is outside the account's right."
    assert (event.query, event.path) == ("parties-0-organisation", change_url(record))


def test_moving_a_record_out_of_reach_is_told(client, state):
    record = make.DelegationFactory(lead=state, office=None)
    row = record.parties.get()

    other = make.PrefectureGovernmentFactory()
    rows = "parties-0-organisation"
    answer = post(client, change_url(record), **{rows: other.pk}, reason="Made-up reason")

    row.refresh_from_db()
    assert answer.status_code == 200
    assert row.organisation == state
    assert AccessEvent.objects.get(kind=AccessKind.REFUSAL).query == "__all__"


def test_an_export_keeps_its_filters_and_a_page_of_rows_no_words(official):
    content(official.get("/delegations/?q=made-up&_export=csv"))

    event = AccessEvent.objects.get(kind=AccessKind.EXPORT)
    assert (event.path, event.query) == ("/delegations/", "q=made-up&_export=csv")
