"""Whom the cells of a file name."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import (
    Agreement,
    Delegation,
    Initiative,
    Office,
    Organisation,
    Person,
    Region,
    Sector,
    Source,
    State,
)
from partnerships.services.importing.names import Names
from partnerships.services.merging import merge
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def admin():
    return factories.UserFactory(administrator=True)


@pytest.fixture
def names(admin):
    """The names as read once everything is there: make the records first."""
    return Names(admin)


def found(names, kind, text) -> str:
    record = names.find(kind, text)
    return str(getattr(record, "identifier", record and record.pk)) if record else ""


@pytest.fixture
def hills():
    """The government of a state with names in three languages and a former one."""
    region = factories.StateFactory(
        code="IN-QH", name_en="Qhillpur", name_ja="架空丘州", name_hi="काल्पनिक पहाड़"
    )
    factories.RegionAliasFactory(region=region, text="Old Hillpore")
    return factories.StateGovernmentFactory(region=region)


@pytest.fixture
def lake():
    region = factories.PrefectureFactory(code="JP-77", name_en="Mizuno", name_ja="水野県")
    factories.RegionAliasFactory(region=region, text="水野", kind="kanji")
    return factories.PrefectureGovernmentFactory(region=region)


@pytest.mark.parametrize(
    "text",
    [
        "IN-QH",
        "in-qh",
        "ＩＮ－ＱＨ",
        "Qhillpur",
        " QHILLPUR ",
        "Qhīllpur",
        "架空丘州",
        "काल्पनिक पहाड़",
        "Old Hillpore",
        "Government of Qhillpur",
        "Govt. of Old Hillpore",
        "Qhillpur State",
        "Qhillpur state government",
        "काल्पनिक पहाड़ सरकार",
    ],
)
def test_a_regions_code_and_names_mean_its_government(names, hills, text):
    assert names.find(Organisation, text) == hills
    assert names.find(Region, text) == names.find(State, text) == hills.region


@pytest.mark.parametrize("text", ["水野県", "水野県庁", "水野", "Mizuno Pref.", "水 野 県"])
def test_a_prefecture_is_known_by_what_offices_call_it(names, lake, text):
    assert names.find(Organisation, text) == lake


def test_a_body_is_known_by_slug_names_and_other_names(names):
    body = factories.OrganisationFactory(
        name="Made-up Chamber",
        slug="chamber",
        name_ja="架空 商工会議所",
        other_names="MCC\nOld Hall",
    )
    for text in ("chamber", "made up chamber", "架空商工会議所", "mcc", "Old Hall"):
        assert names.find(Organisation, text) == body


def test_remarks_in_brackets_are_not_guessed_away(names, hills):
    city = factories.OrganisationFactory(name="Madeupbai", slug="madeupbai")
    assert names.find(Organisation, "Madeupbai (Qhillpur)") is None
    assert set(names.nearest(Organisation, "Madeupbai (Qhillpur)")[:2]) == {city, hills}


def test_a_name_of_two_is_not_found_and_both_are_nearest(names, lake):
    city = factories.OrganisationFactory(
        name="Mizuno City", slug="mizuno-city", other_names="Mizuno"
    )
    assert names.find(Organisation, "Mizuno") is None
    assert set(names.nearest(Organisation, "Mizuno")[:2]) == {lake, city}
    assert (
        names.find(Organisation, "mizuno-city") == names.find(Organisation, "Mizuno city") == city
    )
    assert names.find(Organisation, "Mizuno Prefecture") == lake


def test_what_is_nearest_is_told_by_likeness_and_bounded(names):
    bodies = [factories.OrganisationFactory(name=f"Made-up Board {n}") for n in range(9)]
    wanted = factories.OrganisationFactory(name="Institute of Imaginary Trade")
    assert names.nearest(Organisation, "Imaginary Trade Institute")[0] == wanted
    assert len(names.nearest(Organisation, "Made-up Board", most=3)) == 3
    assert names.nearest(Organisation, "zzz") == []
    assert names.nearest(Organisation, "Made-up Board 4")[0] == bodies[4]


def test_people_are_known_with_honorifics_and_in_either_order(names):
    person = factories.PersonFactory(
        name="Taro Kakuu", name_local="架空 太郎", other_names="T. Kakuu"
    )
    for text in (
        "Taro Kakuu",
        "KAKUU Taro",
        "Kakuu, Taro",
        "Mr. Taro Kakuu",
        "架空太郎",
        "架空太郎氏",
    ):
        assert names.find(Person, text) == person
    assert names.find(Person, "T. Kakuu") == person


def test_records_are_known_by_reference_or_by_a_title_that_is_the_only_one(names):
    one = factories.DelegationFactory(title="Made-up mission", title_ja="架空訪問団")
    factories.DelegationFactory(title="Yearly visit")
    factories.DelegationFactory(title="Yearly visit")
    for text in (one.reference, one.reference.lower(), "made-up  mission", "架空訪問団"):
        assert names.find(Delegation, text) == one
    assert names.find(Delegation, "Yearly visit") is None


@pytest.mark.parametrize(
    ("kind", "factory", "values", "text"),
    [
        (Sector, "SectorFactory", {"synonyms": "Made-up ware"}, "made-up ware"),
        (Initiative, "InitiativeFactory", {"name_ja": "架空構想"}, "架空構想"),
        (Source, "SourceFactory", {"title": "A made-up release"}, "A made-up release"),
        (Agreement, "AgreementFactory", {"title": "Made-up MoU"}, "Made-up MoU"),
        (Office, "OfficeFactory", {"name": "Made-up desk"}, "made-up desk"),
    ],
)
def test_other_kinds_are_known_by_their_names(names, kind, factory, values, text):
    record = getattr(factories, factory)(**values)
    assert names.find(kind, text) == record


def test_the_key_of_a_merged_record_leads_on(admin, names):
    kept, gone, last = (factories.OrganisationFactory() for _ in range(3))
    for stays, goes in ((kept, gone), (last, kept)):
        stays.refresh_from_db()
        goes.refresh_from_db()
        versions = {"expected_version": stays.version, "expected_version_of_gone": goes.version}
        merge(stays, goes, by=admin, reason="One and the same", **versions)
    assert names.find(Organisation, gone.slug) == last
    assert names.find(Organisation, gone.name) == last


def test_what_the_reader_may_not_see_is_not_named():
    hidden = factories.OrganisationFactory(name="Hidden Body", slug="hidden", for_office=True)
    person = factories.PersonFactory(name="Hidden Person", for_office=True)
    names = Names(AnonymousUser())
    for kind, record in ((Organisation, hidden), (Person, person)):
        assert names.find(kind, record.name) is names.find(kind, record.slug) is None
        assert record not in names.nearest(kind, record.name)
        assert names.many(kind, f"{record.name}, Nobody") == [f"{record.name}, Nobody"]


# Several in one cell


@pytest.mark.parametrize(
    "text",
    [
        "IN-QH; JP-77",
        "IN-QH；JP-77",
        "Qhillpur, Mizuno",
        "Qhillpur and Mizuno",
        "Qhillpur/Mizuno",
        "Qhillpur & Mizuno",
        "架空丘州、水野県",
        "架空丘州・水野県",
        "架空丘州と水野県",
        "架空丘州及び水野県",
        "架空丘州\n水野県",
        "काल्पनिक पहाड़ और Mizuno",
        "Qhillpur, Mizuno,",
    ],
)
def test_a_cell_of_several_is_parted(names, hills, lake, text):
    parts = names.many(Organisation, text)
    assert [names.find(Organisation, part) for part in parts] == [hills, lake]


def test_a_name_that_holds_a_mark_stays_whole(names, hills, lake):
    body = factories.OrganisationFactory(name="Guild, Qhillpur and Mizuno")
    text = "Guild, Qhillpur and Mizuno, Mizuno"
    parts = names.many(Organisation, text)
    assert [names.find(Organisation, part) for part in parts] == [body, lake]


def test_only_the_semicolon_parts_what_is_not_known(names, hills, lake):
    assert names.many(Organisation, "Qhillpur, Nowhere") == ["Qhillpur, Nowhere"]
    assert names.many(Organisation, "Qhillpur; Nowhere") == ["Qhillpur", "Nowhere"]
    assert names.many(Organisation, "Nowhere, Erewhon") == ["Nowhere, Erewhon"]


def test_marks_that_stand_in_no_name_part_what_is_known_in_part(names, hills, lake):
    assert names.many(Organisation, "水野県、架空県") == ["水野県", "架空県"]
    assert names.many(Organisation, "水野県\nNowhere") == ["水野県", "Nowhere"]
    assert names.many(Organisation, "架空県、無県") == ["架空県、無県"]


def test_an_empty_cell_names_nobody(names, hills):
    assert names.many(Organisation, " ; ") == []
    assert names.find(Organisation, "") is names.find(Organisation, "; ") is None
    factories.OfficeFactory()
    assert names.find(Office, "") is None
    assert names.nearest(Organisation, "") == []


# Cost


def test_cells_cost_no_queries_once_a_kind_is_read(names, hills, django_assert_num_queries):
    names.find(Organisation, "x")
    names.find(Person, "x")
    with django_assert_num_queries(0):
        for text in ("Qhillpur", "nobody", "a, b", "IN-QH"):
            names.find(Organisation, text)
            names.many(Organisation, text)
            [str(one) for one in names.nearest(Organisation, text)]
            names.find(Person, text)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_kind_is_read_in_the_same_queries_however_many_records(
    names, rows, django_assert_num_queries
):
    for _row in range(rows):
        factories.PrefectureGovernmentFactory()
    names.find(Sector, "x")
    with django_assert_num_queries(4):  # bodies with regions, regions, aliases, merges
        names.find(Organisation, "x")


@pytest.mark.parametrize("part", ["a,", "と", "; ", "mr ", "state of ", "、水野県"])
def test_long_cells_are_answered_at_once(names, lake, part):
    names.find(Organisation, "x")
    begun = time.perf_counter()
    for kind in (Organisation, Person):
        cell = (part * 30_000)[:30_000]
        names.find(kind, cell)
        names.many(kind, cell)
        names.nearest(kind, cell)
    assert time.perf_counter() - begun < 2
