"""The lists of the admin: found, filtered, and never a fault, whatever the address asks."""

import pytest
from django.contrib import admin

from partnerships.models import Delegation, Prefecture, State
from tests.admin.posting import admin_url, queries_of
from tests.factories import (
    AccessEventFactory,
    AttendanceFactory,
    DelegationFactory,
    EventFactory,
    FollowUpTemplateFactory,
    HoldingFactory,
    ImportBatchFactory,
    InitiativeFactory,
    MembershipFactory,
    MergedRecordFactory,
    OfficeFactory,
    PartnershipFactory,
    PledgeFactory,
    PostFactory,
    PrefectureFactory,
    PrefectureGovernmentFactory,
    ProgrammePartyFactory,
    ReferenceCounterFactory,
    RegionAliasFactory,
    RegionFactory,
    ReminderFactory,
    SectorFactory,
    SeededRowFactory,
    SignatureFactory,
    SourceFactory,
    StateFactory,
    StateGovernmentFactory,
    TargetFactory,
    UserFactory,
)

HOSTILE = [
    "title__regex=(a%2B)%2B%24",
    "title__range=1",
    "reference__in=",
    "status__exact=king",
    "status__isnull=maybe",
    "id__exact=99999999999999999999999",
    "id=abc",
    "id__in=1,x",
    "version__gt=1",
    "visibility__contains=p",
    "parties__organisation__name=x",
    "office__id__exact=x",
    "office__members__user__password__startswith=a",
    "password__startswith=a",
    "start_earliest__year=9999999",
    "nonsense=1",
    "o=1.-2.99.x",
    "o=-",
    "p=-1",
    "p=99999999",
    "p=x",
    "all=",
    "_facets=1",
    "_popup=1",
    "_to_field=title",
    "e=1",
    "q=%22%27%25_%5C",
    "q=" + "x" * 5_000,
    "q=" + "a+" * 2_000,
    "kind__exact=%F0%9F%98%80&kind__exact=%FF",
    "updated_at=yesterday",
    "public_from__exact=2025-02-30",
]


def assert_no_fault(client, model, query) -> None:
    url = admin_url(model, "changelist")
    response = client.get(f"{url}?{query}")
    assert response.status_code in (200, 302, 400), url
    if response.status_code == 302:
        assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("query", HOSTILE)
def test_no_address_of_the_richest_list_is_a_fault(administrator, query):
    DelegationFactory()
    assert_no_fault(administrator, Delegation, query)


@pytest.mark.any_database
@pytest.mark.parametrize("query", HOSTILE)
def test_no_address_of_any_list_is_a_fault(administrator, query):
    for model in admin.site._registry:
        assert_no_fault(administrator, model, query)


def test_a_lookup_that_was_not_offered_shows_the_whole_list_and_says_so(administrator):
    DelegationFactory(title="Made-up mission")

    response = administrator.get(
        admin_url(Delegation, "changelist") + "?title__regex=x", follow=True
    )

    page = response.content.decode()
    assert "cannot be filtered by that address" in page
    assert "Made-up mission" in page


def test_a_declared_filter_filters(administrator):
    DelegationFactory(title="Planned one")
    DelegationFactory(title="Completed one", completed=True)

    page = administrator.get(admin_url(Delegation, "changelist") + "?status__exact=completed")

    assert "Completed one" in page.content.decode()
    assert "Planned one" not in page.content.decode()


@pytest.mark.parametrize("term", ["Ōmade", "omade", "ＯＭＡＤＥ"])
def test_delegations_are_found_by_words_in_any_spelling(administrator, term):
    DelegationFactory(title="Mission to Ōmade")
    DelegationFactory(title="Another")

    response = administrator.get(admin_url(Delegation, "changelist"), {"q": term})

    assert [str(row.title) for row in response.context["cl"].result_list] == ["Mission to Ōmade"]


def test_delegations_are_found_by_their_parties(administrator):
    government = PrefectureGovernmentFactory()
    delegation = DelegationFactory(lead=government)
    DelegationFactory()

    response = administrator.get(
        admin_url(Delegation, "changelist"), {"q": government.region.name_ja}
    )

    assert list(response.context["cl"].result_list) == [delegation]


def test_regions_are_found_by_former_names_and_kanji(administrator):
    region = PrefectureFactory(name_ja="架空県")
    RegionAliasFactory(region=region, text="Old Kakū")

    for term in ("old kaku", "架空県"):
        response = administrator.get(admin_url(Prefecture, "changelist"), {"q": term})
        assert list(response.context["cl"].result_list) == [region]
    assert (
        not administrator.get(admin_url(State, "changelist"), {"q": "old kaku"})
        .context["cl"]
        .result_list
    )


def test_the_delegation_list_shows_who_when_and_where_from(administrator):
    DelegationFactory(
        lead=StateGovernmentFactory(region__name_en="Sendingpur"),
        host=PrefectureGovernmentFactory(region__name_en="Hostshima"),
        start="2025-07-28",
        end="2025-07-29",
    )

    page = administrator.get(admin_url(Delegation, "changelist")).content.decode()

    assert "Sendingpur → Hostshima" in page
    assert "28-29 Jul 2025" in page


def government():
    return StateGovernmentFactory()


#: How to make a line with all its links, and how many queries a list of such lines takes.
LISTS = {
    "delegation": (lambda: AttendanceFactory(delegation=DelegationFactory(lead=government())), 9),
    "event": (lambda: EventFactory(lead=government()), 7),
    "agreement": (
        lambda: SignatureFactory(
            organisation=government(), agreement__partnership=PartnershipFactory()
        ),
        8,
    ),
    "partnership": (lambda: PartnershipFactory(india=government()), 7),
    "initiative": (
        lambda: MembershipFactory(
            organisation=government(), initiative__parent=InitiativeFactory()
        ),
        7,
    ),
    "exchangeprogramme": (lambda: ProgrammePartyFactory(organisation=government()), 6),
    "target": (lambda: TargetFactory(region=RegionFactory()), 6),
    "organisation": (government, 5),
    "person": (lambda: HoldingFactory(post__organisation=government()), 6),
    "pledge": (PledgeFactory, 6),
    "followuptemplate": (FollowUpTemplateFactory, 5),
    "post": (lambda: PostFactory(organisation=government()), 5),
    "source": (SourceFactory, 5),
    "state": (StateFactory, 5),
    "prefecture": (PrefectureFactory, 5),
    "region": (RegionFactory, 5),
    "sector": (lambda: SectorFactory(parent=SectorFactory()), 5),
    "user": (UserFactory, 5),
    "office": (OfficeFactory, 5),
    "accessevent": (lambda: AccessEventFactory(user=UserFactory()), 7),
    "importbatch": (lambda: ImportBatchFactory(user=UserFactory()), 5),
    "mergedrecord": (MergedRecordFactory, 7),
    "referencecounter": (ReferenceCounterFactory, 6),
    "reminder": (ReminderFactory, 5),
    "seededrow": (SeededRowFactory, 6),
}


def test_every_list_is_counted():
    assert {model._meta.model_name for model in admin.site._registry} == set(LISTS)


@pytest.mark.any_database
@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_fifty_lines_as_for_one(administrator, name):
    make, expected = LISTS[name]
    url = f"/admin/partnerships/{name}/"
    administrator.get(url)
    asked = []
    for more in (1, 2, 47):
        for _each in range(more):
            make()
        asked.append(queries_of(administrator, url))
    assert asked == [expected] * 3
