"""The cases that a workbook cannot hold, each on its page, with made-up records."""

import pytest

from partnerships.choices import (
    Basis,
    DelegationStatus,
    Direction,
    MembershipStanding,
    OrganisationKind,
    PartyRole,
    Stage,
    Standing,
)
from partnerships.quantities import Quantity
from partnerships.services import linking
from tests.factories import (
    AgreementFactory,
    CitationFactory,
    CohortFactory,
    DelegationFactory,
    DelegationPartyFactory,
    EventFactory,
    EventPartyFactory,
    ExchangeProgrammeFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipPartyFactory,
    PrefectureFactory,
    PrefectureGovernmentFactory,
    RegionSuccessionFactory,
    SignatureFactory,
    StateGovernmentFactory,
    StopFactory,
)

pytestmark = pytest.mark.django_db


def text_of(client, record) -> str:
    """The words of a record's page, white space and tags folded."""
    import re

    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_meeting_declares_sixteen_prefectures_and_names_two(visitor):
    meeting = EventFactory(done=True, declared_parties=16, declared_parties_text="16 governors")
    EventPartyFactory(
        event=meeting,
        organisation=OrganisationFactory(kind=OrganisationKind.EMBASSY),
        role=PartyRole.HOST,
    )
    for _ in range(2):
        EventPartyFactory(event=meeting, organisation=PrefectureGovernmentFactory())

    page = text_of(visitor, meeting)

    assert "16 governors" in page
    assert "2 are named, 14 are not." in page
    assert "14 more declared, not named" in page


def test_a_framework_of_nine_knows_six_from_another_report(visitor):
    framework = InitiativeFactory(declared_size=9)
    for _ in range(6):
        MembershipFactory(
            initiative=framework,
            organisation=PrefectureGovernmentFactory(),
            standing=MembershipStanding.REPORTED,
        )

    page = text_of(visitor, framework)

    assert "9 declared, 6 identified by another report, 3 unnamed." in page
    assert page.count("Not named") == 3


def test_a_stop_lies_outside_the_host_prefecture(visitor):
    elsewhere = PrefectureFactory()
    host = PrefectureGovernmentFactory()
    visit = DelegationFactory(completed=True, direction=Direction.INDIA_TO_JAPAN, host=host)
    StopFactory(delegation=visit, place="Branch office", region=elsewhere)

    assert visit.title in text_of(visitor, elsewhere)
    assert visit.title in text_of(visitor, host.region)


def test_a_mission_of_sub_parties_keeps_its_total_beside_the_parts(visitor):
    prefecture = PrefectureGovernmentFactory()
    mission = DelegationFactory(
        completed=True, lead=prefecture, headcount=Quantity(44, Basis.EXACT, "44")
    )
    for number in (5, 30):
        DelegationPartyFactory(
            delegation=mission, role=PartyRole.SENDER, headcount=Quantity(number)
        )
    for _ in range(2):
        DelegationPartyFactory(
            delegation=mission, role=PartyRole.HOST, organisation=StateGovernmentFactory()
        )

    page = text_of(visitor, mission)

    assert "The total and the parts differ by 9." in page
    assert page.count("Host") == 2


def test_a_return_visit_names_the_visit_it_returns(visitor):
    first = DelegationFactory(completed=True, title="First madeup visit")
    second = DelegationFactory(completed=True, title="Return madeup visit", answers=first)

    assert "Returns the visit" in text_of(visitor, second)
    assert "Return madeup visit" in text_of(visitor, first)


def test_a_renewed_agreement_shows_what_it_renews(visitor):
    tie = PartnershipFactory()
    first = AgreementFactory(partnership=tie, signed="2015-12-11", ends="2020-12")
    AgreementFactory(
        partnership=tie, signed="2024-12-21", supersedes=first, title="Made-up renewal"
    )

    page = text_of(visitor, tie)

    assert f"Renews {first.reference}." in page
    assert "Its term ended on Dec 2020; it was renewed." in page


def test_a_tie_paused_by_statement_is_not_shown_as_neglect(visitor):
    tie = PartnershipFactory(
        standing=Standing.PAUSED,
        standing_from="2020",
        standing_until="2022-03",
        standing_remark="Paused by statement of the prefecture.",
    )

    page = text_of(visitor, tie)

    assert "Since 2020. Stated until Mar 2022. Paused by statement of the prefecture." in page


def test_a_tie_with_an_association_of_five_cities_reaches_both_prefectures(visitor):
    first, second = PrefectureFactory(), PrefectureFactory()
    association = OrganisationFactory(kind=OrganisationKind.ASSOCIATION, country="JP")
    for region in (first, first, first, second, second):
        OrganisationFactory(
            kind=OrganisationKind.CITY, country="JP", region=region, parent=association
        )
    tie = PartnershipFactory(india=StateGovernmentFactory())
    PartnershipPartyFactory(partnership=tie, side="JP", organisation=association)

    for region in (first, second):
        page = text_of(visitor, region)
        assert tie.title in page
        assert f"through {association.name}" in page


def test_a_month_only_date_shows_no_day(visitor):
    visit = DelegationFactory(completed=True, start="2025-07")

    page = text_of(visitor, visit)

    assert "Jul 2025" in page
    assert "1 Jul 2025" not in page


def test_an_agreement_of_a_state_that_was_later_split_says_so(visitor):
    split = RegionSuccessionFactory(took_effect="2014-06-02")
    old = StateGovernmentFactory(region=split.predecessor)
    agreement = AgreementFactory(signed="2010-11-09")
    SignatureFactory(agreement=agreement, organisation=old)

    page = text_of(visitor, agreement)

    assert (
        f"{split.successor.name} was made from {split.predecessor.name} on 2 Jun 2014, "
        f"after the signing; the agreement names {split.predecessor.name}." in page
    )


def test_two_sources_that_disagree_on_a_headcount_stand_side_by_side(visitor):
    visit = DelegationFactory(completed=True, headcount=Quantity(58, Basis.EXACT, "58"))
    CitationFactory(record=visit, field="headcount", value_as_stated="58", accepted=True)
    CitationFactory(
        record=visit,
        field="headcount",
        value_as_stated="45",
        accepted=False,
        remark="A made-up contingent may explain it.",
    )

    page = text_of(visitor, visit)

    assert "Where sources differ" in page
    assert "sources differ" in page
    assert "A made-up contingent may explain it." in page


def test_a_planned_visit_whose_days_are_past_is_not_shown_as_done(visitor, today):
    state, prefecture = StateGovernmentFactory(), PrefectureGovernmentFactory()
    tie = PartnershipFactory(india=state, japan=prefecture)
    visit = DelegationFactory(lead=prefecture, host=state, start="2026-08")
    linking.link_meeting(visit)

    assert visit.status == DelegationStatus.PLANNED
    assert "Outcome not recorded" in text_of(visitor, tie)
    assert "Completed" not in text_of(visitor, visit)


def test_members_of_its_own_and_of_another_report_are_told_apart(visitor):
    framework = InitiativeFactory(declared_size=5)
    for standing in (MembershipStanding.CONFIRMED, MembershipStanding.REPORTED):
        MembershipFactory(
            initiative=framework, organisation=PrefectureGovernmentFactory(), standing=standing
        )

    page = text_of(visitor, framework)

    assert "5 declared, 1 identified, 1 identified by another report, 3 unnamed." in page


def test_an_agreement_planned_for_a_past_day_says_that_nothing_is_recorded(visitor, today):
    agreement = AgreementFactory(planned=True, signed="2024-01-25")

    assert "It was to be signed on 25 Jan 2024, which is past." in text_of(visitor, agreement)
    listed = visitor.get("/agreements/").content.decode()
    assert "Outcome not recorded" in listed


def test_a_cohort_with_a_planned_number_alone_is_not_shown_as_carried_out(visitor, today):
    tie = PartnershipFactory()
    programme = ExchangeProgrammeFactory(stage=Stage.DONE, partnerships=[tie])
    CohortFactory(programme=programme, planned=Quantity(25))

    page = text_of(visitor, tie)

    assert "Cohort ○ Planned" in page


def test_an_explored_agreement_is_not_shown_as_signed(visitor):
    agreement = AgreementFactory(stage=Stage.EXPLORED)

    page = text_of(visitor, agreement)

    assert "Explored" in page
    assert "Parties and signatures" not in page


def test_a_text_in_another_language_than_the_page_is_marked(visitor):
    visit = DelegationFactory(completed=True, language="ja", purpose="架空の目的")

    page = visitor.get(visit.get_absolute_url()).content.decode()

    assert "Written in Japanese" in page
    assert '<dd lang="ja">架空の目的' in page
    assert "Written in" not in visitor.get("/ja" + visit.get_absolute_url()).content.decode()


def test_a_title_and_summary_given_in_the_readers_language_are_shown_in_it(visitor):
    visit = DelegationFactory(
        completed=True,
        title="Made-up mission",
        title_ja="架空の使節団",
        purpose="To look at nothing",
        summary_ja="何も見ないため",
    )
    path = visit.get_absolute_url()

    japanese = visitor.get(f"/ja{path}").content.decode()
    assert "架空の使節団" in japanese
    assert "何も見ないため" in japanese
    assert "Written in" not in japanese
    assert "架空の使節団" in visitor.get("/ja/delegations/").content.decode()
    assert "架空の使節団" not in visitor.get(path).content.decode()
    assert "Made-up mission" in visitor.get("/delegations/?q=架空の使節団").content.decode()
