"""Every page of a record asks the database as often for 1 related record of each kind as for 50."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import sections_world
from tests.related_world import Kin, attach

#: What a visitor's page of each section asks, however much it lists.
QUERIES = {
    "states": 8,
    "prefectures": 8,
    "initiatives": 7,
    "partnerships": 10,
    "agreements": 4,
    "delegations": 4,
    "events": 4,
    "programmes": 3,
    "pledges": 3,
    "targets": 3,
    "organisations": 6,
    "people": 5,
    "sources": 4,
}
HOME = 15


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    return len(queries)


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


@pytest.mark.django_db
@pytest.mark.parametrize("slug", QUERIES)
def test_a_page_of_an_official_asks_at_most_twelve_times_besides_who_it_is(official, slug):
    record, kin = sections_world.make(slug), Kin(governments=True)
    for index in range(3):
        attach(slug, record, kin, index)
    official.get(record.get_absolute_url())

    asked = queries_of(official, record.get_absolute_url())

    assert asked - 2 <= 12  # the session and the account
