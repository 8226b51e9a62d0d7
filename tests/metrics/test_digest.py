"""What an owner is reminded of: their own, as far as they may see it, in whole sentences."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from partnerships.dates import parse
from partnerships.metrics.digest import digest_of
from partnerships.services import records
from tests.conftest import TODAY
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    EventFactory,
    FollowUpFactory,
    OfficeFactory,
    OfficeMemberFactory,
    PartnershipFactory,
    PledgeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LONG_AGO, TOMORROW = datetime(2000, 1, 1, tzinfo=UTC), datetime(2999, 1, 1, tzinfo=UTC)


def parts_for(user) -> dict:
    """{heading: [titles without references]} of the digest."""
    with translation.override("en"):
        digest = digest_of(user, TODAY, LONG_AGO, TOMORROW)
    return {
        part.heading: [line.title.split(" ", 1)[-1] for line in part.lines] for part in digest.parts
    }


@pytest.fixture
def office():
    return OfficeFactory(name="Office of Nowhere")


@pytest.fixture
def member(office):
    return OfficeMemberFactory(office=office).user


def test_each_kind_of_work_stands_under_its_heading(member, office):
    tie = PartnershipFactory(office=office, title="The tie")
    DelegationFactory(completed=True, start="2025-11-10", partnerships=[tie])
    PledgeFactory(text="PLG overdue", due="2026-10", office=office)
    PledgeFactory(text="PLG soon", due="2026-11-10", office=office)
    FollowUpFactory(what="- late task", due="2026-11-01", office=office)
    FollowUpFactory(what="- near task", due="2026-11-16", office=office)
    AgreementFactory(title="Memo", ends="2026-12", office=office)
    DelegationFactory(title="Mission", start="2026-09", office=office)
    EventFactory(title="Meeting", start="2026-08", office=office)

    assert parts_for(member) == {
        "Overdue": ["PLG overdue", "late task"],
        "Due in the next 14 days": ["PLG soon", "near task"],
        "Agreements coming to an end": ["Memo"],
        "Ties turning cold": ["tie"],
        "Planned, and the outcome is not recorded": ["Mission", "Meeting"],
    }


def test_what_is_done_far_or_long_over_is_not_told(member, office):
    PledgeFactory(kept=True, due="2026-10", office=office)
    PledgeFactory(due="2027", office=office)
    PledgeFactory(office=office)
    FollowUpFactory(due="2026-10", done_on=TODAY, office=office)
    AgreementFactory(ends="2019", office=office)
    DelegationFactory(completed=True, start="2026-09", office=office)
    DelegationFactory(start="2026-12", office=office)

    assert parts_for(member) == {}


def test_the_work_of_another_office_is_not_told(member):
    other = OfficeFactory()
    PledgeFactory(due="2026-10", office=other)
    FollowUpFactory(due="2026-10", office=other)
    AgreementFactory(ends="2026-12", office=other)
    DelegationFactory(start="2026-09", office=other)
    DelegationFactory(start="2026-09")

    assert parts_for(member) == {}


def test_the_responsible_office_is_asked_before_the_owning_one(member, office):
    PledgeFactory(text="PLG ours", due="2026-10", responsible_office=office)
    PledgeFactory(due="2026-10", office=office, responsible_office=OfficeFactory())

    assert parts_for(member) == {"Overdue": ["PLG ours"]}


def test_the_person_named_by_a_follow_up_is_reminded_without_an_office():
    user = UserFactory()
    FollowUpFactory(what="- for you", due="2026-10", person=user)
    FollowUpFactory(due="2026-10", person=UserFactory())

    assert parts_for(user) == {"Overdue": ["for you"]}


def test_what_belongs_to_no_office_is_told_to_administrators(member):
    administrator = UserFactory(administrator=True)
    DelegationFactory(title="Nobody's", start="2026-09")
    PledgeFactory(text="PLG nobody's", due="2026-10")
    FollowUpFactory(what="- nobody's", due="2026-10")
    FollowUpFactory(what="- somebody's", due="2026-10", person=member)

    assert parts_for(administrator) == {
        "Overdue": ["PLG nobody's", "nobody's"],
        "Planned, and the outcome is not recorded": ["Nobody's"],
    }


def test_nothing_hidden_is_told_and_nothing_of_a_hidden_record(member, office):
    hidden = DelegationFactory(for_office=True, start="2026-09", office=OfficeFactory())
    PledgeFactory(due="2026-10", office=office, delegation=hidden)
    PledgeFactory(due="2026-10", responsible_office=office, for_office=True)
    FollowUpFactory(due="2026-10", office=office, record=hidden)
    AgreementFactory(ends="2026-12", office=OfficeFactory(), for_office=True)

    assert parts_for(member) == {}


def changed(record, by, **values):
    for name, value in values.items():
        setattr(record, name, value)
    records.save(record, by=by, reason="The release was corrected")


def test_a_change_by_somebody_outside_the_office_is_told_with_its_reason(member, office):
    stranger = UserFactory(first_name="Made-up", last_name="Stranger")
    foreign = DelegationFactory(title="Foreign hand", office=office)
    own = DelegationFactory(office=office)
    changed(foreign, stranger, purpose="To see")
    changed(own, member, purpose="To see")
    changed(DelegationFactory(), stranger, purpose="To see")
    changed(DelegationFactory(office=office), None, purpose="Seeds")

    with translation.override("en"):
        (part,) = digest_of(member, TODAY, LONG_AGO, TOMORROW).parts
    (line,) = part.lines
    assert part.heading == "Your records changed by others"
    assert line.title.endswith("Foreign hand")
    assert line.about.startswith("Changed by Made-up Stranger on ")
    assert line.about.endswith(": The release was corrected")


def test_a_change_is_told_within_its_window_and_while_the_record_is_seen(member, office):
    record = DelegationFactory(office=office)
    changed(record, UserFactory(), purpose="To see")
    later = datetime.now(UTC) + timedelta(minutes=1)

    assert digest_of(member, TODAY, later, TOMORROW).count == 0
    assert digest_of(member, TODAY, LONG_AGO, later).count == 1
    elsewhere = OfficeFactory()
    changed(record, UserFactory(administrator=True), visibility="office", office=elsewhere)
    assert digest_of(member, TODAY, LONG_AGO, TOMORROW).count == 0


def test_a_later_tie_says_when_it_turns(member, office):
    tie = PartnershipFactory(office=office)
    DelegationFactory(completed=True, start="2025-11-10", partnerships=[tie])

    with translation.override("en"):
        (part,) = digest_of(member, TODAY, LONG_AGO, TOMORROW).parts
    assert part.lines[0].about == (
        "Counts as cooling from 11 Nov 2026. "
        "Last contact recorded: 10 Nov 2025; from public sources only."
    )


@pytest.mark.any_database
def test_many_records_take_as_many_queries_as_few(member, office, django_assert_max_num_queries):
    for _round in range(3):
        for _each in range(4):
            PledgeFactory(due=parse("2026-10"), office=office)
            FollowUpFactory(due="2026-10", office=office)
            AgreementFactory(ends="2026-12", office=office)
            DelegationFactory(start="2026-09", office=office)
            tie = PartnershipFactory(office=office)
            DelegationFactory(completed=True, start="2025-11-10", partnerships=[tie])
        with django_assert_max_num_queries(22):
            parts_for(member)
