"""Filters: what counts for a region, how values combine, periods, words, and wrong values."""

import pytest

from partnerships.choices import OrganisationKind
from partnerships.sections import SECTIONS
from partnerships.services.merging import merge
from tests import factories as make
from tests.filtered import errors, found

pytestmark = pytest.mark.django_db


# What counts for a region


def test_a_party_in_the_region_counts_and_the_governments_own(visitor):
    region = make.PrefectureFactory()
    by_government = make.DelegationFactory(lead=make.PrefectureGovernmentFactory(region=region))
    by_university = make.DelegationFactory(lead=make.OrganisationFactory(region=region))
    make.DelegationFactory(lead=make.PrefectureGovernmentFactory())

    assert found(visitor, f"/delegations/?prefecture={region.code}") == {
        by_government.reference,
        by_university.reference,
    }


def test_a_stop_in_the_region_counts_for_a_delegation(visitor):
    stop = make.StopFactory(region=make.RegionFactory())
    make.StopFactory(region=make.RegionFactory())

    keys = found(visitor, f"/delegations/?state={stop.region.code}")

    assert keys == {stop.delegation.reference}


def test_an_association_counts_for_the_regions_of_its_members(visitor):
    association = make.OrganisationFactory(kind=OrganisationKind.ASSOCIATION)
    first, second, other = (make.PrefectureFactory() for _ in range(3))
    for region in (first, second):
        make.OrganisationFactory(kind=OrganisationKind.CITY, region=region, parent=association)
    tie = make.PartnershipFactory(japan=association)

    for region, keys in ((first, {tie.slug}), (second, {tie.slug}), (other, set())):
        assert found(visitor, f"/partnerships/?prefecture={region.code}") == keys


def test_an_agreement_counts_for_the_signatory_and_for_whom_it_signed(visitor):
    signer, principal = make.StateGovernmentFactory(), make.StateGovernmentFactory()
    signature = make.SignatureFactory(organisation=signer, on_behalf_of=principal)

    for government in (signer, principal):
        keys = found(visitor, f"/agreements/?state={government.region.code}")
        assert keys == {signature.agreement.reference}


def test_an_event_counts_for_the_region_it_is_held_in(visitor):
    event = make.EventFactory(region=make.RegionFactory())
    make.EventFactory()

    assert found(visitor, f"/events/?state={event.region.code}") == {event.reference}


def test_a_target_counts_for_its_region_and_its_partnerships_parties(visitor):
    government = make.StateGovernmentFactory()
    of_tie = make.TargetFactory(partnership=make.PartnershipFactory(india=government))
    of_region = make.TargetFactory(region=government.region)
    make.TargetFactory()

    keys = found(visitor, f"/targets/?state={government.region.code}")

    assert keys == {of_tie.reference, of_region.reference}


def test_an_initiative_counts_for_its_members(visitor):
    member = make.MembershipFactory(organisation=make.PrefectureGovernmentFactory())
    make.MembershipFactory(organisation=make.PrefectureGovernmentFactory())

    keys = found(visitor, f"/initiatives/?prefecture={member.organisation.region.code}")

    assert keys == {member.initiative.slug}


def test_a_programme_counts_for_its_parties(visitor):
    row = make.ProgrammePartyFactory(organisation=make.StateGovernmentFactory())
    make.ProgrammePartyFactory(organisation=make.StateGovernmentFactory())

    keys = found(visitor, f"/programmes/?state={row.organisation.region.code}")

    assert keys == {row.programme.reference}


def test_a_record_of_several_parties_in_a_region_is_listed_once(visitor):
    region = make.PrefectureFactory()
    delegation = make.DelegationFactory()
    for _ in range(3):
        make.DelegationPartyFactory(
            delegation=delegation, organisation=make.OrganisationFactory(region=region)
        )

    page = visitor.get(f"/delegations/?prefecture={region.code}")

    assert [row.record.pk for row in page.context["table"].page.object_list] == [delegation.pk]
    assert page.context["count_label"] == "1 delegation"


def test_a_party_that_the_reader_may_not_see_finds_nothing(visitor, official):
    region = make.PrefectureFactory()
    hidden = make.OrganisationFactory(region=region, name="Secret Works", officials=True)
    delegation = make.DelegationFactory(lead=hidden)

    for address in (f"/delegations/?prefecture={region.code}", "/delegations/?q=secret"):
        assert found(visitor, address) == set()
        assert found(official, address) == {delegation.reference}


# How values combine


def _visits_of(*groups):
    """A delegation for each group of governments."""
    visits = []
    for governments in groups:
        visit = make.DelegationFactory()
        for government in governments:
            make.DelegationPartyFactory(delegation=visit, organisation=government)
        visits.append(visit.reference)
    return visits


def test_several_values_mean_any_of_them_or_with_match_all_every_one(visitor):
    first, second = (make.StateGovernmentFactory() for _ in range(2))
    only_first, both, _neither = _visits_of([first], [first, second], [])
    address = f"/delegations/?state={first.region.code}&state={second.region.code}"

    assert found(visitor, address) == {only_first, both}
    assert found(visitor, f"{address}&match=any") == {only_first, both}
    assert found(visitor, f"{address}&match=all") == {both}


def test_different_filters_combine_by_and(visitor):
    state, prefecture = make.StateGovernmentFactory(), make.PrefectureGovernmentFactory()
    _one, both, _other = _visits_of([state], [state, prefecture], [prefecture])

    address = f"/delegations/?state={state.region.code}&prefecture={prefecture.region.code}"

    assert found(visitor, address) == {both}


def test_a_group_of_sectors_finds_its_children_too(visitor):
    group = make.SectorFactory()
    child = make.SectorFactory(parent=group)
    of_group = make.DelegationFactory(sectors=[group])
    of_child = make.DelegationFactory(sectors=[child])
    make.DelegationFactory(sectors=[make.SectorFactory()])

    keys = found(visitor, f"/delegations/?sector={group.slug}")

    assert keys == {of_group.reference, of_child.reference}
    assert found(visitor, f"/delegations/?sector={child.slug}") == {of_child.reference}


def test_all_sectors_of_a_record_must_match_when_asked(visitor):
    one, two = make.SectorFactory(), make.SectorFactory()
    make.PartnershipFactory(sectors=[one])
    both = make.PartnershipFactory(sectors=[one, two])

    address = f"/partnerships/?sector={one.slug}&sector={two.slug}&match=all"

    assert found(visitor, address) == {both.slug}


@pytest.mark.parametrize("slug", ["delegations", "events", "programmes", "agreements", "targets"])
def test_records_are_found_by_their_partnership(visitor, slug):
    tie = make.PartnershipFactory()
    factory = {
        "delegations": make.DelegationFactory,
        "events": make.EventFactory,
        "programmes": make.ExchangeProgrammeFactory,
        "agreements": make.AgreementFactory,
        "targets": make.TargetFactory,
    }[slug]
    many = slug in ("delegations", "events", "programmes")
    linked = factory(partnerships=[tie]) if many else factory(partnership=tie)
    factory()

    assert found(visitor, f"/{slug}/?partnership={tie.slug}") == {linked.reference}


def test_a_record_of_one_partnership_is_not_asked_to_have_two(visitor):
    first, second = make.PartnershipFactory(), make.PartnershipFactory()
    agreements = [make.AgreementFactory(partnership=tie) for tie in (first, second)]
    make.AgreementFactory()

    address = f"/agreements/?partnership={first.slug}&partnership={second.slug}&match=all"

    assert found(visitor, address) == {agreement.reference for agreement in agreements}


@pytest.mark.parametrize("value", ["kobe", "Kobe City", "ＫＯＢＥ　city", "JP-91"])
def test_an_organisation_is_found_by_slug_name_or_region_code(visitor, value):
    city = make.OrganisationFactory(slug="kobe", name="Kobe City")
    government = make.PrefectureGovernmentFactory(region=make.PrefectureFactory(code="JP-91"))
    by_city, by_prefecture = _visits_of([city], [government])

    expected = {by_prefecture} if value == "JP-91" else {by_city}

    assert found(visitor, f"/delegations/?organisation={value}") == expected


def test_the_slug_of_a_merged_organisation_finds_the_one_that_stands_for_it(visitor):
    kept, old = make.OrganisationFactory(), make.OrganisationFactory(slug="old-kakuu")
    hidden, secret = make.OrganisationFactory(officials=True), make.OrganisationFactory(slug="old")
    visit, _other = _visits_of([old], [make.OrganisationFactory()])
    for stays, gone in ((kept, old), (hidden, secret)):
        versions = {"expected_version": 1, "expected_version_of_gone": 1}
        merge(stays, gone, by=make.UserFactory(administrator=True), **versions)

    assert found(visitor, "/delegations/?organisation=Old-Kakuu") == {visit}
    assert "No organisation is called “old”" in errors(visitor, "/delegations/?organisation=old")


def test_an_unknown_organisation_is_named_with_those_alike(visitor):
    make.OrganisationFactory(slug="kakuu-trading", name="Kakuu Trading")

    said = errors(visitor, "/delegations/?organisation=trading")

    assert said == "No organisation is called “trading”. Did you mean kakuu-trading?"


# Words


@pytest.mark.parametrize(
    "words",
    ["hydrogen", "HYDROGEN lucknow", "山梨", "やまなし", "Yamanasi", "Nagasaki", "JP-90", "ﾔﾏﾅｼ"],
)
def test_words_find_texts_names_and_other_spellings(visitor, words):
    region = make.PrefectureFactory(code="JP-90", name_ja="山梨県")
    make.RegionAliasFactory(region=region, text="やまなし")
    make.RegionAliasFactory(region=region, text="Yamanasi")
    visit = make.DelegationFactory(
        title="Green hydrogen", lead=make.PrefectureGovernmentFactory(region=region)
    )
    make.StopFactory(delegation=visit, place="Lucknow")
    make.AttendanceFactory(delegation=visit, name="Governor Nagasaki")
    make.DelegationFactory(title="Another")

    assert found(visitor, f"/delegations/?q={words}") == {visit.reference}


def test_each_word_must_be_found(visitor):
    make.DelegationFactory(title="Green tea")

    assert found(visitor, "/delegations/?q=green coffee") == set()


def test_a_region_is_found_by_a_former_name(visitor):
    state = make.RegionFactory()
    make.RegionFactory()
    make.RegionAliasFactory(region=state, text="Old Kingdom")

    assert found(visitor, "/states/?q=kingdom") == {state.code}


# Choices


def test_choices_come_from_what_the_reader_may_see(visitor, official):
    tie = make.PartnershipFactory(title="Hidden – Tie", officials=True)
    initiative = make.InitiativeFactory(name="Hidden Initiative", officials=True)

    for client, shown in ((visitor, False), (official, True)):
        choices = client.get("/delegations/").context["filter"].form.fields
        assert ((tie.slug, "Hidden – Tie") in choices["partnership"].choices) is shown
        assert ((initiative.slug, "Hidden Initiative") in choices["initiative"].choices) is shown
    assert "not one of the choices" in errors(visitor, f"/delegations/?partnership={tie.slug}")
    assert found(official, f"/delegations/?partnership={tie.slug}") == set()


def test_the_filters_of_each_section_are_named_as_agreed():
    shared = {"q", "match", "quality", "changed_from", "changed_to"}
    dated = {"from", "to", "year"}
    region = {"state", "prefecture"}
    links = {"sector", "initiative", "partnership", "organisation"}
    names = {section.slug: set(section.filters.base_filters) for section in SECTIONS}

    assert names == {
        "states": {"q", "kind", "changed_from", "changed_to"},
        "prefectures": {"q", "changed_from", "changed_to"},
        "initiatives": shared | dated | region | {"kind", "sector", "organisation"},
        "partnerships": shared
        | dated
        | region
        | links - {"partnership"}
        | {"standing", "light", "kind"},
        "agreements": shared | dated | region | links | {"stage", "kind", "ending"},
        "delegations": shared | dated | region | links | {"status", "direction", "started"},
        "events": shared | dated | region | links | {"stage", "kind"},
        "programmes": shared | dated | region | links | {"stage", "kind", "direction"},
        "pledges": shared
        | dated
        | region
        | links
        | {"status", "overdue", "office", "made_by", "made_to"}
        | {"promised_from", "promised_to", "kept_from", "kept_to"},
        "targets": shared | dated | region | links - {"organisation"} | {"hedge"},
        "organisations": shared | region | {"kind", "side", "country"},
        "people": shared | region | {"organisation"},
        "sources": shared | dated | {"level", "source_language"},
    }


def test_a_chip_names_the_value_and_takes_it_away(visitor):
    first, second = make.RegionFactory(), make.RegionFactory()
    address = f"/delegations/?state={first.code}&state={second.code}&sort=title&page=1"

    chips = visitor.get(address).context["chips"]

    assert [(chip["label"], chip["value"]) for chip in chips] == [
        ("State", first.name_en),
        ("State", second.name_en),
    ]
    assert chips[0]["remove_url"] == f"/delegations/?state={second.code}&sort=title"
