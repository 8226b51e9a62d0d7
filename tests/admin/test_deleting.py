"""Removing records in the admin: by the write path, all of the chosen or none."""

import pytest
from reversion.models import Version

from partnerships.models import Delegation, Organisation
from tests.admin.posting import admin_url
from tests.factories import CitationFactory, DelegationFactory, OrganisationFactory, StopFactory


@pytest.fixture
def delegation(db):
    return DelegationFactory(lead=OrganisationFactory(name="Made-up Hall"))


def test_a_record_goes_with_its_rows_and_stays_in_the_history(administrator, delegation):
    StopFactory(delegation=delegation)
    CitationFactory(record=delegation)

    administrator.post(admin_url(Delegation, "delete", delegation.pk), {"post": "yes"})

    assert not Delegation.objects.exists()
    kept = Version.objects.get_for_object_reference(Delegation, delegation.pk)
    assert kept.count() == 1


def test_a_record_that_is_needed_stays_and_says_by_whom(administrator, delegation):
    hall = Organisation.objects.get()

    response = administrator.post(admin_url(Organisation, "delete", hall.pk), {"post": "yes"})

    assert "Made-up Hall" in response.content.decode()
    assert Organisation.objects.exists()


def chosen(client, model, records):
    return client.post(
        admin_url(model, "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [record.pk for record in records],
            "post": "yes",
        },
        follow=True,
    )


def test_chosen_records_go_each_with_its_history(administrator, delegation):
    other = DelegationFactory()

    chosen(administrator, Delegation, [delegation, other])

    assert not Delegation.objects.exists()
    assert Version.objects.filter(object_id__in=[delegation.pk, other.pk]).exists()


def test_of_chosen_records_none_goes_when_one_is_needed(administrator, delegation):
    hall, free = Organisation.objects.get(), OrganisationFactory()

    response = chosen(administrator, Organisation, [hall, free])

    assert "Made-up Hall" in response.content.decode()
    assert set(Organisation.objects.all()) == {hall, free}
    assert not Version.objects.get_for_object(free).exists()
