"""The status of several records changed at once, after a page that shows each before and after."""

import pytest

from partnerships.models import Agreement, Delegation
from partnerships.services import records
from tests.admin.posting import admin_url
from tests.factories import AgreementFactory, DelegationFactory, StateGovernmentFactory

LIST = "/admin/partnerships/delegation/"
CHANGE = "/admin/partnerships/delegation/change-state/"


@pytest.fixture
def missions(db):
    made = [DelegationFactory(title=f"Mission {n}", lead=StateGovernmentFactory()) for n in (1, 2)]
    return [*made, DelegationFactory(title="Mission 3", completed=True)]


def ask(client, chosen, action="state_completed"):
    keys = [record.pk for record in chosen]
    return client.post(LIST, {"action": action, "_selected_action": keys})


def confirm(client, chosen, **values):
    posted = {"value": "completed", "reason": "Reported by the embassy", **values}
    keys = [f"{record.pk}:{record.version}" for record in chosen]
    return client.post(CHANGE, {"chosen": keys, **posted}, follow=True)


def told(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def states():
    return [record.status for record in Delegation.objects.order_by("pk")]


def test_the_page_shows_each_before_and_after_and_changes_nothing(administrator, missions):
    page = ask(administrator, missions)

    lines = page.context["lines"]
    planned = [line for line in lines if line["record"] in missions[:2]]
    assert [(line["before"], line["is_same"]) for line in planned] == [("Planned", False)] * 2
    assert [line["is_same"] for line in lines if line["record"] == missions[2]] == [True]
    assert "Change 2 records" in page.content.decode()
    assert states() == ["planned", "planned", "completed"]


def test_all_are_changed_for_one_reason_that_stands_in_their_history(administrator, missions):
    response = confirm(administrator, missions)

    assert "2 records were changed" in told(response)
    assert states() == ["completed"] * 3
    assert [record.version for record in Delegation.objects.order_by("pk")] == [2, 2, 1]
    history = administrator.get(admin_url(Delegation, "history", missions[0].pk))
    assert "Reported by the embassy" in history.content.decode()


def test_without_a_reason_the_page_comes_back(administrator, missions):
    response = confirm(administrator, missions, reason=" ")

    assert response.context["form"].errors == {"reason": ["This field is required."]}
    assert len(response.context["lines"]) == 3
    assert states() == ["planned", "planned", "completed"]


def change_meanwhile(record):
    stored = Delegation.objects.get(pk=record.pk)
    stored.title = "Changed meanwhile"
    records.save(stored, reason="meanwhile")


def test_one_changed_meanwhile_is_named_and_left(administrator, missions):
    change_meanwhile(missions[0])

    response = confirm(administrator, missions)

    assert "1 record was changed" in told(response)
    assert "Changed meanwhile” was left as it is" in told(response)
    assert states() == ["planned", "completed", "completed"]


def test_all_or_none_changes_none_when_one_was_changed_meanwhile(administrator, missions):
    change_meanwhile(missions[1])

    response = confirm(administrator, missions, all_or_none="on")

    assert "Nothing was changed." in told(response)
    assert "was left as it is" in told(response)
    assert states() == ["planned", "planned", "completed"]
    assert Delegation.objects.get(pk=missions[0].pk).version == 1


def test_one_removed_meanwhile_is_told(administrator, missions):
    records.delete(Delegation.objects.get(pk=missions[0].pk), by=None)

    response = confirm(administrator, missions, all_or_none="on")

    assert "1 of the chosen records is not there any more." in told(response)
    assert states() == ["planned", "completed"]


@pytest.mark.parametrize("value", ["king", ""])
def test_a_status_that_there_is_not_changes_nothing(administrator, missions, value):
    confirm(administrator, missions, value=value)

    assert states() == ["planned", "planned", "completed"]


def test_it_is_for_those_who_may_edit(staff, missions):
    Delegation.objects.update(visibility="officials")

    assert "state_completed" not in staff.get(LIST).content.decode()
    assert confirm(staff, missions).status_code == 403
    assert states() == ["planned", "planned", "completed"]


@pytest.mark.parametrize("chosen", [["x:1"], ["1:x"], ["9" * 40], [""]])
def test_nonsense_chooses_nothing(administrator, missions, chosen):
    posted = {"chosen": chosen, "value": "completed", "reason": "made up"}
    response = administrator.post(CHANGE, posted, follow=True)

    assert response.status_code == 200
    assert states() == ["planned", "planned", "completed"]


def test_agreements_have_their_own_words(administrator):
    agreement = AgreementFactory(stage="planned")
    url = admin_url(Agreement, "changelist")

    page = administrator.post(url, {"action": "state_done", "_selected_action": [agreement.pk]})

    assert page.context["after"] == "Signed"
    assert administrator.get(admin_url(Agreement, "change_state")).status_code == 405
