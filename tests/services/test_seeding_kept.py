"""Loading the seeds beside people's edits: what they changed or removed stays."""

import pytest

from partnerships.dates import parse
from partnerships.models import (
    Delegation,
    DelegationParty,
    RegionAlias,
    Stop,
)
from partnerships.services import records
from tests.factories import (
    DelegationFactory,
    OrganisationFactory,
    SectorFactory,
    SourceFactory,
    UserFactory,
)
from tests.services.seeds import DELEGATION, MISSION, counts, edit, load, mission

pytestmark = pytest.mark.django_db


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
