"""Look-alikes of records on file and of what is being typed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships import models
from partnerships.dates import parse
from partnerships.metrics.lookalikes import Sought, look_alikes, sought_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """A state's government and a prefecture's."""
    return factories.StateGovernmentFactory(), factories.PrefectureGovernmentFactory()


@pytest.fixture
def anyone():
    return AnonymousUser()


def visit(pair, start="", **values):
    state, prefecture = pair
    return factories.DelegationFactory(lead=state, host=prefecture, start=start, **values)


def typed(model=models.Delegation, *names, start="", end="", **values):
    return Sought(model, names=names, start=parse(start), end=parse(end), **values)


def told(sought, user) -> dict:
    return {found.record: found.reasons for found in look_alikes(sought, user)}


def strong(sought, user) -> list:
    return [found.record for found in look_alikes(sought, user) if found.is_strong]


def keys(pair):
    return frozenset(organisation.pk for organisation in pair)


def test_a_visit_between_the_same_regions_on_overlapping_days_looks_alike(pair, anyone):
    known = visit(pair, "2025-07-28", end="2025-07-30")
    visit(pair, "2025-09")
    sought = typed(models.Delegation, "Quite other words", start="2025-07", parties=keys(pair))
    names = ", ".join(str(party) for party in pair)
    sentence = f"The dates overlap (28-30 Jul 2025), and both name {names}."
    assert told(sought, anyone) == {known: (sentence,)}
    assert strong(sought, anyone) == [known]


def test_a_stop_and_another_body_of_the_region_count_as_the_region(pair, anyone):
    state, prefecture = pair
    known = factories.DelegationFactory(start="2025-07", lead=state)
    factories.StopFactory(delegation=known, region=prefecture.region)
    city = factories.OrganisationFactory(region=state.region, country="IN")
    parties = frozenset([city.pk, prefecture.pk])
    assert strong(typed(start="2025-07-03", parties=parties), anyone) == [known]


def test_one_side_in_common_is_no_pair(pair, anyone):
    visit(pair, "2025-07")
    other = factories.PrefectureGovernmentFactory()
    sought = typed(start="2025-07", parties=frozenset([pair[0].pk, other.pk]))
    assert told(sought, anyone) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Survey group of Madeup to Kakuu", "Kakuu: survey group of Madeup"),
        ("Governor's visit to Kakuu", "Governors visit to Kakuu"),
        ("架空県知事のマデアップ州訪問", "架空県知事のマデアップ州への訪問"),
        ("मनगढ़ंत राज्य का दौरा", "मनगढ़ंत राज्य का दौरा।"),
    ],
)
def test_similar_titles_look_alike_in_every_script(anyone, one, other):
    known = factories.DelegationFactory(title=other)
    assert strong(typed(models.Delegation, one), anyone) == [known]


def test_a_title_in_another_language_is_compared_too(anyone):
    known = factories.EventFactory(title="Forum", title_ja="架空県フォーラム")
    assert told(typed(models.Event, "架空県フォーラム"), anyone) == {known: ("The same title.",)}


@pytest.mark.parametrize("title", ["10th made-up forum", "Made-up forum", "A tea ceremony"])
def test_other_numbers_or_other_words_are_another_title(anyone, title):
    factories.EventFactory(title="11th made-up forum")
    assert told(typed(models.Event, title), anyone) == {}


def test_the_same_title_a_year_later_is_told_but_not_held_against_a_save(anyone):
    known = factories.EventFactory(title="Made-up regular meeting", start="2024-07")
    sought = typed(models.Event, "Made-up regular meeting", start="2025-07")
    assert told(sought, anyone) == {known: ("The same title, on other dates.",)}
    assert strong(sought, anyone) == []


def test_what_a_record_names_as_another_is_no_look_alike(anyone):
    mission = factories.DelegationFactory(title="Made-up mission", start="2025-07")
    part = factories.DelegationFactory(title="Made-up mission", start="2025-07", parent=mission)
    assert look_alikes(sought_of(part, anyone), anyone) == []


def test_the_same_leader_looks_alike_by_record_or_name(anyone):
    person = factories.PersonFactory(name="Nobody Real")
    known = factories.DelegationFactory(start="2025-07")
    factories.AttendanceFactory(delegation=known, person=person, name="", leads=True)
    by_record = typed(start="2025-07-20", lead_people=frozenset([person.pk]))
    by_name = typed(start="2025-07-20", lead_names=frozenset(["NOBODY REAL"]))
    reason = ("It is led by the same person, Nobody Real.",)
    assert told(by_record, anyone) == told(by_name, anyone) == {known: reason}
    assert strong(by_record, anyone) == [known]
    assert strong(typed(lead_people=frozenset([person.pk])), anyone) == []


def test_the_same_lead_party_within_a_month_is_told(pair, anyone):
    near = visit(pair, "2025-07-28")
    visit(pair, "2025-12")
    sought = typed(start="2025-08-20", lead_parties=frozenset([pair[0].pk]))
    assert told(sought, anyone) == {near: ("The same party leads it, at most a month apart.",)}


def test_agreements_of_the_same_parties_signed_in_the_same_time_look_alike(pair, anyone):
    known = factories.AgreementFactory(signed="2025-08-30")
    for party in pair:
        factories.SignatureFactory(agreement=known, organisation=party)
    sought = typed(models.Agreement, start="2025-08", parties=keys(pair))
    assert strong(sought, anyone) == [known]


@pytest.mark.parametrize(
    "name", ["Made-up Chamber", "MADE UP CHAMBER", "架空商工会議所", "Kakuu Chamber of Trade"]
)
def test_an_organisation_is_known_by_each_of_its_names(anyone, name):
    known = factories.OrganisationFactory(
        name="Made-up Chamber", name_ja="架空商工会議所", other_names="KCT\nKakuu Chamber of Trade"
    )
    assert strong(typed(models.Organisation, name), anyone) == [known]


def test_the_same_name_in_another_region_is_told_as_weaker(anyone):
    here, there = factories.RegionFactory(), factories.RegionFactory()
    known = factories.OrganisationFactory(name="Chamber of Made-up Trade", region=there)
    sought = typed(models.Organisation, "Chamber of Made-up Trade", region=here.pk)
    assert told(sought, anyone)[known][1] == "It lies in another region."
    assert strong(sought, anyone) == []


@pytest.mark.parametrize("name", ["Real Nobody", "nobody réal", "架空太郎", "Nobodie Real"])
def test_a_person_is_known_with_the_names_in_another_order_or_spelling(anyone, name):
    known = factories.PersonFactory(name="Nobody Real", name_local="架空 太郎")
    assert list(told(typed(models.Person, name), anyone)) == [known]


def test_a_similar_name_in_the_same_post_is_strong(anyone):
    post = factories.PostFactory()
    known = factories.PersonFactory(name="Nobody Real")
    factories.HoldingFactory(person=known, post=post)
    assert strong(typed(models.Person, "Nobodie Real"), anyone) == []
    sought = typed(models.Person, "Nobodie Real", posts=frozenset([post.pk]))
    assert strong(sought, anyone) == [known]


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/made-up?id=7",
        "http://www.news.example/made-up/?utm_source=mail&id=7#top",
    ],
)
def test_a_source_is_known_by_its_address(anyone, url):
    known = factories.SourceFactory(title="Other words", url="https://news.example/made-up?id=7")
    factories.SourceFactory(title="Nothing alike", url="https://news.example/made-up?id=8")
    assert told(typed(models.Source, "Made up", url=url), anyone) == {known: ("The same address.",)}


def test_a_source_is_known_by_publisher_and_title(anyone):
    known = factories.SourceFactory(title="Visit made up", publisher="Made-up Times")
    sought = typed(models.Source, "Visit made up", publisher="made-up times")
    assert strong(sought, anyone) == [known]


def test_a_hidden_record_is_no_look_alike(pair, anyone):
    visit(pair, "2025-07", title="Made-up visit", for_parties=True)
    sought = typed(models.Delegation, "Made-up visit", start="2025-07", parties=keys(pair))
    assert look_alikes(sought, anyone) == []


def test_a_hidden_row_gives_no_reason(pair, anyone):
    state = pair[0]
    hidden = factories.OrganisationFactory(
        region=pair[1].region, country="JP", for_parties=True, name="Hidden"
    )
    known = factories.DelegationFactory(lead=state, host=hidden, start="2025-07")
    person = factories.PersonFactory(for_parties=True)
    factories.AttendanceFactory(delegation=known, person=person, leads=True)
    sought = typed(start="2025-07", parties=keys(pair), lead_people=frozenset([person.pk]))
    assert look_alikes(sought, anyone) == []


def test_a_stored_record_does_not_look_like_itself(pair, anyone):
    one, other = visit(pair, "2025-07"), visit(pair, "2025-07-03")
    assert strong(sought_of(one, anyone), anyone) == [other]


@pytest.mark.parametrize("model", [models.Delegation, models.Event, models.Agreement])
def test_nothing_typed_looks_like_nothing(anyone, model, pair):
    visit(pair, "2025-07")
    assert look_alikes(typed(model), anyone) == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_is_constant(pair, anyone, count):
    for number in range(count):
        visit(pair, "2025-07", title=f"Made-up visit {'abc'[number % 3]}")
    sought = typed(
        models.Delegation,
        "Made-up visit",
        start="2025-07",
        parties=keys(pair),
        lead_parties=keys(pair),
        lead_names=frozenset(["Nobody"]),
    )
    with CaptureQueriesContext(connection) as queries:
        look_alikes(sought, anyone)
    assert len(queries) == 8


def test_sub_parties_are_no_look_alikes_of_their_mission(pair, anyone):
    mission = visit(pair, "2025-07-28", title="Made-up mission")
    visit(pair, "2025-07-28", title="Made-up mission, assembly", parent=mission)
    again = visit(pair, "2025-07-28", title="Made-up mission")

    assert list(told(sought_of(mission, anyone), anyone)) == [again]
