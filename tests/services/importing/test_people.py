"""The people of a delegation in one cell: linked where they are on record, else as printed."""

import pytest

from partnerships.models import Delegation
from tests.factories import AttendanceFactory, DelegationFactory, PersonFactory
from tests.services.importing.trips import applied, brought, exported, read_rows, verdicts, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def governor():
    return PersonFactory(name="Taro Kakuu", name_local="架空 太郎", other_names="T. Kakuu")


def edited(client, people) -> bytes:
    [row] = read_rows(exported(client, "delegations"))
    return written([row | {"people": people}])


def named() -> list[tuple]:
    rows = Delegation.objects.get().attendances.order_by("order")
    return [(row.person and row.person.name, row.name, row.title) for row in rows]


def test_new_names_are_linked_to_people_on_record(administrator, governor):
    row = {"title": "Made-up visit", "direction": "india_to_japan"}

    applied(administrator.user, "delegations", written([row | {"people": "架空太郎; Ann Other"}]))

    assert named() == [("Taro Kakuu", "", ""), (None, "Ann Other", "")]


def test_one_a_line_is_parted_too(administrator, governor):
    row = {
        "title": "Made-up visit",
        "direction": "india_to_japan",
        "people": "Kakuu Taro\nB. Other",
    }

    applied(administrator.user, "delegations", written([row]))

    assert named() == [("Taro Kakuu", "", ""), (None, "B. Other", "")]


@pytest.mark.parametrize("people", ["Taro Kakuu", "架空太郎", "Kakuu Taro"])
def test_another_name_of_the_same_person_is_no_change(administrator, governor, people):
    AttendanceFactory(delegation=DelegationFactory(), person=governor, name="T. Kakuu")

    batch = brought(administrator.user, "delegations", edited(administrator, people))

    assert verdicts(batch) == {"unchanged": 1}


def test_a_longer_list_leaves_the_rows_that_it_names_again(administrator, governor):
    mission = DelegationFactory()
    AttendanceFactory(
        delegation=mission, person=governor, name="T. Kakuu", title="Governor", order=1
    )
    AttendanceFactory(delegation=mission, person=None, name="Ann Other", title="Aide", order=2)

    applied(administrator.user, "delegations", edited(administrator, "Taro Kakuu; C. Other"))

    assert named() == [("Taro Kakuu", "T. Kakuu", "Governor"), (None, "C. Other", "")]
