"""A merge tells nobody of a record that was hidden from them, neither then nor afterwards."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from partnerships.models import Organisation
from partnerships.services import history
from partnerships.services.importing.names import Names
from partnerships.services.merging import undo
from tests import factories
from tests.admin.test_officers import office_for, officer_of
from tests.services.test_merging import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return factories.UserFactory(administrator=True)


@pytest.fixture
def own():
    return factories.OfficeFactory()


@pytest.fixture
def gone(own):
    return factories.OrganisationFactory(
        name="Kagami Club", slug="qx-hidden", office=own, for_office=True
    )


@pytest.fixture
def kept(own):
    return factories.OrganisationFactory(name="Made-up Chamber", office=own)


@pytest.fixture
def done(admin, kept, gone):
    mission = factories.DelegationFactory(lead=gone, title="Open mission")
    return mission, merged(kept, gone, admin, choices={"visibility": "kept"}, reason="One body")


def test_the_old_key_leads_on_only_who_saw_the_record(done, kept, own, visitor, official):
    old = "/organisations/qx-hidden/"
    for reader in (visitor, official):
        assert reader.get(old).status_code == 404
        assert Names(getattr(reader, "user", AnonymousUser())).find(Organisation, kept.name)
        assert "Made-up Chamber" not in _found(reader, "qx-hidden")
        assert _unknown(reader, "qx-hidden") == _unknown(reader, "qx-missed")
    assert Names(official.user).find(Organisation, "qx-hidden") is None
    officer = officer_of(own)
    assert officer.get(old).url == kept.get_absolute_url()
    assert Names(officer.user).find(Organisation, "qx-hidden") == kept
    assert "Made-up Chamber" in _found(officer, "qx-hidden")


def _found(client, words) -> str:
    return client.get("/search/", {"q": words}).content.decode()


def _unknown(client, key) -> str:
    page = client.get("/delegations/", {"organisation": key})
    return page.status_code, page.content.decode().count(key)


def test_no_history_names_a_hidden_record_that_was_merged(done, kept, gone, admin):
    mission, merge = done
    told = "Merged two records that are one, or parted them again: One body"
    assert history.last_change(mission).comment == history.last_change(kept).comment == told
    hidden = history.versions_of(gone)[0].revision.comment
    assert hidden == "Merged “Kagami Club” into “Made-up Chamber”: One body" == merge.reason
    undo(merge, by=admin)
    back = "Merged two records that are one, or parted them again"
    assert history.last_change(mission).comment == history.last_change(kept).comment == back


def test_who_kept_more_of_a_record_back_by_a_merge_told_nobody_else_of_it(admin, kept, gone):
    mission = factories.DelegationFactory(lead=gone)
    merged(kept, gone, admin)
    assert history.last_change(mission).comment.startswith("Merged two records that are one")


def test_merging_two_missions_opens_no_hidden_pledge(own):
    lead = factories.StateGovernmentFactory()
    office = office_for(lead)
    officer = officer_of(office)
    initiative = factories.InitiativeFactory()
    office.initiatives.add(initiative)
    kept, gone = (factories.DelegationFactory(lead=lead, office=office) for _ in range(2))
    kept.initiatives.add(initiative)
    factories.PledgeFactory(delegation=gone, for_parties=True, office=own, text="Hidden promise")

    with pytest.raises(ValidationError, match="show you records of other offices"):
        merged(kept, gone, officer.user)
