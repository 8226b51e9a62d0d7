"""Loading the seeds: what comes of the files, again and again, beside what people do."""

import pytest

from partnerships.choices import Visibility
from partnerships.dates import parse
from partnerships.models import (
    Delegation,
    Organisation,
    Person,
    Post,
    ReferenceCounter,
    Region,
    RegionAlias,
    Sector,
    SeededRow,
)
from partnerships.quantities import Quantity
from partnerships.services import history, seeding
from tests.factories import (
    RegionAliasFactory,
)
from tests.services.seeds import DELEGATION, MISSION, counts, load, mission

pytestmark = pytest.mark.django_db


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
