"""The forms of all records: they come back unchanged, and take as many queries for many rows."""

from datetime import time

import pytest
from django.contrib import admin

from partnerships.models import Organisation, Partnership, Person, Region, Source, State
from tests import factories
from tests.admin.posting import admin_url, errors_of, post, queries_of
from tests.factories import (
    AgreementFactory,
    AttendanceFactory,
    CitationFactory,
    CohortFactory,
    DelegationFactory,
    DelegationPartyFactory,
    EventAttendanceFactory,
    EventFactory,
    EventPartyFactory,
    ExchangeProgrammeFactory,
    FigureFactory,
    HoldingFactory,
    InitiativeAimFactory,
    InitiativeFactory,
    MembershipFactory,
    OfficeFactory,
    OfficeMemberFactory,
    OrganisationFactory,
    PartnershipFactory,
    PartnershipPartyFactory,
    PersonFactory,
    PrefectureGovernmentFactory,
    ProgrammePartyFactory,
    RegionAliasFactory,
    RegionFactory,
    RegionSuccessionFactory,
    SectorFactory,
    SignatureFactory,
    SourceFactory,
    StateFactory,
    StateGovernmentFactory,
    StopFactory,
    TargetFactory,
    UserFactory,
)


def government():
    return StateGovernmentFactory()


def cited(record):
    CitationFactory(record=record, field="title")
    FigureFactory(record=record, organisation=government(), as_of="FY2025", value=3)


def fill_delegation(record):
    DelegationPartyFactory(delegation=record, organisation=government(), headcount=7)
    StopFactory(delegation=record, host=government(), region=RegionFactory(), date="2025-07")
    AttendanceFactory(delegation=record, person=PersonFactory(), organisation=government())
    DelegationFactory(parent=record, lead=government(), headcount=3)
    cited(record)


def fill_event(record):
    EventPartyFactory(event=record, organisation=government())
    EventAttendanceFactory(event=record, person=PersonFactory(), organisation=government())
    cited(record)


def fill_agreement(record):
    SignatureFactory(
        agreement=record,
        organisation=government(),
        on_behalf_of=government(),
        person=PersonFactory(),
        signed="2025-08-30",
    )
    cited(record)


def fill_partnership(record):
    PartnershipPartyFactory(partnership=record, organisation=government())
    cited(record)


def fill_initiative(record):
    MembershipFactory(initiative=record, organisation=government(), joined="2025", left="2026")
    InitiativeAimFactory(initiative=record)
    cited(record)


def fill_programme(record):
    ProgrammePartyFactory(programme=record, organisation=government())
    CohortFactory(programme=record, start="FY2025", planned=30, actual=28)
    cited(record)


def fill_person(record):
    HoldingFactory(
        person=record, post__organisation=government(), held_from="2024", seen_on="2025-01-01"
    )
    cited(record)


def fill_region(record):
    RegionAliasFactory(region=record)
    RegionSuccessionFactory(successor=record, took_effect="2014-06-02")


#: How a record is made, how a row of every kind is added to it, and the queries of its form.
FORMS = {
    "delegation": (lambda: DelegationFactory(start="Dec 2024"), fill_delegation, 35),
    "event": (lambda: EventFactory(start="2025-Q3"), fill_event, 27),
    "agreement": (lambda: AgreementFactory(signed="2024"), fill_agreement, 25),
    "partnership": (lambda: PartnershipFactory(begun="by 2029-03"), fill_partnership, 20),
    "initiative": (lambda: InitiativeFactory(launched="令和7年8月29日"), fill_initiative, 18),
    "exchangeprogramme": (ExchangeProgrammeFactory, fill_programme, 21),
    "target": (lambda: TargetFactory(value=500_000), cited, 13),
    "organisation": (OrganisationFactory, cited, 13),
    "person": (PersonFactory, fill_person, 20),
    "source": (lambda: SourceFactory(published="unknown: page undated"), lambda _record: None, 7),
    "state": (StateFactory, fill_region, 8),
    "region": (RegionFactory, fill_region, 8),
    "sector": (SectorFactory, lambda _record: None, 5),
    "office": (OfficeFactory, lambda record: OfficeMemberFactory(office=record), 10),
    "user": (UserFactory, lambda record: OfficeMemberFactory(user=record), 9),
}


def change_url(record):
    return admin_url(type(record), "change", record.pk)


@pytest.mark.any_database
@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_as_much_for_fifty_rows_as_for_one(administrator, name):
    make, fill, expected = FORMS[name]
    record = make()
    administrator.get(change_url(record))
    asked = []
    for more in (1, 2, 47):
        for _each in range(more):
            fill(record)
        asked.append(queries_of(administrator, change_url(record)))
    assert asked == [expected] * 3


VERSIONED = [name for name in FORMS if name not in ("office", "user", "region", "state", "sector")]


@pytest.mark.parametrize("name", VERSIONED)
def test_a_form_saved_as_it_was_changes_nothing(administrator, name):
    make, fill, _queries = FORMS[name]
    record = make()
    fill(record)
    before = type(record).objects.values().get(pk=record.pk)

    response = post(administrator, change_url(record), follow=True)

    assert "nothing was changed" in response.content.decode()
    assert type(record).objects.values().get(pk=record.pk) == before


@pytest.mark.parametrize("name", ["state", "sector"])
def test_reference_data_counts_its_versions(administrator, name):
    record = FORMS[name][0]()

    post(administrator, change_url(record), name_ja="架空")

    record.refresh_from_db()
    assert (record.version, record.name_ja) == (2, "架空")


def test_a_stale_form_of_a_region_is_refused(administrator):
    region = StateFactory()

    response = post(administrator, change_url(region), name_ja="架空", expected_version="7")

    assert "while you were editing it" in errors_of(response)["__all__"][0]


MINIMAL = {
    "event": {"title": "Made-up meeting", "kind": "meeting"},
    "agreement": {"title": "Made-up memorandum", "kind": "mou"},
    "initiative": {"name": "Made-up Initiative", "kind": "initiative"},
    "exchangeprogramme": {"title": "Made-up", "kind": "student", "direction": "both"},
    "target": {"title": "Made-up goal", "unit": "people", "value_number": "500000"},
    "organisation": {"name": "Made-up Hall", "kind": "city"},
    "person": {"name": "Nobody Real"},
    "source": {"title": "Made-up release", "url": "https://source.example/1", "level": "press"},
    "sector": {"name_en": "Made-up sector", "slug": "made-up"},
    "office": {"name": "Made-up Office"},
    "state": {
        "code": "IN-XX", "kind": "state", "name_en": "A", "name_ja": "あ", "name_hi": "अ",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", MINIMAL)
def test_a_record_is_added_with_little(administrator, name):
    url = f"/admin/partnerships/{name}/add/"
    response = post(administrator, url, follow=True, **MINIMAL[name])

    assert response.redirect_chain, errors_of(response)
    model = next(model for model in admin.site._registry if model._meta.model_name == name)
    assert model.objects.count() == 1


def test_a_partnership_is_named_by_its_parties(administrator):
    india, japan = StateGovernmentFactory(), PrefectureGovernmentFactory()
    post(
        administrator,
        admin_url(Partnership, "add"),
        kind="sister",
        standing="in_force",
        **{"parties-0-organisation": india.pk, "parties-1-organisation": japan.pk},
    )

    tie = Partnership.objects.get()
    assert tie.title == f"{india.name} – {japan.name}"
    assert [row.side for row in tie.parties.all()] == ["IN", "JP"]


def test_an_end_and_no_end_contradict_each_other(administrator):
    agreement = AgreementFactory()

    response = post(administrator, change_url(agreement), ends="2029", is_open_ended="on")

    assert errors_of(response) == {
        "is_open_ended": ["An agreement without an end has no date of ending."]
    }


def test_times_need_their_zone(administrator):
    event = EventFactory()

    without = post(administrator, change_url(event), start_time="10:30")
    wrong = post(administrator, change_url(event), start_time="10:30", time_zone="Asia/Nowhere")

    assert errors_of(without) == {"time_zone": ["Say in which time zone the times are."]}
    assert "Asia/Nowhere" in errors_of(wrong)["time_zone"][0]


def test_an_end_time_needs_a_start_time(administrator):
    event = EventFactory()
    times = {"end_time": "11:30", "time_zone": "Asia/Tokyo"}

    without = post(administrator, change_url(event), **times)
    post(administrator, change_url(event), start_time="10:30", **times)

    assert errors_of(without) == {"end_time": ["Say when it starts, too."]}
    event.refresh_from_db()
    assert (event.start_time, event.end_time) == (time(10, 30), time(11, 30))


def test_a_second_government_of_a_region_is_refused_at_the_region(administrator):
    first = StateGovernmentFactory()

    response = post(
        administrator,
        admin_url(Organisation, "add"),
        name="Another",
        kind="regional_government",
        country="IN",
        region=first.region_id,
    )

    assert errors_of(response) == {"region": ["This region has its regional government already."]}


def test_a_name_belongs_to_one_region(administrator):
    other = RegionAliasFactory(text="Old Kakū").region
    region = StateFactory()
    row = {"aliases-0-kind": "former_name", "aliases-0-language": "en"}

    response = post(
        administrator,
        change_url(region),
        **{"aliases-TOTAL_FORMS": "1", "aliases-0-text": "old kaku", **row},
    )

    assert errors_of(response) == {
        "aliases-0-text": [f"This name belongs to {other.name} already."]
    }
    assert not Region.objects.get(pk=region.pk).aliases.exists()


def new_names(count):
    """`count` rows of names as a browser posts them, in the boxes of a region's form."""
    rows = {"aliases-TOTAL_FORMS": str(count)}
    for number in range(count):
        row = {"id": "", "text": f"Made-up name {number}", "kind": "former_name", "language": "en"}
        rows |= {f"aliases-{number}-{box}": value for box, value in row.items()}
    return rows


@pytest.mark.any_database
def test_a_form_of_100_filled_rows_is_saved(administrator):
    region = StateFactory()

    assert post(administrator, change_url(region), **new_names(100)).status_code == 302
    assert region.aliases.count() == 100


def test_more_new_rows_than_a_form_takes_are_refused_with_their_number(administrator, monkeypatch):
    monkeypatch.setattr("partnerships.admin.row_limits.MOST_NEW_ROWS", 3)
    region = RegionAliasFactory(region=StateFactory()).region

    response = post(
        administrator,
        change_url(region),
        **{"aliases-TOTAL_FORMS": "2000", "aliases-1999-text": "Made-up name"},
    )

    assert "rows at once" in errors_of(response)["aliases"][0]
    rows = response.context["inline_admin_formsets"][0].formset
    assert len(rows.forms) == 4


def test_rows_of_which_nothing_was_posted_are_not_drawn_again(administrator):
    region = StateFactory()
    rows = {**new_names(2), "aliases-TOTAL_FORMS": "200", "aliases-1-text": "made-up name 0"}

    response = post(administrator, change_url(region), **rows)

    formset = response.context["inline_admin_formsets"][0].formset
    assert [form["text"].value() for form in formset.forms] == ["Made-up name 0", "made-up name 0"]
    assert 'name="aliases-TOTAL_FORMS" value="2"' in response.content.decode()


def test_a_name_given_twice_on_one_form_is_told(administrator):
    region = StateFactory()
    values = {"aliases-TOTAL_FORMS": "2"}
    for number, text in enumerate(["Kakū", "kaku"]):
        values |= {
            f"aliases-{number}-text": text,
            f"aliases-{number}-kind": "former_name",
            f"aliases-{number}-language": "en",
        }

    response = post(administrator, change_url(region), **values)

    assert errors_of(response) == {"aliases-1-text": ["This name is given above already."]}


def test_a_source_needs_its_place_at_the_field(administrator):
    response = post(administrator, admin_url(Source, "add"), title="Made-up", level="press")

    assert errors_of(response) == {"file_name": ["Give the address or the file of a source."]}


def test_a_holding_keeps_its_dates_as_typed(administrator):
    person = PersonFactory()
    post_held = factories.PostFactory()

    post(
        administrator,
        change_url(person),
        **{
            "holdings-TOTAL_FORMS": "1",
            "holdings-0-post": post_held.pk,
            "holdings-0-held_from": "令和7年度",
            "holdings-0-held_until": "unknown: not told",
        },
    )

    holding = Person.objects.get().holdings.get()
    assert holding.held_from.file_form() == "FY2025"
    assert holding.held_until.text == "unknown: not told"


def test_the_form_is_titled_by_questions_in_the_order_of_a_release(administrator):
    sections = administrator.get("/admin/partnerships/delegation/add/").context["sections"]

    assert [str(section["title"]) for section in sections] == [
        "What",
        "When",
        "Who",
        "Where",
        "What for, and with what result",
        "What it belongs to",
        "Files",
        "In other languages",
        "According to whom",
        "What is to be done, and notes",
        "Who sees it",
        "A word for the history",
    ]


def test_no_link_is_a_giant_select(administrator):
    StateFactory.create_batch(3)
    for name in FORMS:
        page = administrator.get(f"/admin/partnerships/{name}/add/").content.decode()
        assert str(State.objects.first()) not in page, name
