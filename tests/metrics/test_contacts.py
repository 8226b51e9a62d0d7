"""The light of a tie: its last recorded contact that took place, and how long ago that was."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from partnerships.metrics.contacts import lights
from partnerships.models import User
from partnerships.quantities import Quantity
from tests.conftest import TODAY
from tests.factories import (
    AgreementFactory,
    CohortFactory,
    DelegationFactory,
    EventFactory,
    ExchangeProgrammeFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def tie():
    return PartnershipFactory()


def light_of(tie, user=VISITOR, on=TODAY):
    return lights([tie], user, on).get(tie.pk)


@pytest.mark.parametrize(
    ("start", "light"),
    [
        ("2026-11-02", "active"),
        ("2025-11-02", "active"),
        ("2025-11-01", "cooling"),
        ("2024-11-02", "cooling"),
        ("2024-11-01", "quiet"),
    ],
)
def test_a_tie_cools_after_twelve_months_and_is_quiet_after_twenty_four(tie, start, light):
    DelegationFactory(completed=True, start=start, partnerships=[tie])

    assert light_of(tie).light == light


@pytest.mark.parametrize("section", ["programmes", "agreements", "events", "delegations"])
def test_each_kind_of_record_that_took_place_is_a_contact(tie, section):
    programme = ExchangeProgrammeFactory(stage="done", partnerships=[tie])
    starts = dict.fromkeys(["programmes", "agreements", "events", "delegations"], "2020")
    starts[section] = "2021-05"
    CohortFactory(programme=programme, start=starts["programmes"], actual=Quantity(7))
    made = {
        "programmes": programme,
        "agreements": AgreementFactory(partnership=tie, signed=starts["agreements"]),
        "events": EventFactory(done=True, start=starts["events"], partnerships=[tie]),
        "delegations": DelegationFactory(
            completed=True, start=starts["delegations"], partnerships=[tie]
        ),
    }

    last = light_of(tie).last
    assert (last.section, last.reference) == (section, made[section].reference)
    assert last.stated.file_form() == "2021-05"


def test_what_did_not_take_place_is_no_contact(tie):
    for status in ("planned", "confirmed", "postponed", "cancelled"):
        DelegationFactory(status=status, start="2026-10", partnerships=[tie])
    for stage in ("planned", "explored", "cancelled"):
        EventFactory(stage=stage, start="2026-10", partnerships=[tie])
        AgreementFactory(stage=stage, signed="2026-10", partnership=tie)
    planned = ExchangeProgrammeFactory(stage="planned", partnerships=[tie])
    CohortFactory(programme=planned, start="2026-10", actual=Quantity(7))
    under_way = ExchangeProgrammeFactory(stage="done", partnerships=[tie])
    CohortFactory(programme=under_way, start="2026-10", planned=Quantity(7))
    DelegationFactory(completed=True, partnerships=[tie])

    found = light_of(tie)
    assert found.last is None
    assert (found.light, found.cools_on) == ("quiet", None)


def test_the_latest_possible_day_counts_but_none_after_the_day_asked(tie):
    DelegationFactory(completed=True, start="2024", partnerships=[tie])
    assert light_of(tie).last.day == date(2024, 12, 31)

    DelegationFactory(completed=True, start="2026", partnerships=[tie])
    assert light_of(tie).last.day == TODAY
    assert light_of(tie, on=date(2025, 12, 31)).last.day == date(2024, 12, 31)


def test_the_last_day_of_a_visit_counts_not_its_first(tie):
    DelegationFactory(completed=True, start="2025-10-30", end="2025-11-03", partnerships=[tie])

    assert light_of(tie).light == "active"


@pytest.mark.parametrize("standing", ["paused", "ended", "proposed", "exploratory", "unconfirmed"])
def test_only_a_tie_in_force_has_a_light(standing):
    tie = PartnershipFactory(standing=standing)
    DelegationFactory(completed=True, start="2026-10", partnerships=[tie])

    assert light_of(tie) is None


def test_a_hidden_contact_counts_for_those_who_may_see_it(tie):
    DelegationFactory(completed=True, for_office=True, start="2026-10", partnerships=[tie])
    hidden = ExchangeProgrammeFactory(stage="done", for_office=True, partnerships=[tie])
    CohortFactory(programme=hidden, start="2026-10")
    AgreementFactory(partnership=tie, for_office=True, signed="2026-10")
    EventFactory(done=True, for_office=True, start="2026-10", partnerships=[tie])

    assert light_of(tie).last is None
    assert light_of(tie, User(is_superuser=True)).last.day == date(2026, 10, 31)


def test_the_words_say_what_is_recorded_and_from_where(tie):
    DelegationFactory(completed=True, start="2025-03", partnerships=[tie])
    with translation.override("en"):
        assert light_of(tie).text == (
            "No contact recorded since Mar 2025; from public sources only."
        )
        tie.checked_on = TODAY
        assert light_of(tie).text == "No contact recorded since Mar 2025."
        DelegationFactory(completed=True, start="2026-03", partnerships=[tie])
        assert light_of(tie).text == "Last contact recorded: Mar 2026."


def test_the_light_agrees_with_months_counted_by_hand(tie):
    DelegationFactory(completed=True, start="2024-02-29", partnerships=[tie])
    turned = {}
    for days in range(800):
        on = date(2024, 2, 29) + timedelta(days=days)
        turned.setdefault(str(light_of(tie, on=on).light), on)

    assert turned == {
        "active": date(2024, 2, 29),
        "cooling": date(2025, 3, 1),
        "quiet": date(2026, 3, 1),
    }


@pytest.mark.parametrize(
    ("start", "turns"),
    [
        ("2025-11-30", True), ("2025-12-03", False), ("2025-10-03", True), ("2025-10-01", False),
        ("2024-11-15", True), ("2020", False),
    ],
)  # fmt: skip
def test_turning_cold_is_within_thirty_days_of_the_turn(tie, start, turns):
    DelegationFactory(completed=True, start=start, partnerships=[tie])

    assert light_of(tie).turns_within(30) is turns


@pytest.mark.any_database
def test_many_ties_take_as_many_queries_as_one(django_assert_num_queries):
    ties = [PartnershipFactory() for _ in range(5)]
    for tie in ties:
        DelegationFactory(completed=True, start="2026", partnerships=[tie])
        programme = ExchangeProgrammeFactory(stage="done", partnerships=[tie])
        CohortFactory(programme=programme, start="2026")

    for asked in (ties[:1], ties):
        with django_assert_num_queries(1):
            assert len(lights(asked, VISITOR, TODAY)) == len(asked)
