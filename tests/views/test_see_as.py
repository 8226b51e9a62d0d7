"""See as …: a record's page, its history and the search as another kind of reader sees them."""

import pytest

from partnerships.choices import OfficeRole
from partnerships.services import records
from tests import factories as make
from tests.offices_world import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    """A delegation of two regions, each with an office; an officer of the first looks at it."""
    regions = [make.RegionFactory(), make.RegionFactory()]
    own, other = (
        make.OfficeFactory(name=name, regions=[region])
        for name, region in zip(("Made-up Own", "Made-up Other"), regions, strict=True)
    )
    record = make.DelegationFactory(title="Canary visit", office=own, filed_by=own)
    for region in regions:
        party = make.OrganisationFactory(region=region)
        make.DelegationPartyFactory(delegation=record, organisation=party)
    client.user = member(own)
    client.force_login(client.user)
    client.record, client.own, client.other = record, own, other
    return client


def see(world, kind, page=""):
    return world.get(f"{world.record.get_absolute_url()}{page}", {"see_as": kind})


def narrow(record, level):
    type(record).objects.filter(pk=record.pk).update(visibility=level)


def test_who_may_edit_is_offered_the_kinds_of_reader(world, official):
    labels = [
        link["label"] for link in world.get(world.record.get_absolute_url()).context["see_as"]
    ]

    assert labels == [
        "a visitor",
        "an official of none of its offices",
        "an official of Made-up Other",
        "an official of Made-up Own",
    ]
    assert official.get(world.record.get_absolute_url()).context["see_as"] == []


def test_a_page_seen_as_a_visitor_is_the_page_of_a_visitor(world, visitor):
    make.NoteFactory(record=world.record, office=world.own, text="Canary note")

    page = see(world, "visitor")
    text = page.content.decode()

    assert "You see this page as a visitor does" in text
    assert "Canary note" not in text
    assert "badge--public" not in text
    assert 'name="csrfmiddlewaretoken"' not in text
    assert page.headers["Cache-Control"] == "private, no-store"
    plain = visitor.get(world.record.get_absolute_url())
    assert page.context["facts"] == plain.context["facts"]


def test_it_is_told_in_words_where_the_record_is_hidden(world):
    narrow(world.record, "parties")

    for kind in ("visitor", "official"):
        page = see(world, kind)
        assert page.status_code == 200
        assert "is hidden from" in page.content.decode()
        assert "facts" not in page.context
    assert "is hidden from" not in see(world, "office:Made-up Other").content.decode()


def test_a_closed_site_is_told(world, settings):
    settings.SETUHASHI_PUBLIC = False

    assert "closed to visitors" in see(world, "visitor").content.decode()


def test_another_party_is_seen_within_ones_own_rights_alone(world):
    make.NoteFactory(record=world.record, office=world.own, visibility="office", text="Own canary")
    make.NoteFactory(record=world.record, visibility="parties", text="Shared canary")
    make.NoteFactory(
        record=world.record, office=world.other, visibility="office", text="Their canary"
    )
    make.EventFactory(title="Canary event", visibility="office", office=world.other)

    text = see(world, "office:Made-up Other").content.decode()
    found = world.get("/search/", {**search_as(world, "office:Made-up Other"), "q": "canary"})

    assert "Shared canary" in text
    assert "Own canary" not in text
    assert "Their canary" not in text
    assert "Canary event" not in found.content.decode()
    assert "Canary visit" in found.content.decode()


def search_as(world, kind):
    return {"see_as": kind, "of": f"delegations/{world.record.reference}"}


def test_the_search_and_the_history_go_on_as_the_same(world):
    world.record.outcome = "Canary outcome"
    narrow(world.record, "parties")
    world.record.refresh_from_db()
    world.record.title = "Canary visit again"
    records.save(world.record, by=world.user)
    narrow(world.record, "public")

    page = see(world, "visitor")
    history = see(world, "visitor", "history/")
    found = world.get("/search/", {**search_as(world, "visitor"), "q": "canary"})

    assert page.context["history_url"].endswith("/history/?see_as=visitor")
    assert history.context["entries"] == []
    assert "as a visitor does" in found.content.decode()
    assert 'name="of" value="delegations/' in found.content.decode()


def test_search_as_another_leaves_out_what_that_one_does_not_see(world):
    narrow(world.record, "officials")
    asked = {**search_as(world, "visitor"), "q": "canary"}

    assert world.get("/search/", {"q": "canary"}).context["groups"]
    assert world.get("/search/", asked).context["nothing"]


@pytest.mark.parametrize("kind", ["", "administrator", "office:Made-up Stranger", "visitor\x00"])
def test_a_kind_that_the_record_does_not_have_is_not_found(world, kind):
    make.OfficeFactory(name="Made-up Stranger")

    assert see(world, kind).status_code in (400, 404)


def test_who_may_not_edit_may_not_look_in_anothers_place(world, visitor, official):
    reader = make.OfficeMemberFactory(office=world.other, role=OfficeRole.OFFICIAL).user
    address = f"{world.record.get_absolute_url()}?see_as=visitor"

    world.force_login(reader)
    assert world.get(address).status_code == 404
    assert world.get("/search/", search_as(world, "visitor")).status_code == 404
    assert visitor.get(address).status_code == 404
    assert official.get(address).status_code == 404


def test_nothing_is_kept_and_nothing_can_be_written(world):
    see(world, "visitor")
    assert world.post(f"{world.record.get_absolute_url()}?see_as=visitor").status_code == 405
    assert "see_as_bar" not in world.get(world.record.get_absolute_url()).content.decode()
    assert world.session["_auth_user_id"] == str(world.user.pk)
