"""The set of follow-ups before a departure: which days, and never twice."""

import pytest

from partnerships.dates import parse
from partnerships.services import records
from partnerships.services.follow_ups import add_set, due_before
from tests.factories import (
    DelegationFactory,
    FollowUpFactory,
    FollowUpTemplateFactory,
    OfficeFactory,
    UserFactory,
)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-12-20", 30, "2026-11-20"),
        ("2026-01-01", 1, "2025-12-31"),
        ("2026-12-20", 0, "2026-12-20"),
        ("2026-12", 30, "2026-11"),
        ("2026-03", 1, "2026-02"),
        ("2026", 30, ""),
        ("FY2026", 30, ""),
        ("by 2026-12", 30, ""),
        ("", 30, ""),
    ],
)
def test_a_step_is_due_as_precisely_as_the_start_is_known(start, days, due):
    assert due_before(parse(start), days).file_form() == due


def added_to(delegation) -> list[tuple]:
    return [
        (row.what, row.due.file_form())
        for row in delegation.follow_ups.order_by("due_earliest", "what")
    ]


@pytest.mark.django_db
def test_the_set_of_the_direction_is_added_for_the_office_of_the_record():
    FollowUpTemplateFactory(what="Visas", days_before=30, direction="india_to_japan")
    FollowUpTemplateFactory(what="Gifts", days_before=7, direction="india_to_japan")
    FollowUpTemplateFactory(what="Other", days_before=7, direction="japan_to_india")
    office, user = OfficeFactory(), UserFactory()
    visit = DelegationFactory(direction="india_to_japan", start="2026-12-20", office=office)

    assert add_set(visit, by=user) == 2

    assert added_to(visit) == [("Visas", "2026-11-20"), ("Gifts", "2026-12-13")]
    assert {(row.office, row.visibility) for row in visit.follow_ups.all()} == {(office, "office")}


@pytest.mark.django_db
def test_a_step_that_is_there_is_not_added_again():
    FollowUpTemplateFactory(what="Visas", direction="india_to_japan")
    FollowUpTemplateFactory(what="Gifts", direction="india_to_japan")
    visit = DelegationFactory(direction="india_to_japan")
    FollowUpFactory(record=visit, what="Visas", done_on="2026-01-01")

    assert [add_set(visit, by=None), add_set(visit, by=None)] == [1, 0]
    assert visit.follow_ups.count() == 2


@pytest.mark.django_db
def test_a_stale_page_adds_nothing():
    FollowUpTemplateFactory(direction="india_to_japan")
    visit = DelegationFactory(direction="india_to_japan")
    visit.title = "Another title"
    records.save(visit)

    with pytest.raises(records.StaleVersion):
        add_set(visit, by=None, expected_version=1)

    assert not visit.follow_ups.exists()
