"""How much of what is expected a record says."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.metrics.completeness import EXPECTED, completeness_of, with_expected
from partnerships.models import Delegation
from tests.factories import (
    AgreementFactory,
    AttendanceFactory,
    CitationFactory,
    DelegationFactory,
    OrganisationFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    SourceFactory,
    StateGovernmentFactory,
    StopFactory,
)
from tests.sections_world import make

DAY = date(2026, 11, 2)


def of(record, on=DAY):
    seen = with_expected(type(record).objects.visible_to(AnonymousUser()), AnonymousUser())
    return completeness_of(seen.get(pk=record.pk), on)


def missing(record, on=DAY):
    return [str(one.missing) for one in of(record, on).missing]


def whole_mission(**values):
    mission = DelegationFactory(
        **{"start": "2025-07-28", "status": "completed", "outcome": "A letter", **values},
        headcount=44, purpose="Orchards", lead=PrefectureGovernmentFactory(),
        host=StateGovernmentFactory(), sectors=[SectorFactory()],
    )  # fmt: skip
    AttendanceFactory(delegation=mission, leads=True)
    StopFactory(delegation=mission, region=mission.parties.last().organisation.region)
    CitationFactory(record=mission)
    return mission


@pytest.mark.django_db
def test_a_mission_that_says_all_is_complete():
    found = of(whole_mission())

    assert (found.value, found.missing) == (100, ())


@pytest.mark.django_db
def test_an_empty_mission_is_told_all_that_is_missing():
    mission = DelegationFactory()

    assert of(mission).value == 0
    assert missing(mission) == [
        "when it began",
        "a party from each country",
        "how many took part",
        "what it was for",
        "a sector",
        "a source better than word of mouth",
        "who led it",
        "its stops, each with its region",
    ]


@pytest.mark.django_db
def test_a_month_is_known_and_yet_no_day():
    assert missing(whole_mission(start="2025-07")) == ["the day it began"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "start", "told"),
    [
        ("planned", "2026-11-03", False),
        ("planned", "2026-11-01", True),
        ("completed", "2026-11-03", True),
        ("cancelled", "2026-11-01", False),
    ],
)
def test_an_outcome_is_expected_once_it_is_over(status, start, told):
    mission = whole_mission(status=status, start=start, outcome="")

    assert missing(mission) == (["what came of it"] if told else [])


@pytest.mark.django_db
def test_a_stop_abroad_needs_no_region_and_one_at_home_does():
    mission = whole_mission()
    StopFactory(delegation=mission, country="SG")
    assert missing(mission) == []

    StopFactory(delegation=mission, country="IN")
    assert missing(mission) == ["its stops, each with its region"]


@pytest.mark.django_db
def test_word_of_mouth_and_hidden_sources_do_not_count():
    mission = whole_mission()
    mission.citations.all().delete()
    CitationFactory(record=mission, source=SourceFactory(level="verbal"))
    CitationFactory(record=mission, source=SourceFactory(for_office=True))

    assert missing(mission) == ["a source better than word of mouth"]


@pytest.mark.django_db
def test_what_a_reader_may_not_see_counts_as_absent():
    mission = whole_mission()
    hidden = OrganisationFactory(country="JP", for_office=True)
    mission.parties.filter(organisation__country="JP").update(organisation=hidden)

    assert missing(mission) == ["a party from each country"]


@pytest.mark.django_db
def test_an_agreement_that_is_not_signed_need_not_say_when():
    told = ["when it was signed", "when it ends, or that it has no end"]

    assert not set(told) & set(missing(AgreementFactory(stage="planned")))
    assert set(told) <= set(missing(AgreementFactory(stage="done")))


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("model", EXPECTED)
def test_every_kind_is_asked_without_a_query_a_record(model, django_assert_num_queries):
    slug = {"Person": "people"}.get(model.__name__, f"{model.__name__.lower()}s")
    for _number in range(3):
        make(slug)
    records = list(with_expected(model.objects.all(), AnonymousUser()))

    with django_assert_num_queries(0):
        values = [completeness_of(record, DAY).value for record in records]

    assert len(values) >= 3
    assert all(0 <= value < 100 for value in values)


@pytest.mark.django_db
@pytest.mark.parametrize("model", EXPECTED)
def test_what_is_missing_is_asked_for_on_the_form(administrator, model):
    page = administrator.get(f"/admin/partnerships/{model._meta.model_name}/add/").content.decode()
    for expectation in EXPECTED[model]:
        assert f'id="{expectation.anchor}"' in page, expectation.name


@pytest.mark.django_db
def test_officials_read_it_on_the_page_and_visitors_do_not(visitor, official, administrator):
    mission = whole_mission(start="2025-07")
    page = mission.get_absolute_url()

    assert "% complete" not in visitor.get(page).content.decode()
    assert "the day it began" in official.get(page).content.decode()
    assert "/admin/" not in str(official.get(page).context["completeness"]["missing"])
    form = f"/admin/partnerships/delegation/{mission.pk}/change/#id_start"
    assert f'href="{form}"' in administrator.get(page).content.decode()


@pytest.mark.django_db
def test_the_list_and_the_form_of_the_admin_show_it(administrator):
    mission = whole_mission(start="2025-07")
    lines = administrator.get("/admin/partnerships/delegation/").content.decode()
    form = administrator.get(f"/admin/partnerships/delegation/{mission.pk}/change/")

    assert '<td class="field-complete">90 %</td>' in lines
    assert '<a href="#id_start">the day it began</a>' in form.content.decode()
    assert Delegation.objects.get().version == mission.version
