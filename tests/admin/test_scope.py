"""Who sees and edits what in the admin; staff enters it, but is no administrator."""

import pytest
from django.contrib import admin

from partnerships.admin import site
from partnerships.models import Delegation, Organisation
from tests.admin.posting import admin_url, post, queries_of
from tests.factories import (
    CitationFactory,
    DelegationFactory,
    OfficeFactory,
    OrganisationFactory,
    SourceFactory,
    StateGovernmentFactory,
)

LEVELS = {"public": {}, "officials": {"officials": True}, "parties": {"for_parties": True}}


@pytest.fixture
def delegations(db):
    """One delegation a level."""
    return {
        name: DelegationFactory(title=f"Seen by {name}", lead=StateGovernmentFactory(), **traits)
        for name, traits in {**LEVELS, "office": {"for_office": True}}.items()
    }


def test_staff_of_no_office_lists_what_officials_may_read(staff, delegations):
    page = staff.get(admin_url(Delegation, "changelist")).content.decode()

    assert "Seen by public" in page
    assert "Seen by officials" in page
    assert "Seen by parties" not in page
    assert "Seen by office" not in page


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("level", ["parties", "office"])
def test_a_hidden_record_is_as_if_it_were_not_there(staff, delegations, level, page):
    hidden = staff.get(admin_url(Delegation, page, delegations[level].pk))
    missing = staff.get(admin_url(Delegation, page, 999_999))

    assert hidden.status_code == missing.status_code
    assert hidden.status_code in (403, 404)


def test_staff_of_no_office_reads_a_record_without_a_form(staff, delegations):
    response = staff.get(admin_url(Delegation, "change", delegations["public"].pk))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Seen by public" in page
    assert 'name="title"' not in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("level", ["public", "parties"])
def test_staff_of_no_office_changes_and_deletes_nothing(staff, delegations, level):
    delegation = delegations[level]
    change = staff.post(admin_url(Delegation, "change", delegation.pk), {"title": "Taken over"})
    delete = staff.post(admin_url(Delegation, "delete", delegation.pk), {"post": "yes"})
    add = staff.post(admin_url(Delegation, "add"), {"title": "Taken in"})

    # A hidden record is answered as one that never was.
    never_was = staff.post(admin_url(Delegation, "change", 999_999), {"title": "Taken over"})
    assert change.status_code == (403 if level == "public" else never_was.status_code)
    assert (never_was.status_code, delete.status_code, add.status_code) == (404, 403, 403)
    delegation.refresh_from_db()
    assert delegation.title == f"Seen by {level}"


def test_staff_of_no_office_is_offered_no_bulk_action(staff, delegations):
    staff.post(
        admin_url(Delegation, "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [delegation.pk for delegation in delegations.values()],
            "post": "yes",
        },
    )

    assert Delegation.objects.count() == 4


def test_autocomplete_offers_what_the_user_may_see(staff, administrator):
    OrganisationFactory(name="Open Hall")
    OrganisationFactory(name="Hidden Hall", for_office=True)
    query = {
        "app_label": "partnerships",
        "model_name": "delegationparty",
        "field_name": "organisation",
        "term": "hall",
    }

    def names(client):
        found = client.get("/admin/autocomplete/", query).json()["results"]
        return [result["text"] for result in found]

    assert names(staff) == ["Open Hall"]
    assert names(administrator) == ["Hidden Hall", "Open Hall"]


def test_autocomplete_finds_a_government_by_any_name_of_its_region(administrator):
    government = StateGovernmentFactory()
    government.region.aliases.create(text="Mādeūp-shū", kind="romanisation")
    query = {"app_label": "partnerships", "model_name": "stop", "field_name": "host"}

    for term in ("madeup shu", government.region.name_ja, government.region.name_hi):
        found = administrator.get("/admin/autocomplete/", {**query, "term": term}).json()
        assert [result["text"] for result in found["results"]] == [government.region.name_en]


def test_autocomplete_offers_what_is_called_just_that_first(administrator):
    for name in ("Academy of Kakuu", "Kakuu City", "Kakuu"):
        OrganisationFactory(name=name)
    query = {"app_label": "partnerships", "model_name": "stop", "field_name": "host"}

    found = administrator.get("/admin/autocomplete/", {**query, "term": "kakuu"}).json()

    names = [result["text"] for result in found["results"]]
    assert names == ["Kakuu", "Kakuu City", "Academy of Kakuu"]


def test_a_row_that_points_at_a_hidden_record_is_not_shown(staff):
    delegation = DelegationFactory(lead=OrganisationFactory(name="Hidden Hall", for_office=True))
    CitationFactory(record=delegation, source=SourceFactory(title="Hidden paper", for_office=True))

    page = staff.get(admin_url(Delegation, "change", delegation.pk)).content.decode()
    line = staff.get(admin_url(Delegation, "changelist")).content.decode()

    assert "Hidden" not in page
    assert "Hidden" not in line


def edited(client) -> list[str]:
    return [edit["title"] for edit in client.get("/admin/").context["recent_edits"]]


def test_the_first_page_lists_no_edit_of_a_hidden_record(staff, administrator, delegations):
    for level in ("public", "office"):
        url = admin_url(Delegation, "change", delegations[level].pk)
        post(administrator, url, purpose="Edited")

    assert len(edited(administrator)) == 2
    assert edited(staff) == [str(delegations["public"])]


def test_hidden_edits_take_no_place_of_others(staff, administrator, delegations, monkeypatch):
    monkeypatch.setattr(site, "LOOKED_THROUGH", 2)
    open_url, hidden_url = (
        admin_url(Delegation, "change", delegations[level].pk) for level in ("public", "office")
    )
    post(administrator, open_url, purpose="Edited")
    told, queries = edited(staff), queries_of(staff, "/admin/")

    for purpose in ("Edited", "Edited again"):
        post(administrator, hidden_url, purpose=purpose)

    assert told == edited(staff) == [str(delegations["public"])]
    assert queries == queries_of(staff, "/admin/")


@pytest.mark.parametrize("model", ["user", "accessevent", "referencecounter", "seededrow"])
def test_accounts_and_books_are_for_administrators(staff, administrator, model):
    OfficeFactory()
    url = f"/admin/partnerships/{model}/"

    assert staff.get(url).status_code == 403
    assert administrator.get(url).status_code == 200


def test_who_is_no_staff_is_sent_to_sign_in(official, visitor):
    for client in (official, visitor):
        response = client.get(admin_url(Delegation, "changelist"))
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_every_admin_begins_with_a_scope():
    from partnerships.admin.scope import ScopedAdmin

    loose = [
        model.__name__
        for model, model_admin in admin.site._registry.items()
        if not isinstance(model_admin, ScopedAdmin)
    ]
    assert loose == []


def test_organisations_answer_with_their_public_page(administrator):
    body = OrganisationFactory()

    page = administrator.get(admin_url(Organisation, "change", body.pk)).content.decode()

    assert page.count('name="name"') == 1
