"""Loading the seeds: what comes of the files, again and again, beside what people do."""

import pytest

from partnerships.choices import Visibility
from partnerships.dates import parse
from partnerships.models import (
    Delegation,
    DelegationParty,
    Organisation,
    Person,
    Post,
    ReferenceCounter,
    Region,
    RegionAlias,
    Sector,
    SeededRow,
    Stop,
)
from partnerships.quantities import Quantity
from partnerships.services import history, records, seeding
from tests.factories import (
    DelegationFactory,
    OrganisationFactory,
    RegionAliasFactory,
    SectorFactory,
    SourceFactory,
    UserFactory,
)
from tests.services.seeds import DELEGATION, SOURCES, filled

pytestmark = pytest.mark.django_db

MISSION = "DEL-2025-0001"


@pytest.fixture
def seeds(tmp_path):
    return filled(tmp_path)


def load(seeds, **options):
    report = seeding.load(seeds.folder, **options)
    assert report.of("refused") == []
    return report


def counts(report, file) -> dict[str, int]:
    return {outcome: number for outcome, number in report.counts[file].items() if number}


def mission() -> Delegation:
    return Delegation.objects.get(reference=MISSION)


def edit(record, *relations, **values):
    """What a person does in the admin."""
    for name, value in values.items():
        setattr(record, name, value)
    records.save(record, relations, by=UserFactory())


# What comes of the files


def test_a_record_is_loaded_with_dates_quantities_links_and_rows(seeds):
    load(seeds)

    record = mission()
    assert record.start == parse("2025-07")
    assert record.headcount == Quantity(44, "exact", "about 44")
    assert record.visibility == Visibility.PUBLIC
    assert [sector.slug for sector in record.sectors.all()] == ["tea"]
    parties = record.parties.order_by("pk").values_list("organisation__region__code", "role")
    assert list(parties) == [("JP-48", "lead"), ("IN-QA", "host")]
    assert record.stops.get().place == "Nowhere"


def test_sources_become_citations_of_the_record_and_of_its_rows(seeds):
    load(seeds)

    record = mission()
    lead = record.parties.get(role="lead")
    cited = set(record.citations.values_list("field", "row", "source__slug", "confidence"))
    assert cited == {
        ("", None, "made-up-page", "high"),
        ("parties", lead.pk, "made-up-page", ""),
        ("stops", record.stops.get().pk, "made-up-paper", ""),
    }


def test_the_history_says_that_the_seeds_made_it_whole(seeds):
    load(seeds)

    version = history.versions_of(mission()).get()
    assert (version.revision.user, version.revision.comment) == (None, "Seeds")
    assert version.revision.version_set.count() == 1 + 2 + 1 + 3


def test_each_region_gets_one_government_and_answers_to_its_names(seeds):
    load(seeds)

    government = Organisation.objects.get(region__code="IN-QA")
    assert (government.slug, government.name) == ("madeup-pradesh", "Madeup Pradesh")
    assert (government.name_ja, government.country) == ("架空州", "IN")
    aliases = RegionAlias.objects.filter(region__code="IN-QA").values_list("text", flat=True)
    assert set(aliases) == {"Madeup Pradesh", "架空州", "काल्पनिक 0", "IN-QA"}


def test_a_name_that_the_aliases_have_already_is_not_made_twice(seeds):
    stated = {"region": "IN-QA", "kind": "name", "language": "en"}
    seeds.write("region_aliases", {"text": "MADEUP PRADESH", **stated})
    load(seeds)

    assert RegionAlias.objects.filter(folded="madeup pradesh").get().text == "MADEUP PRADESH"


def test_a_post_is_made_for_its_holders_once(seeds):
    seeds.write("people", {"slug": "a-person", "name": "A Person"}, {"slug": "b", "name": "B"})
    held = {"organisation": "IN-QA", "title": "Governor"}
    seeds.write(
        "holdings",
        {"person": "a-person", "seen_on": "2024", **held},
        {"person": "b", "seen_on": "2026", **held},
    )
    load(seeds)

    assert Post.objects.get().organisation.region.code == "IN-QA"
    assert Person.objects.get(slug="b").holdings.get().seen_on == parse("2026")


def test_a_citation_can_name_a_row_and_a_value_the_record_does_not_follow(seeds):
    stated = {"record_type": "delegation", "record": MISSION, "source": "made-up-paper"}
    seeds.write(
        "citations",
        stated | {"field": "stops", "row": "1", "remark": "in the afternoon"},
        stated | {"field": "headcount", "value_as_stated": "45", "accepted": "no"},
    )
    load(seeds)

    record = mission()
    of_stop = record.citations.get(remark="in the afternoon")
    assert (of_stop.field, of_stop.row) == ("stops", record.stops.get().pk)
    assert record.citations.get(field="headcount").accepted is False


def test_a_region_can_be_cited(seeds):
    stated = {"record_type": "region", "record": "IN-QA", "source": "made-up-page"}
    seeds.write("citations", stated | {"field": "capital_en", "value_as_stated": "Nowhere"})
    load(seeds)

    assert Region.objects.get(code="IN-QA").citations.get().value_as_stated == "Nowhere"
    assert list(load(seeds).notes) == []


def test_a_figure_is_loaded_about_a_party_with_its_own_visibility(seeds):
    seeds.write(
        "figures",
        {"record_type": "delegation", "record": MISSION, "organisation": "IN-QA"}
        | {"kind": "investment", "what": "committed", "value_number": "500000"}
        | {"value_text": "5 lakh", "currency": "INR", "stage": "committed"}
        | {"source": "made-up-page", "visibility": "public"},
    )
    load(seeds)

    figure = mission().figures.get()
    assert figure.value.display() == "5 lakh"
    assert (figure.organisation.region.code, figure.visibility) == ("IN-QA", "public")


def test_other_names_stand_one_a_line(seeds):
    seeds.write("sectors", {"slug": "tea", "name_en": "Tea", "synonyms": "chai; cha"})
    load(seeds)

    assert Sector.objects.get(slug="tea").synonyms == "chai\ncha"


def test_the_partnerships_of_a_delegation_follow_its_parties_unless_chosen(seeds):
    seeds.write(
        "partnerships",
        {"slug": "one", "kind": "mou", "standing": "in_force"},
        {"slug": "two", "kind": "mou", "standing": "in_force", "title": "Another tie"},
    )
    seeds.write(
        "partnership_parties",
        {"partnership": "one", "side": "IN", "organisation": "IN-QA"},
        {"partnership": "one", "side": "JP", "organisation": "JP-48"},
    )
    load(seeds)
    assert [str(tie) for tie in mission().partnerships.all()] == ["Madeup Pradesh – Kakuu"]

    chosen = {"partnerships_chosen": "yes", "partnerships": "two"}
    seeds.write("delegations", DELEGATION | chosen)
    load(seeds)
    assert [str(tie) for tie in mission().partnerships.all()] == ["Another tie"]


def test_the_numbers_stated_are_not_given_again(seeds):
    load(seeds)

    assert ReferenceCounter.objects.get(prefix="DEL", year=2025).last == 1


# Loading again


def test_a_second_load_changes_nothing(seeds):
    first = load(seeds)
    before = [history.snapshot(mission()), SeededRow.objects.count()]
    second = load(seeds)

    assert [history.snapshot(mission()), SeededRow.objects.count()] == before
    assert {outcome for file in second.counts.values() for outcome in +file} == {"same"}
    assert first.counts.keys() == second.counts.keys()
    assert sum(map(sum, (file.values() for file in first.counts.values()))) == sum(
        map(sum, (file.values() for file in second.counts.values()))
    )
    assert mission().version == 1
    assert list(second.notes) == []


def test_a_release_changes_what_it_changes_and_says_so(seeds):
    load(seeds)
    seeds.write("delegations", DELEGATION | {"title": "A better title", "start": "2025-07"})
    report = load(seeds)

    assert mission().title == "A better title"
    assert mission().version == 2
    assert counts(report, "delegations.csv") == {"changed": 1}
    assert report.of("changed") == [
        "delegations.csv line 2, title: changed from “A made-up mission” to “A better title”."
    ]


def test_columns_that_a_release_leaves_out_are_left_alone(seeds):
    load(seeds)
    seeds.write("delegations", DELEGATION)
    load(seeds)

    assert mission().headcount.number == 44


def test_an_emptied_cell_empties_the_value(seeds):
    load(seeds)
    seeds.write("delegations", DELEGATION | {"start": "", "headcount_number": "", "sectors": ""})
    load(seeds)

    record = mission()
    assert not record.start.is_known
    assert record.headcount.number is None
    assert not record.sectors.exists()


@pytest.mark.parametrize(
    ("column", "cell", "shown"),
    [
        ("start", "2025-08", "2025-08"),
        ("headcount_number", "45", "45"),
        ("status", "cancelled", "cancelled"),
        ("sectors", "silk; tea", "silk; tea"),
        ("start", "", ""),
    ],
)
def test_any_kind_of_cell_can_change(seeds, column, cell, shown):
    load(seeds)
    row = DELEGATION | {"start": "2025-07", "headcount_number": "44", "sectors": "tea"}
    seeds.write("delegations", row | {column: cell})
    report = load(seeds)

    assert report.of("changed") == [
        f"delegations.csv line 2, {column}: changed from “{row[column]}” to “{shown}”."
    ]
    assert counts(load(seeds), "delegations.csv") == {"same": 1}


def test_new_rows_of_a_known_record_are_added(seeds):
    load(seeds)
    named = {"delegation": MISSION}
    seeds.write(
        "stops",
        named | {"order": "1", "place": "Nowhere", "sources": "made-up-paper"},
        named | {"order": "2", "place": "Elsewhere", "sources": ""},
    )
    report = load(seeds)

    assert list(mission().stops.values_list("place", flat=True)) == ["Nowhere", "Elsewhere"]
    assert counts(report, "stops.csv") == {"new": 1, "same": 1}
    assert mission().version == 2


def test_a_row_that_left_the_files_is_taken_out(seeds):
    load(seeds)
    seeds.write(
        "delegation_parties", {"delegation": MISSION, "organisation": "JP-48", "role": "lead"}
    )
    report = load(seeds)

    assert mission().parties.count() == 1
    assert report.of("changed") == [
        f"delegation_parties.csv: “{MISSION} / IN-QA” is no longer in the file and is removed."
    ]
    assert report.of("kept") == []
    assert load(seeds).notes == []


def test_a_record_that_left_the_files_stays_and_is_told(seeds):
    load(seeds)
    seeds.write("sources", SOURCES[0] | {"level": "press", "source_language": "en"})
    seeds.text("stops", "delegation,order,place\n")
    report = load(seeds)

    assert report.of("kept") == [
        "sources.csv: “made-up-paper” is no longer in the file; what was loaded stays."
    ]
    assert not Stop.objects.exists()


def test_a_file_that_is_not_there_says_nothing(seeds):
    load(seeds)
    seeds.remove("stops")

    assert list(load(seeds).notes) == []
    assert Stop.objects.exists()


def test_sources_that_a_release_adds_and_removes(seeds):
    load(seeds)
    row = DELEGATION | {"sources": "made-up-paper", "confidence": "high"}
    seeds.write("delegations", row)
    report = load(seeds)

    whole = mission().citations.filter(field="")
    assert [citation.source.slug for citation in whole] == ["made-up-paper"]
    assert report.of("changed") == [
        "delegations.csv line 2, sources: “made-up-paper” is added.",
        "delegations.csv line 2, sources: “made-up-page” is no longer in the file and is removed.",
    ]


def test_a_new_name_of_a_region_reaches_its_government(seeds):
    load(seeds)
    path = seeds.folder / "regions.csv"
    path.write_text(path.read_text().replace("Kakuu", "Shin-Kakuu"))
    load(seeds)

    region = Region.objects.get(code="JP-48")
    government = Organisation.objects.get(region=region)
    assert (region.name_en, region.version) == ("Shin-Kakuu", 2)
    assert (government.name, government.slug) == ("Shin-Kakuu", "kakuu")
    names = set(region.aliases.values_list("folded", flat=True))
    assert {"kakuu", "shin kakuu"} <= names


# Beside what people do


def test_a_value_that_a_person_changed_is_kept_and_told(seeds):
    load(seeds)
    edit(mission(), title="My title")
    told = (
        "delegations.csv line 2, title: kept “My title”, which a person wrote; the file says “%s”."
    )

    assert load(seeds).of("kept") == [told % "A made-up mission"]
    seeds.write("delegations", DELEGATION | {"title": "A better title", "status": "cancelled"})
    report = load(seeds)

    assert report.of("kept") == [told % "A better title"]
    assert (mission().title, mission().status) == ("My title", "cancelled")
    assert counts(report, "delegations.csv") == {"changed": 1, "kept": 1}


def test_a_value_put_back_as_the_file_has_it_is_same_again(seeds):
    load(seeds)
    edit(mission(), title="My title")
    load(seeds)
    edit(mission(), title="A made-up mission")

    assert counts(load(seeds), "delegations.csv") == {"same": 1}


def test_the_same_date_in_other_words_is_no_change(seeds):
    load(seeds)
    edit(mission(), start=parse("July 2025"))

    assert counts(load(seeds), "delegations.csv") == {"same": 1}


def test_links_that_a_person_chose_are_kept(seeds):
    load(seeds)
    record = mission()
    edit(record, lambda: record.sectors.set([SectorFactory(slug="mine", name_en="Mine")]))
    seeds.write("delegations", DELEGATION | {"sectors": "tea; silk"})
    report = load(seeds)

    assert [sector.slug for sector in mission().sectors.all()] == ["mine"]
    assert report.of("kept") == [
        (
            "delegations.csv line 2, sectors: kept “mine”, which a person wrote; "
            "the file says “tea; silk”."
        )
    ]


def test_a_row_that_a_person_removed_stays_removed(seeds):
    load(seeds)
    record = mission()
    edit(record, record.stops.all().delete)

    report = load(seeds)

    assert not Stop.objects.exists()
    assert report.of("kept") == [
        f"stops.csv line 2: “{MISSION} / 1” stays removed, as a person removed it.",
    ]
    assert load(seeds).of("kept") == report.of("kept")


def test_a_row_that_a_person_changed_is_found_again_by_its_number(seeds):
    load(seeds)
    record, mine = mission(), OrganisationFactory(slug="mine")
    edit(record, lambda: record.parties.filter(role="host").update(organisation=mine))

    report = load(seeds)

    assert report.of("kept") == [
        (
            "delegation_parties.csv line 3, organisation: kept “mine”, which a person wrote; "
            "the file says “IN-QA”."
        )
    ]
    assert DelegationParty.objects.count() == 2


def test_rows_that_a_person_added_are_left_alone(seeds):
    load(seeds)
    record = mission()
    edit(
        record,
        lambda: record.stops.create(place="Mine", order=2),
        lambda: record.citations.create(source=SourceFactory()),
    )
    report = load(seeds)

    assert record.stops.count() == 2
    assert record.citations.count() == 4
    assert list(report.notes) == []


def test_a_row_that_left_the_files_stays_if_a_person_changed_it(seeds):
    load(seeds)
    record = mission()
    edit(record, lambda: record.stops.update(place="Mine"))
    seeds.text("stops", "delegation,order,place\n")
    report = load(seeds)

    assert mission().stops.get().place == "Mine"
    assert report.of("kept") == [
        (
            f"stops.csv: “{MISSION} / 1” is no longer in the file; it stays, because a person "
            "changed it."
        )
    ]


def test_a_citation_that_a_person_removed_stays_removed(seeds):
    load(seeds)
    record = mission()
    edit(record, record.citations.filter(field="").delete)
    report = load(seeds)

    assert not mission().citations.filter(field="").exists()
    assert report.of("kept") == [
        "delegations.csv line 2, sources: “made-up-page” stays removed, as a person removed it."
    ]


def test_a_record_that_a_person_removed_stays_removed_with_its_rows(seeds):
    load(seeds)
    records.delete(mission(), by=UserFactory())
    report = load(seeds)

    assert not Delegation.objects.exists()
    assert f"delegations.csv line 2: “{MISSION}” stays removed, as a person removed it." in (
        report.of("kept")
    )
    assert counts(report, "stops.csv") == {"kept": 1}


def test_an_alias_that_a_person_removed_stays_removed(seeds):
    load(seeds)
    RegionAlias.objects.get(text="Kakuu").delete()
    load(seeds)

    assert not RegionAlias.objects.filter(text="Kakuu").exists()


def test_a_record_of_the_same_slug_made_here_keeps_its_values(seeds):
    SourceFactory(slug="made-up-page", title="My title", press=True)
    report = load(seeds)

    assert "kept “My title”, which a person wrote" in "".join(report.of("kept"))
    assert mission().citations.filter(source__title="My title").exists()


def test_a_reference_given_to_another_record_here_is_given_anew(seeds):
    mine = DelegationFactory(title="Mine", start="2025")
    seeds.write(
        "events",
        {"reference": "EVT-2025-0001", "title": "A made-up fair", "kind": "fair"}
        | {"stage": "done", "delegations": MISSION},
    )
    report = load(seeds)

    loaded = Delegation.objects.get(title="A made-up mission")
    assert (mine.reference, loaded.reference) == (MISSION, "DEL-2025-0002")
    assert loaded.events.get().title == "A made-up fair"
    assert not mine.parties.exists()
    assert report.of("new") == [
        (
            f"delegations.csv line 2, reference: “{MISSION}” was given to another record here; "
            "this one became DEL-2025-0002."
        )
    ]
    again = load(seeds)
    assert list(again.notes) == []
    assert loaded.events.count() == 1


# All or nothing


def test_a_check_tells_all_and_writes_nothing(seeds):
    report = load(seeds, check=True)

    assert counts(report, "delegations.csv") == {"new": 1}
    for model in (Region, RegionAlias, Organisation, Delegation, ReferenceCounter, SeededRow):
        assert not model.objects.exists()
    assert not history.Version.objects.exists()


def test_a_check_of_a_release_tells_the_changes_and_writes_none(seeds):
    load(seeds)
    seeds.write("delegations", DELEGATION | {"title": "A better title"})
    report = load(seeds, check=True)

    assert counts(report, "delegations.csv") == {"changed": 1}
    assert mission().title == "A made-up mission"
    assert counts(load(seeds), "delegations.csv") == {"changed": 1}


def test_one_refusal_takes_everything_back(seeds):
    seeds.write("stops", {"delegation": MISSION, "order": "1", "place": ""})
    report = seeding.load(seeds.folder)

    assert report.refused
    assert not Region.objects.exists()
    assert not SeededRow.objects.exists()


def test_aliases_of_a_person_do_not_stand_in_the_way(seeds):
    load(seeds)
    RegionAliasFactory(region=Region.objects.get(code="JP-48"), text="Mine")

    assert list(load(seeds).notes) == []
