"""Loading the seeds again: what a later release of the files changes."""

import pytest

from partnerships.models import (
    Citation,
    Cohort,
    Organisation,
    Region,
    SeededRow,
    Stop,
)
from partnerships.quantities import Quantity
from partnerships.services import history, seeding
from tests.services.seeds import DELEGATION, MISSION, SOURCES, counts, edit, load, mission

pytestmark = pytest.mark.django_db


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


def test_a_row_that_left_the_files_takes_its_sources_along(seeds):
    load(seeds)
    assert mission().citations.filter(field="stops").count() == 1
    seeds.write("stops", {"delegation": MISSION, "order": "2", "place": "Elsewhere"})
    report = load(seeds)

    assert [stop.place for stop in mission().stops.all()] == ["Elsewhere"]
    assert not mission().citations.filter(field="stops").exists()
    assert len(report.of("changed")) == 1
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


PROGRAMME = {"reference": "EXP-2025-0001", "title": "Made-up exchange", "kind": "student"}
COHORT = {"programme": "EXP-2025-0001", "start": "2025-04", "planned_number": "9"}


def exchange(seeds, cohort, row="2025-04"):
    """A programme with one cohort, of which a source says something."""
    stated = {"direction": "both", "stage": "planned", "sources": "", "confidence": ""}
    seeds.write("programmes", PROGRAMME | stated)
    seeds.write("cohorts", COHORT | {"end": "", "sources": "made-up-paper"} | cohort)
    cited = {"record_type": "exchangeprogramme", "record": PROGRAMME["reference"]}
    cited |= {"field": "cohorts", "row": row, "source": "made-up-page", "confidence": "low"}
    seeds.write("citations", cited | {"value_as_stated": "nine", "remark": "", "accepted": ""})
    return load(seeds)


def cited_rows() -> set[int]:
    return set(Citation.objects.filter(field="cohorts").values_list("row", flat=True))


def test_a_row_changed_under_its_name_keeps_what_cites_it(seeds):
    exchange(seeds, {})
    before = Cohort.objects.get()
    report = exchange(seeds, {"end": "2026-03", "planned_number": "12"})

    after = Cohort.objects.get()
    assert (after.pk, after.planned.number) == (before.pk, 12)
    assert cited_rows() == {after.pk}
    assert Citation.objects.filter(field="cohorts").count() == 2
    assert report.of("kept") == []
    assert list(load(seeds).notes) == []


def test_a_value_that_a_person_wrote_into_such_a_row_is_kept(seeds):
    exchange(seeds, {})
    cohort = Cohort.objects.get()
    cohort.planned = Quantity(number=7)
    edit(cohort.programme, cohort.save)
    report = exchange(seeds, {"end": "2026-03", "planned_number": "12"})

    assert Cohort.objects.get().planned.number == 7
    assert Cohort.objects.get().end.file_form() == "2026-03"
    assert len(report.of("kept")) == 1


def test_a_row_replaced_by_another_takes_its_citations_along(seeds):
    exchange(seeds, {})
    exchange(seeds, {"start": "2030-04"}, row="2030-04")

    cohort = Cohort.objects.get()
    assert cohort.start.file_form() == "2030-04"
    assert cited_rows() == {cohort.pk}
    assert Citation.objects.filter(field="cohorts").count() == 2


def test_a_citation_of_a_row_that_left_the_files_is_refused(seeds):
    exchange(seeds, {})
    seeds.write("cohorts", COHORT | {"start": "2030-04", "end": "", "sources": ""})

    report = seeding.load(seeds.folder)

    assert "names 0 of the cohorts" in report.of("refused")[0]
    assert Cohort.objects.get().start.file_form() == "2025-04"
