"""What an officer of an office does in the admin, and what the rule of offices refuses."""

import pytest
from django.test import Client

from partnerships.choices import OfficeRole
from partnerships.models import Delegation, Note, Office
from tests.admin.posting import admin_url, errors_of, post, shown
from tests.factories import (
    DelegationFactory,
    FigureFactory,
    FollowUpFactory,
    InitiativeFactory,
    NoteFactory,
    OfficeFactory,
    OfficeMemberFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/partnerships/delegation/add/"
NOTES = "partnerships-note-content_type-object_id"


@pytest.fixture
def state():
    return StateGovernmentFactory()


@pytest.fixture
def prefecture():
    return PrefectureGovernmentFactory()


def officer_of(office, role=OfficeRole.OFFICER) -> Client:
    client = Client()
    client.user = OfficeMemberFactory(office=office, role=role).user
    client.force_login(client.user)
    return client


def office_for(*governments) -> Office:
    return OfficeFactory(regions=[government.region for government in governments])


def change_url(record) -> str:
    return admin_url(type(record), "change", record.pk)


def log(client, *governments) -> Delegation:
    rows = {f"parties-{n}-organisation": body.pk for n, body in enumerate(governments)}
    rows |= {f"parties-{n}-role": "sender" for n in range(len(governments))}
    rows["parties-TOTAL_FORMS"] = str(max(2, len(governments)))
    response = post(client, ADD, title="Made-up mission", direction="india_to_japan", **rows)
    assert response.status_code == 302, errors_of(response)
    return Delegation.objects.get()


def test_what_an_officer_records_is_their_office_s_and_for_its_parties(state, prefecture):
    own = office_for(state)
    office_for(prefecture)

    record = log(officer_of(own), state, prefecture)

    assert (record.office, record.filed_by, record.visibility) == (own, own, "parties")


def test_where_no_party_has_an_office_it_is_kept_for_its_own(state, prefecture):
    own = office_for(state)

    record = log(officer_of(own), state, prefecture)

    assert (record.office, record.visibility) == (own, "office")


def test_an_office_of_a_whole_side_is_one_of_its_parties(state, prefecture):
    own = office_for(state)
    OfficeFactory(side="JP")

    record = log(officer_of(own), state, prefecture)

    assert (record.office, record.visibility) == (own, "parties")


def test_an_officer_changes_a_record_of_which_the_region_is_a_party(state):
    record = DelegationFactory(lead=state)

    post(officer_of(office_for(state)), change_url(record), purpose="Made-up purpose")

    record.refresh_from_db()
    assert (record.purpose, record.office) == ("Made-up purpose", None)


@pytest.mark.parametrize("role", [OfficeRole.OFFICIAL, OfficeRole.SECRETARIAT])
def test_neither_a_reader_nor_a_secretariat_of_others_changes_it(state, role):
    record = DelegationFactory(lead=state)
    reader = officer_of(OfficeFactory(regions=[state.region]), OfficeRole.OFFICIAL)
    stranger = officer_of(OfficeFactory(initiatives=[InitiativeFactory()]), role)

    for client in (reader, stranger):
        response = client.post(change_url(record), {"title": "Taken over"})
        assert response.status_code in (302, 403)

    record.refresh_from_db()
    assert record.title != "Taken over"


def test_another_party_says_not_who_sees_a_record_nor_removes_it(state, prefecture):
    record = DelegationFactory(lead=state, host=prefecture, office=office_for(prefecture))
    own = office_for(state)
    client = officer_of(own)

    for crafted in ({"visibility": "office"}, {"office": own.pk}, {"public_from": "2031-01-01"}):
        refused = post(client, change_url(record), **crafted, purpose="Taken over")
        assert "Only the office that owns this record" in str(errors_of(refused))
    post(client, change_url(record), visibility="public", purpose="Still said")
    removed = client.post(admin_url(Delegation, "delete", record.pk), {"post": "yes"})

    record.refresh_from_db()
    assert (record.purpose, record.visibility) == ("Still said", "public")
    assert record.office != own
    assert removed.status_code == 403


def test_bulk_removal_asks_each_record_for_its_owner(state):
    own = office_for(state)
    mine = DelegationFactory(lead=state, office=own)
    others = DelegationFactory(lead=state, office=OfficeFactory())

    officer_of(own).post(
        admin_url(Delegation, "changelist"),
        {"action": "delete_selected", "_selected_action": [mine.pk, others.pk], "post": "yes"},
    )

    assert Delegation.objects.count() == 2


def test_nobody_moves_a_record_out_of_their_reach(state, prefecture):
    record = DelegationFactory(lead=state, host=prefecture)
    stranger = StateGovernmentFactory()
    names = shown(officer_of(office_for(state)), change_url(record))
    (place,) = [n for n, v in names.items() if n.endswith("-organisation") and v == state.pk]

    response = post(officer_of(office_for(state)), change_url(record), **{place: stranger.pk})

    assert "You may not edit the record as it would be after this." in str(errors_of(response))
    assert record.parties.filter(organisation=state).exists()


def test_a_new_record_is_given_to_no_office_of_others(state):
    stranger = OfficeFactory()
    data = {"title": "Made-up mission", "direction": "india_to_japan", "office": stranger.pk}

    response = post(
        officer_of(office_for(state)), ADD, **data, **{"parties-0-organisation": state.pk}
    )

    assert errors_of(response) == {"office": ["Choose an office that you are an officer of."]}
    assert not Delegation.objects.exists()


def test_a_save_keeps_the_links_and_rows_that_its_writer_may_not_see(state):
    hidden = InitiativeFactory(name="Hidden circle", for_office=True)
    parent = DelegationFactory(title="Hidden whole", for_office=True)
    record = DelegationFactory(lead=state, initiatives=[hidden], parent=parent)
    figure = FigureFactory(record=record, for_office=True, value=3)
    note = NoteFactory(record=record, for_office=True, text="Hidden remark")
    task = FollowUpFactory(record=record, for_office=True, what="Hidden step")
    client = officer_of(office_for(state))

    page = client.get(change_url(record)).content.decode()
    unseen = {"initiatives": None, "parent": None}  # no option of the page's boxes names them
    post(client, change_url(record), purpose="Made-up purpose", **unseen)

    assert "Hidden" not in page
    record.refresh_from_db()
    assert (record.purpose, record.parent) == ("Made-up purpose", parent)
    assert list(record.initiatives.all()) == [hidden]
    assert (*record.figures.all(), *record.notes.all(), *record.follow_ups.all()) == (
        figure,
        note,
        task,
    )


def test_a_note_on_a_shared_record_is_for_the_office_of_who_writes_it(state, prefecture):
    record = DelegationFactory(lead=state, host=prefecture, office=office_for(prefecture))
    own = office_for(state)
    client, host = officer_of(own), officer_of(record.office)
    row = {f"{NOTES}-TOTAL_FORMS": "1", f"{NOTES}-0-text": "Private view"}

    post(client, change_url(record), **row, **{f"{NOTES}-0-visibility": "office"})

    assert Note.objects.get().office == own
    address = record.get_absolute_url()
    assert "Private view" in client.get(address).content.decode()
    assert "Private view" not in host.get(address).content.decode()
    assert "Private view" not in host.get(change_url(record)).content.decode()
    assert "Private view" not in host.get(f"{address}?history").content.decode()


def test_officers_choose_among_offices_and_see_no_members(state):
    own = office_for(state)
    colleague = OfficeMemberFactory(office=own).user
    client = officer_of(own)
    query = {"app_label": "partnerships", "model_name": "pledge"}

    found = client.get(
        "/admin/autocomplete/", {**query, "field_name": "responsible_office", "term": "office"}
    )
    page = client.get(admin_url(Office, "change", own.pk)).content.decode()

    assert own.name in [result["text"] for result in found.json()["results"]]
    assert colleague.username not in page


def test_who_reads_for_an_office_does_not_enter_the_admin(state):
    client = officer_of(office_for(state), OfficeRole.OFFICIAL)

    response = client.get(ADD)

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
