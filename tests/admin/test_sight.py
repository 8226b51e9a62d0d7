"""Changing who sees a record is shown and confirmed before it is saved."""

import pytest

from partnerships.models import Delegation
from partnerships.services import history, records
from tests import factories as make
from tests.admin.posting import admin_url, errors_of, post, shown

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def record():
    region = make.RegionFactory()
    other = make.OfficeFactory(name="Made-up Other", regions=[region])
    for _number in range(2):
        make.OfficeMemberFactory(office=other)
    lead = make.OrganisationFactory(region=region)
    office = make.OfficeFactory(name="Made-up Own")
    return make.DelegationFactory(for_parties=True, completed=True, office=office, lead=lead)


def change(client, record, **values):
    return post(client, admin_url(Delegation, "change", record.pk), **values)


def level(record) -> str:
    return Delegation.objects.get(pk=record.pk).visibility


def test_who_gains_sight_is_shown_and_nothing_is_saved_or_lost(administrator, record):
    make.NoteFactory(record=record, visibility="office")

    page = change(administrator, record, visibility="public", reason="Over", title="Retitled")

    sight, text = page.context["sight"], page.content.decode()
    assert sight["gaining"] == ["everybody, signed in or not"]
    assert sight["losing"] == []
    assert page.context["seen_by"]["badge"]["kind"] == "parties"
    assert sight["along"] == ["notes for “Office”: 1"]
    assert 'value="Retitled"' in text
    assert level(record) == "parties"
    assert history.last_change(record) is None


def test_who_loses_sight_is_counted_by_office(administrator, record):
    page = change(administrator, record, visibility="office", reason="Private")

    assert page.context["sight"]["losing"] == ["2 accounts of Made-up Other"]


def test_what_was_confirmed_is_saved_with_the_reason(administrator, record):
    records.save(record, [lambda: record.sectors.add(make.SectorFactory())])
    page = change(administrator, record, visibility="office", reason="Private")
    token = page.context["sight"]["token"]

    response = change(
        administrator, record, visibility="office", reason="Private", sight_confirmed=token
    )

    assert response.status_code == 302
    assert level(record) == "office"
    assert history.last_change(record).comment == "Private"
    told = administrator.get(f"{record.get_absolute_url()}history/").content.decode()
    assert "Office: the owning office only" in told


def test_another_change_than_the_confirmed_one_is_asked_anew(administrator, record):
    page = change(administrator, record, visibility="office", reason="Private")
    token = page.context["sight"]["token"]

    page = change(
        administrator, record, visibility="public", reason="Private", sight_confirmed=token
    )

    assert page.context["sight"]["gaining"]
    assert level(record) == "parties"


def test_a_reason_is_asked_before_the_question(administrator, record):
    page = change(administrator, record, visibility="office")

    assert errors_of(page) == {"reason": ["Say why you change this: Who sees it."]}
    assert page.context["sight"] is None


def test_a_stale_form_is_refused_whatever_it_confirms(administrator, record):
    url = admin_url(Delegation, "change", record.pk)
    opened = shown(administrator, url)
    page = change(administrator, record, visibility="office", reason="Private")
    Delegation.objects.filter(pk=record.pk).update(version=2)

    posted = {**opened, "visibility": "office", "reason": "Private"}
    administrator.post(url, {**posted, "sight_confirmed": page.context["sight"]["token"]})

    assert level(record) == "parties"


def test_the_owner_is_told_nothing_of_an_office_behind_a_hidden_initiative(client, record):
    hidden = make.InitiativeFactory(visibility="office")
    record.initiatives.add(hidden)
    make.OfficeFactory(name="Made-up Secret", initiatives=[hidden])
    client.force_login(make.OfficeMemberFactory(office=record.office).user)

    page = change(client, record, visibility="office", reason="Private")

    assert page.context["sight"]["losing"] == ["2 accounts of Made-up Other"]
    assert "Made-up Secret" not in page.content.decode()


def test_several_are_shown_and_confirmed_before_they_are_opened(administrator, record):
    ask = {"action": "sight_public", "_selected_action": record.pk}
    page = administrator.post(admin_url(Delegation, "changelist"), ask)
    assert "Everybody will see them" in page.content.decode()
    assert page.context["asks_announcement"]
    assert level(record) == "parties"

    asked = {"column": "visibility", "value": "public", "chosen": f"{record.pk}:{record.version}"}
    url = admin_url(Delegation, "change_state")
    assert "reason" in administrator.post(url, asked).context["form"].errors
    administrator.post(url, {**asked, "reason": "Over"})

    assert level(record) == "public"
    assert history.last_change(record).comment == "Over"


def test_of_several_those_of_other_offices_are_left_as_they_are(client, record):
    other = record.parties.get().organisation.region.offices.get()
    client.force_login(make.OfficeMemberFactory(office=other).user)
    asked = {"column": "visibility", "value": "public", "chosen": f"{record.pk}:{record.version}"}

    url = admin_url(Delegation, "change_state")
    page = client.post(url, {**asked, "reason": "Over"}, follow=True)

    assert "Only the office that owns this record" in " ".join(map(str, page.context["messages"]))
    assert level(record) == "parties"
