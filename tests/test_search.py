"""Search: what it finds over all sections, in which order, and how it answers to anything."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Delegation, MergedRecord, reach
from partnerships.sections import SECTIONS, searching
from tests import factories, sections_world

pytestmark = pytest.mark.django_db
#: However much is found: the names of regions, what the words name, the keys of all sections, and
#: the best of each section. One more tells through whom records were found, and one looks first
#: for all that the longest word finds, unless it is short or names many.
QUERIES = 3 + len(SECTIONS)


def found(client, text) -> dict:
    """What the page tells of each section with hits, by slug, in the order of the page."""
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200, text
    return {group["slug"]: group for group in response.context.get("groups", ())}


def titles(group) -> list[str]:
    return [hit["text"] for hit in group["hits"]]


@pytest.mark.parametrize("few", [0, 1_000])
def test_every_word_has_to_be_found_in_a_text_or_in_a_name(visitor, monkeypatch, few):
    """Alike whether the records that one word finds are few, and sought through one by one."""
    monkeypatch.setattr(reach, "MOST_FOUND", few)
    lead = factories.PrefectureGovernmentFactory(region__name_ja="架空県")
    mission = factories.DelegationFactory(title="Kite mission", outcome="Strings.", lead=lead)
    factories.DelegationFactory(title="Kite fair")

    assert titles(found(visitor, "kite 架空県 STRINGS")["delegations"]) == [mission.title]
    assert "delegations" not in found(visitor, "kite 架空県 rope")


def test_the_key_of_a_record_leads_to_it_before_all_else(visitor):
    event = factories.EventFactory(title="Meeting")
    factories.AgreementFactory(title="Minutes", summary=f"Of {event.reference}.")

    sections = found(visitor, event.reference.lower())
    assert list(sections) == ["events", "agreements"]
    assert titles(sections["events"]) == ["Meeting"]


def test_a_pledge_is_named_by_its_words_and_its_reference_stands_beside(visitor):
    pledge = factories.PledgeFactory(text="A kite for each school")

    (hit,) = found(visitor, "kite")["pledges"]["hits"]
    assert hit["text"] == "A kite for each school"
    assert hit["about"].startswith(pledge.reference)


def test_what_the_title_tells_comes_before_what_a_text_tells(visitor):
    factories.DelegationFactory(title="Mission", purpose="About a kite.", start="2025-05")
    factories.DelegationFactory(title="On a kite", start="2020-05")
    factories.DelegationFactory(title="Kite", start="2019-05")

    hits = found(visitor, "kite")["delegations"]["hits"]
    assert [hit["text"] for hit in hits] == ["Kite", "On a kite", "Mission"]
    assert [hit["note"] for hit in hits] == ["", "", "About a kite."]


def test_a_former_name_finds_its_region_and_is_told(visitor):
    alias = factories.RegionAliasFactory(text="Orissaland")
    factories.StateFactory(name_en="Old Orissaland Hills")

    sections = found(visitor, "orissaland")
    first = sections["states"]["hits"][0]
    assert first["text"] == alias.region.name
    assert first["note"] == f"Orissaland: former name of {alias.region.name}"


def test_what_is_found_through_another_says_through_whom(visitor, administrator):
    lead = factories.PrefectureGovernmentFactory(region__name_ja="架空県", region__name_en="Madeup")
    sector = factories.SectorFactory(name_en="Kite flying", synonyms="凧揚げ")
    mission = factories.DelegationFactory(title="Mission", lead=lead, sectors=[sector])
    mission.stops.create(place="Stringtown")
    hidden = factories.PersonFactory(name="Ropemaker", for_office=True)
    mission.attendances.create(person=hidden)

    def note(client, text):
        return found(client, text)["delegations"]["hits"][0]["note"]

    assert note(visitor, "架空県") == "Party: Madeup"
    assert note(visitor, "凧揚げ") == "Sector: Kite flying"
    assert note(visitor, "mission stringtown kite") == "Stop: Stringtown · Sector: Kite flying"
    assert "delegations" not in found(visitor, "ropemaker")
    assert note(administrator, "ropemaker") == "Person: Ropemaker"


def test_through_whom_records_were_found_takes_one_query(visitor, django_assert_num_queries):
    lead = factories.PrefectureGovernmentFactory(region__name_ja="架空県")
    for _one in range(4):
        factories.DelegationFactory(lead=lead)
        factories.EventFactory(lead=lead)
    found(visitor, "架空県")  # content types are asked for once

    with django_assert_num_queries(4 + 4 + 1):
        sections = found(visitor, "架空県")
    assert list(sections) == ["prefectures", "delegations", "events", "organisations"]
    assert {hit["note"] for hit in sections["events"]["hits"]} == {f"Party: {lead.region.name}"}


def test_a_group_of_sectors_finds_what_its_sectors_are_on(visitor):
    group = factories.SectorFactory(name_en="Kites")
    tie = factories.PartnershipFactory(
        sectors=[factories.SectorFactory(name_en="Strings", parent=group)]
    )

    assert titles(found(visitor, "kites")["partnerships"]) == [tie.title]
    assert "events" not in found(visitor, "kites")


def test_the_key_of_a_merged_record_finds_the_one_that_stands_for_it(visitor, administrator):
    gone, middle, kept = [
        factories.DelegationFactory(title=title) for title in ("Gone", "Middle", "Kept")
    ]
    for merged, target in ((gone, middle), (middle, kept)):
        MergedRecord.objects.create(
            content_type=ContentType.objects.get_for_model(merged),
            key=merged.reference,
            old_id=merged.pk,
            target_id=target.pk,
            version_before=1,
            version_after=2,
        )
        merged.delete()

    hits = found(visitor, gone.reference.lower())["delegations"]["hits"]
    assert [hit["text"] for hit in hits] == ["Kept"]
    assert hits[0]["note"] == f"{gone.reference} was merged into this record"
    listed = visitor.get("/delegations/", {"q": gone.reference})
    assert listed.context["table"].paginator.count == 1

    Delegation.objects.filter(pk=kept.pk).update(visibility="office")
    assert not found(visitor, gone.reference)
    assert found(administrator, gone.reference)


def test_the_fewest_are_shown_and_the_list_has_the_rest(visitor, monkeypatch):
    factories.DelegationFactory.create_batch(7, title="Kite mission")

    group = found(visitor, "kite")["delegations"]
    assert len(group["hits"]) == 5
    assert group["count"] == "7 results"
    assert visitor.get(group["url"]).context["table"].paginator.count == 7

    monkeypatch.setattr(searching, "MOST_COUNTED", 6)
    assert found(visitor, "kite")["delegations"]["count"] == "more than 6"


def test_nothing_found_says_where_was_looked_and_what_is_spelt_alike(visitor):
    factories.OrganisationFactory(name="Madeup Kite Society")
    factories.OrganisationFactory(name="Madeup Kite Secret", officials=True)

    response = visitor.get("/search/?q=madeup+kyte")
    assert [name["text"] for name in response.context["nearest"]] == ["Madeup Kite Society"]
    text = response.content.decode()
    assert "Nothing on record matches “madeup kyte”." in text
    for section in SECTIONS:
        assert str(section.label) in text


@pytest.mark.parametrize("text", ["%", "_", '"', "\\", "京", "' OR 1=1 --", "<b>", "😀", "()"])
def test_signs_and_single_characters_are_searched_as_they_are(visitor, text):
    factories.DelegationFactory(title=f"Mission to {text}")
    factories.DelegationFactory(title="Another one")

    assert len(titles(found(visitor, text)["delegations"])) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x" * 10_000, "at most 200 characters"),
        ("’ ’", "has nothing to search for"),
        (" ".join("abcdefghijklmn"), "at most 12 words"),
    ],
)
def test_what_cannot_be_searched_for_is_answered_with_a_sentence(visitor, text, told):
    response = visitor.get("/search/", {"q": text})

    assert response.status_code == 200
    assert told in response.content.decode()
    assert not found(visitor, text)


def test_without_words_the_page_is_a_box(visitor):
    response = visitor.get("/search/?q=")

    assert response.status_code == 200
    assert not response.context.get("groups")
    assert 'role="search"' in response.content.decode()


def test_the_results_alone_are_what_the_script_asks_for(visitor):
    factories.DelegationFactory(title="Kite mission")

    part = visitor.get("/search/?q=kite&part=results").content.decode()
    assert "Kite mission" in part
    assert "<html" not in part


def test_a_search_asks_as_often_for_fifty_records_as_for_one(visitor):
    for section in SECTIONS:
        sections_world.make(section.slug)
    asked = [queries_of(visitor)]
    for number in (2, 47):
        for slug in ("partnerships", "delegations", "organisations", "people"):
            for _one in range(number):
                sections_world.make(slug)
        asked.append(queries_of(visitor))
    assert asked == [QUERIES] * 3


def queries_of(visitor) -> int:
    visitor.get("/search/?q=a")
    with CaptureQueriesContext(connection) as queries:
        assert len(found(visitor, "a")) == len(SECTIONS)
    return len(queries)
