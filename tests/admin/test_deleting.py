"""Removing records in the admin: by the write path, all of the chosen or none."""

import pytest
from reversion.models import Version

from partnerships.models import Delegation, Organisation
from partnerships.services import records
from tests.admin.posting import admin_url
from tests.factories import (
    CitationFactory,
    DelegationFactory,
    OrganisationFactory,
    SectorFactory,
    StopFactory,
    UserFactory,
)


@pytest.fixture
def delegation(db):
    return DelegationFactory(lead=OrganisationFactory(name="Made-up Hall"))


def confirmed(*records) -> dict:
    seen = [f"{record.pk}.{record.version}" for record in records]
    return {"post": "yes", "seen_version": seen}


def told(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_the_question_lists_no_rows_that_only_tie_two_records(administrator, delegation):
    delegation.sectors.add(SectorFactory())
    StopFactory(delegation=delegation, place="Made-up quay")
    ways = ({}, {"action": "delete_selected", "_selected_action": [delegation.pk]})

    for posted, view in zip(ways, ("delete", "changelist"), strict=True):
        url = admin_url(Delegation, view, *([delegation.pk] if view == "delete" else []))
        page = (administrator.post(url, posted) if posted else administrator.get(url)).content
        assert "Made-up quay" in page.decode()
        assert "relationship" not in page.decode()
        assert "object (" not in page.decode()


def test_who_may_not_remove_a_record_gets_back_to_it(administrator, delegation):
    hall = Organisation.objects.get()
    action = {"action": "delete_selected", "_selected_action": [hall.pk]}

    one = administrator.get(admin_url(Organisation, "delete", hall.pk)).content.decode()
    several = administrator.post(admin_url(Organisation, "changelist"), action).content.decode()

    for page, view, keys in ((one, "change", [hall.pk]), (several, "changelist", [])):
        assert f'<a class="button" href="{admin_url(Organisation, view, *keys)}">' in page


def saved_by_another(record):
    records.save(record, by=UserFactory(username="kiran"))


def test_a_record_goes_with_its_rows_and_stays_in_the_history(administrator, delegation):
    StopFactory(delegation=delegation)
    CitationFactory(record=delegation)

    administrator.post(admin_url(Delegation, "delete", delegation.pk), confirmed(delegation))

    assert not Delegation.objects.exists()
    kept = Version.objects.get_for_object_reference(Delegation, delegation.pk)
    assert kept.count() == 1


def test_a_record_that_is_needed_stays_and_says_by_whom(administrator, delegation):
    hall = Organisation.objects.get()

    response = administrator.post(admin_url(Organisation, "delete", hall.pk), confirmed(hall))

    page = response.content.decode()
    assert "Party: Made-up Hall – Delegation: " in page
    assert f'<a href="{admin_url(Delegation, "change", delegation.pk)}">' in page
    assert Organisation.objects.exists()


def chosen(client, model, chosen_records):
    return client.post(
        admin_url(model, "changelist"),
        {
            "action": "delete_selected",
            "_selected_action": [record.pk for record in chosen_records],
            **confirmed(*chosen_records),
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


def test_a_record_changed_after_the_question_stays_and_says_by_whom(administrator, delegation):
    url = admin_url(Delegation, "delete", delegation.pk)
    assert 'name="seen_version" value="' in administrator.get(url).content.decode()
    opened = confirmed(delegation)
    delegation.title = "Changed"
    saved_by_another(delegation)

    response = administrator.post(url, opened, follow=True)

    assert "kiran changed “" in told(response)
    assert Delegation.objects.exists()
    assert f'value="{delegation.pk}.2"' in response.content.decode()


def test_a_record_is_not_removed_unseen(administrator, delegation):
    administrator.post(admin_url(Delegation, "delete", delegation.pk), {"post": "yes"})

    assert Delegation.objects.exists()


def test_of_chosen_records_none_goes_when_one_was_changed(administrator, delegation):
    other = DelegationFactory()
    stale = Delegation.objects.get(pk=other.pk)
    other.title = "Changed"
    saved_by_another(other)

    response = chosen(administrator, Delegation, [delegation, stale])

    assert "kiran changed “" in told(response)
    assert Delegation.objects.count() == 2


def test_the_list_and_the_question_say_which_versions_they_show(administrator, delegation):
    url = admin_url(Delegation, "changelist")
    box = f'name="seen_version" value="{delegation.pk}.1"'
    assert box in administrator.get(url).content.decode()

    action = {"action": "delete_selected", "_selected_action": [delegation.pk]}
    asked = administrator.post(url, action)
    assert box in asked.content.decode()


def test_of_all_records_of_all_pages_the_question_says_which_versions_it_shows(
    administrator, delegation
):
    other = DelegationFactory()
    across = {"action": "delete_selected", "select_across": "1"}
    drawn = {"_selected_action": [delegation.pk], **confirmed(delegation)}
    del drawn["post"]

    asked = administrator.post(admin_url(Delegation, "changelist"), {**across, **drawn})

    for record in (delegation, other):
        assert f'name="seen_version" value="{record.pk}.1"' in asked.content.decode()


def test_an_action_on_what_was_changed_since_the_list_was_drawn_is_not_begun(
    administrator, delegation
):
    drawn = confirmed(Delegation.objects.get())["seen_version"]
    delegation.title = "Changed"
    saved_by_another(delegation)

    response = administrator.post(
        admin_url(Delegation, "changelist"),
        {"action": "delete_selected", "_selected_action": [delegation.pk], "seen_version": drawn},
        follow=True,
    )

    assert "kiran changed “" in told(response)
    assert "Are you sure" not in response.content.decode()


def test_of_chosen_records_one_removed_meanwhile_is_told(administrator, delegation):
    other = DelegationFactory()
    records.delete(Delegation.objects.get(pk=other.pk), by=UserFactory())

    response = chosen(administrator, Delegation, [delegation, other])

    assert "was removed meanwhile" in response.content.decode()
    assert Delegation.objects.get() == delegation
