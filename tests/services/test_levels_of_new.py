"""Who sees a new record unless somebody says otherwise: as its writer's office has it."""

import pytest

from partnerships.models import Delegation
from tests import factories as make
from tests.admin.posting import admin_url
from tests.services.importing.trips import applied, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    office = make.OfficeFactory(default_visibility="officials")
    client.user = make.OfficeMemberFactory(office=office).user
    client.force_login(client.user)
    return client


def test_the_form_of_a_new_record_begins_with_the_level_of_the_office(writer, administrator):
    form = writer.get(admin_url(Delegation, "add")).context["adminform"].form
    assert form["visibility"].value() == "officials"

    form = administrator.get(admin_url(Delegation, "add")).context["adminform"].form
    assert form["visibility"].value() == "parties"


def test_an_imported_record_gets_the_level_of_the_office(writer):
    lead = make.StateGovernmentFactory()
    office = writer.user.memberships.get().office
    office.regions.add(lead.region)
    row = {"title": "Made-up trip", "direction": "india_to_japan", "lead_codes": lead.region.code}

    applied(writer.user, "delegations", written([row]))

    assert Delegation.objects.get().visibility == "officials"
