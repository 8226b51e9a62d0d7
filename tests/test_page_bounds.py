"""A page shows the first of each kind of record; it counts the rest and leads to all of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.sections import SECTIONS
from partnerships.views.pages import newest
from tests import sections_world
from tests.factories import AttendanceFactory, DelegationFactory, PartnershipFactory
from tests.related_world import Kin, attach

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

MEETINGS = {"delegations", "events", "agreements"}
#: The kinds of which the page of a section may leave some out.
BOUNDED = {
    "states": {*MEETINGS, "partnerships", "programmes", "pledges", "organisations"},
    "partnerships": {*MEETINGS, "programmes", "pledges"},
    "initiatives": {*MEETINGS, "programmes", "partnerships", "pledges"},
    "organisations": {*MEETINGS, "programmes", "partnerships", "pledges"},
    "people": MEETINGS,
}


def left_out(page) -> list[dict]:
    """Every line that tells what the page leaves out."""
    values = page.context[0].flatten().values()
    lists = [value for value in values if isinstance(value, list)]
    return [one for found in lists for one in found if isinstance(one, dict) and "link" in one]


@pytest.mark.parametrize("slug", BOUNDED)
def test_what_a_page_leaves_out_is_counted_and_led_to(visitor, official, monkeypatch, slug):
    monkeypatch.setattr(newest, "MOST", 2)
    record, kin = sections_world.make(slug), Kin(governments=True)
    for index in range(4):
        attach(slug, record, kin, index)
    visitor.get(record.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        lines = left_out(visitor.get(record.get_absolute_url()))

    assert len(queries) <= 12
    with CaptureQueriesContext(connection) as queries:
        official.get(record.get_absolute_url())
    assert len(queries) <= 12
    sections = {f"/{section.slug}/": section for section in SECTIONS}
    led_to = set()
    for line in lines:
        section = sections[line["url"].partition("?")[0]]
        listed = section.count_words(visitor.get(line["url"]).context["table"].paginator.count)
        assert line["link"] in (listed, "All organisations that count for it")
        led_to.add(section.slug)
    assert led_to == BOUNDED[slug]


def test_people_beyond_those_shown_are_counted(visitor, monkeypatch):
    monkeypatch.setattr(newest, "MOST_PEOPLE", 2)
    mission = DelegationFactory(partnerships=[PartnershipFactory()])
    for number in range(5):
        AttendanceFactory(delegation=mission, name=f"Nobody Real {number}")

    page = visitor.get(mission.partnerships.get().get_absolute_url())

    assert [one["name"] for one in page.context["people"]] == ["Nobody Real 0", "Nobody Real 1"]
    assert "3 more are not shown." in page.content.decode()
