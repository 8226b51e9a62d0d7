"""Row rules cost an officer no query more, however many records there are."""

from itertools import cycle

import pytest

from partnerships.choices import Visibility
from partnerships.models import Agreement, Delegation, Person, Pledge
from partnerships.sections import section_of
from tests import factories
from tests.admin.posting import admin_url, queries_of
from tests.matrix.test_writes import client_of
from tests.matrix.world import BY_MODEL
from tests.offices_world import member

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("model", [Delegation, Agreement, Pledge, Person])
def test_a_list_asks_as_often_for_fifty_records_of_all_levels_as_for_one(model):
    own, other = factories.OfficeFactory(), factories.OfficeFactory()
    client = client_of(member(own))
    levels, offices = cycle(reversed(Visibility)), cycle([own, own, other])
    addresses = (section_of(model).list_url(), admin_url(model, "changelist"))
    client.get(addresses[0])  # the kinds of records are read once
    asked, made = {}, 0

    for count in (1, 3, 50):
        for _more in range(count - made):
            BY_MODEL[model](visibility=next(levels), office=next(offices))
        made = count
        asked[count] = [queries_of(client, address) for address in addresses]

    assert asked == dict.fromkeys((1, 3, 50), asked[1])
