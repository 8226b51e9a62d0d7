"""Which partnerships a delegation or event counts towards."""

import pytest

from partnerships.choices import Country, OrganisationKind, PartyRole
from partnerships.models import Delegation, Partnership
from partnerships.services import records
from tests.factories import (
    DelegationFactory,
    EventFactory,
    OrganisationFactory,
    PartnershipFactory,
    PrefectureGovernmentFactory,
    StateGovernmentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

INDIA, JAPAN = Country.INDIA, Country.JAPAN


@pytest.fixture
def state():
    return StateGovernmentFactory()


@pytest.fixture
def prefecture():
    return PrefectureGovernmentFactory()


@pytest.fixture
def tie(state, prefecture):
    return PartnershipFactory(india=state, japan=prefecture)


def body_in(government, kind):
    return OrganisationFactory(region=government.region, country=government.country, kind=kind)


def logged(*parties, role=PartyRole.LEAD, meeting=DelegationFactory):
    """A delegation or event saved with these parties."""
    record = meeting()
    rows = [{"organisation": party, "role": role} for party in parties]
    records.save(record, [lambda: [record.parties.create(**row) for row in rows]])
    return record


def counts_towards(record) -> list[Partnership]:
    return list(record.partnerships.all())


@pytest.mark.parametrize("meeting", [DelegationFactory, EventFactory])
def test_parties_of_both_sides_count_towards_their_tie(tie, state, prefecture, meeting):
    assert counts_towards(logged(state, prefecture, meeting=meeting)) == [tie]


def test_one_side_alone_counts_towards_nothing(tie, state):
    assert counts_towards(logged(state, StateGovernmentFactory())) == []


@pytest.mark.parametrize(
    ("role", "counts"),
    [
        (PartyRole.LEAD, True),
        (PartyRole.SENDER, True),
        (PartyRole.HOST, True),
        (PartyRole.PARTICIPANT, False),
        (PartyRole.OBSERVER, False),
    ],
)
def test_only_lead_sender_and_host_count(tie, state, prefecture, role, counts):
    assert bool(counts_towards(logged(state, prefecture, role=role))) is counts


def test_an_assembly_counts_as_its_region(tie, state, prefecture):
    assembly = body_in(prefecture, OrganisationKind.ASSEMBLY)

    assert counts_towards(logged(state, assembly)) == [tie]


def test_a_government_counts_towards_a_tie_of_its_assembly(state, prefecture):
    assembly = body_in(prefecture, OrganisationKind.ASSEMBLY)
    tie = PartnershipFactory(india=state, japan=assembly)

    assert counts_towards(logged(state, prefecture)) == [tie]


@pytest.mark.parametrize("kind", [OrganisationKind.CITY, OrganisationKind.CHAMBER])
def test_a_city_or_firm_does_not_roll_up_to_its_region(tie, state, prefecture, kind):
    assert counts_towards(logged(state, body_in(prefecture, kind))) == []


def test_a_tie_of_a_city_is_counted_by_the_city_alone(state, prefecture):
    city = body_in(prefecture, OrganisationKind.CITY)
    tie = PartnershipFactory(india=state, japan=city)

    assert counts_towards(logged(state, city)) == [tie]
    assert counts_towards(logged(state, prefecture)) == []


def test_a_member_city_does_not_stand_for_its_association(state):
    association = OrganisationFactory(kind=OrganisationKind.ASSOCIATION, country="JP")
    member = OrganisationFactory(kind=OrganisationKind.CITY, parent=association, country="JP")
    tie = PartnershipFactory(india=state, japan=association)

    assert counts_towards(logged(state, member)) == []
    assert counts_towards(logged(state, association)) == [tie]


def test_a_joint_mission_counts_towards_each_tie_once(state, prefecture, tie):
    other = PrefectureGovernmentFactory()
    second = PartnershipFactory(india=state, japan=other)
    assembly = body_in(prefecture, OrganisationKind.ASSEMBLY)

    found = counts_towards(logged(state, prefecture, assembly, other))

    assert sorted(found, key=lambda found: found.pk) == [tie, second]


def test_partnerships_chosen_by_hand_are_kept(tie, state, prefecture):
    record = logged(state, prefecture)
    chosen = PartnershipFactory()
    record.partnerships_chosen = True
    records.save(record, [lambda: record.partnerships.set([chosen])])
    record.title = "Another title"
    records.save(record)

    assert counts_towards(record) == [chosen]


def test_a_choice_taken_back_follows_the_parties_again(tie, state, prefecture):
    record = logged(state, prefecture)
    record.partnerships_chosen = True
    records.save(record, [record.partnerships.clear])
    record.partnerships_chosen = False
    records.save(record)

    assert counts_towards(record) == [tie]


def test_a_party_taken_out_takes_the_tie_with_it(tie, state, prefecture):
    record = logged(state, prefecture)
    records.save(record, [record.parties.filter(organisation=state).delete])

    assert counts_towards(record) == []


def test_a_tie_made_later_finds_the_meetings_before_it(state, prefecture):
    mission = logged(state, prefecture)
    fair = logged(state, prefecture, meeting=EventFactory)
    elsewhere = logged(state, PrefectureGovernmentFactory())
    tie = Partnership(kind="mou", standing="in_force")
    sides = {INDIA: state, JAPAN: prefecture}

    records.save(
        tie,
        [lambda: [tie.parties.create(side=side, organisation=o) for side, o in sides.items()]],
    )

    assert counts_towards(mission) == counts_towards(fair) == [tie]
    assert counts_towards(elsewhere) == []


def test_a_tie_that_loses_its_party_lets_its_meetings_go(tie, state, prefecture):
    mission = logged(state, prefecture)

    records.save(tie, [tie.parties.filter(organisation=state).delete])

    assert counts_towards(mission) == []


def test_a_restored_mission_counts_by_its_restored_parties(tie, state, prefecture):
    mission = logged(state, prefecture)
    first = records.history.versions_of(mission).first()
    records.save(mission, [mission.parties.all().delete])

    stored = Delegation.objects.get(pk=mission.pk)
    records.restore(mission, first, by=UserFactory(), expected_version=stored.version)

    assert counts_towards(mission) == [tie]


def test_the_title_and_slug_of_a_tie_are_made_of_its_parties_in_order(state, prefecture):
    tie = Partnership(kind="mou", standing="in_force")
    sides = {JAPAN: prefecture, INDIA: state}
    records.save(
        tie,
        [lambda: [tie.parties.create(side=side, organisation=o) for side, o in sides.items()]],
    )

    assert tie.title == f"{state.name} – {prefecture.name}"
    assert tie.slug == f"{state.name} {prefecture.name}".lower().replace(" ", "-")
