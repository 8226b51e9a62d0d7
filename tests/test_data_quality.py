"""The page of data quality: each number is a list of just these records."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Citation
from partnerships.sections.data_quality import CHECKED
from tests import factories as make
from tests import sections_world
from tests.filtered import errors, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGE = "/data-quality/"


def numbers(client, address=PAGE) -> dict:
    """{(check, section's list): number} as the page tells them."""
    return {
        (check["key"], line["url"].split("?")[0]): int(line["text"].split()[0])
        for check in client.get(address).context["checks"]
        for line in check["lines"]
    }


FLAWS = {
    "unnamed": lambda: make.InitiativeFactory(declared_size=9),
    "undated": lambda: make.AgreementFactory(stage="done"),
    "unsourced": lambda: make.EventFactory(start="2025"),
    "sources_differ": lambda: _stated("44", "48"),
    "dates_differ": lambda: (
        make.StopFactory(
            date="2025-04-02", delegation__start="2025-03", delegation__end="2025-04-01"
        ).delegation
    ),
}


def _stated(*values):
    record = make.DelegationFactory(start="2025")
    for value in values:
        make.CitationFactory(record=record, field="headcount", value_as_stated=value)
    return record


@pytest.mark.parametrize("check", FLAWS)
def test_a_record_with_a_flaw_is_found_by_its_check(visitor, check):
    record = FLAWS[check]()
    address = record.get_absolute_url().rsplit("/", 2)[0] + "/"

    assert numbers(visitor)[check, address] == 1
    assert found(visitor, f"{address}?quality={check}") == {record.key}


def test_a_decision_or_a_better_source_mends_a_record(visitor):
    record = _stated("44", "48")
    on_press = make.PartnershipFactory()
    make.CitationFactory(record=on_press, source=make.SourceFactory(press=True))
    assert ("sources_differ", "/delegations/") in numbers(visitor)
    assert ("press_only", "/partnerships/") in numbers(visitor)

    Citation.objects.filter(object_id=record.pk, value_as_stated="44").update(accepted=True)
    make.CitationFactory(record=on_press)

    assert ("sources_differ", "/delegations/") not in numbers(visitor)
    assert ("press_only", "/partnerships/") not in numbers(visitor)


def test_what_a_reader_may_not_see_is_neither_counted_nor_a_source(visitor, official):
    record = make.EventFactory(start="2025")
    make.CitationFactory(record=record, source=make.SourceFactory(officials=True))
    make.EventFactory(officials=True, start="2025")

    assert numbers(visitor)["unsourced", "/events/"] == 1
    assert numbers(official)["unsourced", "/events/"] == 1
    assert found(visitor, "/events/?quality=unsourced") == {record.reference}
    assert record.reference not in found(official, "/events/?quality=unsourced")


def test_a_region_and_a_section_narrow_the_numbers_and_the_lists(visitor):
    state = make.StateGovernmentFactory()
    mission = make.DelegationFactory(lead=state)
    make.DelegationFactory(lead=make.StateGovernmentFactory())
    address = f"{PAGE}?state={state.region.code}"

    assert numbers(visitor, address)["undated", "/delegations/"] == 1
    page = visitor.get(f"{address}&section=delegations")
    undated = next(check for check in page.context["checks"] if check["key"] == "undated")
    assert [row["url"] for row in undated["rows"]] == [mission.get_absolute_url()]
    assert found(visitor, undated["lines"][0]["url"]) == {mission.reference}
    assert "Sources" in visitor.get(address).context["left_out"]


def test_a_row_leads_those_who_may_edit_to_the_box_that_mends_it(visitor, staff, administrator):
    mission = make.DelegationFactory()
    address = f"{PAGE}?section=delegations"
    form = f"/admin/partnerships/delegation/{mission.pk}/change/#id_start"

    assert form in administrator.get(address).content.decode()
    for client in (visitor, staff):
        assert "/change/" not in client.get(address).content.decode()


def test_nothing_found_says_what_was_checked(visitor):
    page = visitor.get(PAGE)

    assert page.context["checks"] == []
    text = " ".join(page.content.decode().split())
    assert "Checked, and nothing found" in text
    assert "Asked of: Delegations, Events, Organisations, People, Sources." in text


def test_a_wrong_filter_is_told(visitor):
    assert "not one of the choices" in visitor.get(f"{PAGE}?section=moon").content.decode()
    assert visitor.get(f"{PAGE}?state=XX-1").context["checks"] == []
    assert "not one of the choices" in errors(visitor, "/people/?quality=unnamed")


@pytest.mark.any_database
def test_the_page_asks_as_often_for_fifty_records_as_for_one(visitor, administrator):
    visitor.get(PAGE)  # loads what the process keeps
    asked = {}
    for number in range(50):
        for section in CHECKED if number < 3 else [CHECKED[3]]:
            sections_world.make(section.slug)
        if number + 1 in (1, 3, 50):
            asked[number + 1] = (
                _queries(visitor, PAGE),
                _queries(administrator, f"{PAGE}?section=delegations"),
            )

    assert asked == dict.fromkeys((1, 3, 50), (2, 7))


def _queries(client, address) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
