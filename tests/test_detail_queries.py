"""Every page of a record asks the database as often for 1 related record of each kind as for 50."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Region
from tests import sections_world
from tests.factories import OfficeMemberFactory
from tests.related_world import Kin, attach

#: What a visitor's page of each section asks, however much it lists.
QUERIES = {
    "states": 5,
    "prefectures": 5,
    "initiatives": 5,
    "partnerships": 6,
    "agreements": 3,
    "delegations": 3,
    "events": 3,
    "programmes": 2,
    "pledges": 2,
    "targets": 2,
    "organisations": 5,
    "people": 4,
    "sources": 4,
}
HOME = 14


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    return len(queries)


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("slug", QUERIES)
def test_a_page_asks_as_often_for_fifty_related_records_as_for_one(visitor, slug):
    record = sections_world.make(slug)
    kin = Kin(governments=True)
    address = record.get_absolute_url()
    visitor.get(address)  # loads what the process keeps
    asked = {}

    for index in range(50):
        attach(slug, record, kin, index)
        if index + 1 in (1, 3, 50):
            asked[index + 1] = queries_of(visitor, address)

    assert asked == dict.fromkeys((1, 3, 50), QUERIES[slug])


@pytest.mark.any_database
@pytest.mark.django_db
def test_the_home_page_asks_as_often_for_fifty_records_of_each_kind_as_for_one(visitor, today):
    kin = Kin(governments=True)
    visitor.get("/")  # loads what the process keeps
    asked = {}

    for index in range(50):
        for make in (kin.partnership, kin.agreement, kin.programme, kin.target, kin.initiative):
            make()
        for start in ("2026-10", "2026-12", "unknown: some day"):
            kin.delegation(start=start, lead=kin.organisation(index))
            kin.event(start=start, lead=kin.organisation(index))
        if index + 1 in (1, 3, 50):
            asked[index + 1] = queries_of(visitor, "/")

    assert asked == dict.fromkeys((1, 3, 50), HOME)


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("role", ["official", "member", "administrator"])
@pytest.mark.parametrize("slug", QUERIES)
def test_a_page_asks_whoever_signs_in_at_most_twelve_times(request, slug, role):
    reader = request.getfixturevalue("official" if role == "member" else role)
    record, kin = sections_world.make(slug), Kin(governments=True)
    for index in range(3):
        attach(slug, record, kin, index)
    if role == "member":
        OfficeMemberFactory(
            user=reader.user, office__regions=list(Region.objects.all()[:2]), role="secretariat"
        )
    reader.get(record.get_absolute_url())

    assert queries_of(reader, record.get_absolute_url()) <= 12
