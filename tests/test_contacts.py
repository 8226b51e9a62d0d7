"""Contact data is for offices that work with the person; taking it away is a right of its own."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from partnerships.choices import OfficeRole, Visibility
from partnerships.models import AccessEvent, Contact, OfficeMember, Person
from partnerships.services import records
from partnerships.services.anonymising import anonymise
from tests import factories as make
from tests.admin.posting import admin_url, post
from tests.offices_world import member

pytestmark = pytest.mark.django_db
CANARY = "canary-nobody@office.example"
SEES = (
    "owner",
    "reads for owner",
    "filer",
    "post's region",
    "shares a delegation",
    "administrator",
)
SEES_NOT = ("visitor", "official", "stranger", "whole side", "stop alone")


@pytest.fixture
def person():
    """Public, owned by one office and filed by another, with a post and a mission."""
    found = Person(name="Nobody Real", visibility=Visibility.PUBLIC, office=make.OfficeFactory())
    records.save(found, by=None)
    Person.objects.filter(pk=found.pk).update(filed_by=make.OfficeFactory())
    found.refresh_from_db()
    post_held = make.PostFactory(organisation=make.StateGovernmentFactory())
    make.HoldingFactory(person=found, post=post_held)
    mission = make.DelegationFactory(lead=make.PrefectureGovernmentFactory())
    make.AttendanceFactory(delegation=mission, person=found)
    make.StopFactory(delegation=mission, region=make.PrefectureFactory())
    found.contact = make.ContactFactory(person=found, value=CANARY, office=found.office)
    return found


def user_who(kind: str, person):
    mission = person.attendance_rows.get().delegation
    lead = mission.parties.get().organisation.region
    held = person.holdings.get().post.organisation.region
    offices = {
        "owner": lambda: person.office,
        "reads for owner": lambda: person.office,
        "filer": lambda: person.filed_by,
        "post's region": lambda: make.OfficeFactory(regions=[held]),
        "shares a delegation": lambda: make.OfficeFactory(regions=[lead]),
        "stranger": lambda: make.OfficeFactory(regions=[make.StateFactory()]),
        "stop alone": lambda: make.OfficeFactory(regions=[mission.stops.get().region]),
        "whole side": lambda: make.OfficeFactory(side=held.code[:2]),
    }
    if kind in offices:
        reads = kind == "reads for owner"
        return member(offices[kind](), OfficeRole.OFFICIAL if reads else OfficeRole.OFFICER)
    if kind == "visitor":
        return AnonymousUser()
    return make.UserFactory(administrator=kind == "administrator")


def client_of(user) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
    return client


@pytest.mark.parametrize("who", [*SEES, *SEES_NOT])
def test_contact_data_is_told_to_offices_that_work_with_the_person(who, person):
    user = user_who(who, person)

    seen = Contact.objects.visible_to(user).filter(pk=person.contact.pk).exists()
    page = client_of(user).get(person.get_absolute_url()).content.decode()

    assert seen == (CANARY in page) == (who in SEES)


def test_what_is_for_an_office_alone_is_seen_by_that_one(person):
    Contact.objects.update(visibility=Visibility.OFFICE)

    sees = [who for who in SEES if CANARY in page_for(user_who(who, person), person)]

    assert sees == ["owner", "reads for owner", "administrator"]


def page_for(user, person) -> str:
    return client_of(user).get(person.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", SEES_NOT)
def test_no_channel_tells_contact_data_to_others(who, person):
    """Given, changed and removed again, so that the history holds it as well."""
    client = client_of(user_who(who, person))
    person.refresh_from_db()
    records.save(person, [lambda: Contact.objects.update(value=f"new-{CANARY}")], by=None)
    records.save(person, [lambda: Contact.objects.all().delete()], by=None)
    make.ContactFactory(person=person, value=CANARY)

    slug, admin_page = person.slug, admin_url(Person, "change", person.pk)
    for url in (
        "/people/", f"/people/{slug}/", f"/people/{slug}/history/", "/changes/",
        "/search/?q=canary-nobody", "/people/?q=canary-nobody", "/people/?_export=csv",
        "/people/?_export=json", "/people/?_export=csv&rows=posts", "/changes/?_export=csv",
        "/people/?_export=csv&rows=contacts", admin_page, admin_url(Person, "history", person.pk),
        f"{admin_url(Person, 'changelist')}?q=canary-nobody", "/data-quality/", "/follow-ups/",
    ):  # fmt: skip
        answer = client.get(url)
        body = b"".join(answer) if answer.streaming else answer.content
        assert CANARY not in body.decode(), url


def test_the_history_tells_it_to_who_sees_it(person):
    user = member(person.office)
    person.refresh_from_db()
    records.save(person, [lambda: Contact.objects.update(value=f"new-{CANARY}")], by=user)

    page = client_of(user).get(f"/people/{person.slug}/history/").content.decode()

    assert f"new-{CANARY}" in page


def exported(user, form="csv"):
    return client_of(user).get(f"/people/?_export={form}&rows=contacts")


def test_contact_data_is_exported_by_its_own_right_and_logged_as_such(person):
    make.ContactFactory(person=make.PersonFactory(), value="hidden@office.example")
    user = member(person.office)
    assert exported(user).status_code == 400
    assert "rows=contacts" not in client_of(user).get("/people/").content.decode()
    OfficeMember.objects.filter(user=user).update(exports_personal=True)

    answer = exported(user)

    body = b"".join(answer).decode()
    assert CANARY in body
    assert "hidden@office.example" not in body
    assert body.splitlines()[0].endswith(
        '"slug","url","is_first","name","name_local","contact_kind","contact","office"'
    )
    assert AccessEvent.objects.get(kind="export").section == "people (contact data)"
    assert "rows=contacts" in client_of(user).get("/people/").content.decode()


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_without_the_right_no_file_has_the_columns(form, person):
    user = member(person.office)

    assert exported(user, form).status_code == 400
    assert (
        client_of(AnonymousUser()).get(f"/people/?_export={form}&rows=contacts").status_code == 400
    )


def test_an_officer_writes_contact_data_on_the_form_and_leaves_that_of_others(person):
    user = user_who("post's region", person)
    url = admin_url(Person, "change", person.pk)
    rows = {
        "contacts-TOTAL_FORMS": "2",
        "contacts-1-kind": "telephone",
        "contacts-1-value": "+81 55 000 0000",
        "contacts-1-visibility": "parties",
    }

    crafted = post(client_of(user), url, **rows, **{"contacts-0-value": "stolen@office.example"})
    answer = post(client_of(user), url, **rows)

    assert "it stays as it is" in str(crafted.context["errors"])
    assert answer.status_code == 302, answer.context["errors"]
    kept, added = Contact.objects.order_by("pk")
    assert (kept.value, added.value) == (CANARY, "+81 55 000 0000")
    assert added.office_id in user.jurisdiction.offices


@pytest.mark.parametrize(("kind", "value"), [("email", "nobody"), ("telephone", "call me")])
def test_what_is_no_address_and_no_number_is_refused(person, kind, value):
    user = member(person.office)
    rows = {"contacts-TOTAL_FORMS": "2", "contacts-1-kind": kind, "contacts-1-value": value}

    answer = post(client_of(user), admin_url(Person, "change", person.pk), **rows)

    assert answer.status_code == 200
    assert Contact.objects.count() == 1


def test_anonymising_takes_contact_data_out_of_the_history_too(person):
    from tests.services.test_anonymising import everything

    by = make.UserFactory(administrator=True)
    person.refresh_from_db()
    records.save(person, [lambda: Contact.objects.update(value=f"new-{CANARY}")], by=by)
    assert CANARY in everything()

    anonymise(person, by=by, expected_version=person.version)

    assert CANARY not in everything()
