"""From a pasted text to the record: nothing is written before the ordinary form is saved."""

import pytest

from partnerships.models import Delegation, Pledge, Source
from partnerships.services.drafting import Draft
from tests.admin.log_from_text.world import PAGE, paste, save, take
from tests.admin.posting import admin_url, errors_of, held

pytestmark = pytest.mark.any_database

# From the text to the record


def test_a_text_becomes_a_delegation_with_all_that_was_accepted(administrator, world):
    save(administrator, take(administrator, paste(administrator)))

    logged = Delegation.objects.get()
    assert (logged.title, logged.direction, logged.status) == (
        "Made-up survey group visits Eastland", "india_to_japan", "completed",
    )  # fmt: skip
    assert (logged.start.file_form(), logged.start.text) == ("2025-07-28", "28 July 2025")
    assert (logged.headcount.number, logged.headcount.text) == (3, "3 members")
    assert {(row.organisation, row.role) for row in logged.parties.all()} == {
        (world.state, "lead"), (world.prefecture, "host"),
    }  # fmt: skip
    person = logged.attendances.get()
    assert (person.name, person.title, person.leads) == ("Nobody Real", "Adviser", True)
    assert list(logged.sectors.all()) == [world.sector]
    assert list(logged.initiatives.all()) == [world.initiative]


def test_each_accepted_fact_cites_the_new_source_with_its_words(administrator, world):
    save(administrator, take(administrator, paste(administrator)))

    source = Source.objects.get()
    assert (source.title, source.url) == ("Made-up survey group visits Eastland", PAGE)
    assert (source.level, source.published.file_form()) == ("official", "2025-07-30")
    stated = {row.field: row.value_as_stated for row in Delegation.objects.get().citations.all()}
    assert stated == {
        "title": "Made-up survey group visits Eastland",
        "direction": "Northland visited",
        "status": "visited",
        "start": "28 July 2025",
        "headcount": "3 members",
        "parties": "Eastland; Northland",
        "attendances": "Nobody Real, Adviser",
        "sectors": "Orchards",
        "initiatives": "Plan",
    }


def test_an_accepted_pledge_is_recorded_with_its_party_quote_and_source(administrator, world):
    save(administrator, take(administrator, paste(administrator)))

    pledge = Pledge.objects.get()
    assert (pledge.made_by, pledge.delegation) == (world.state, Delegation.objects.get())
    assert pledge.quote == "Northland will open a desk."
    assert pledge.citations.get().source == Source.objects.get()


def test_the_source_and_the_pledge_are_seen_like_the_record(administrator, world):
    page = take(administrator, paste(administrator))
    save(administrator, page, visibility="public")

    levels = {model: model.objects.get().visibility for model in (Source, Pledge, Delegation)}
    assert set(levels.values()) == {"public"}


def test_nothing_is_written_before_the_form_is_saved(administrator, world):
    take(administrator, paste(administrator))

    for model in (Delegation, Source, Pledge):
        assert not model.objects.exists()


def test_what_is_not_ticked_is_not_taken_over(administrator, world):
    page = take(administrator, paste(administrator), parties=[], headcounts="", pledges=[])
    values = held(page)

    assert "headcount_number" not in values
    assert "pledges-TOTAL_FORMS" not in values
    assert "parties-0-organisation" not in values
    assert "a party" in page.context["filled_note"]


def test_the_direction_chosen_says_who_leads(administrator, world):
    values = held(take(administrator, paste(administrator), direction="japan_to_india"))

    roles = {values[f"parties-{n}-organisation"]: values[f"parties-{n}-role"] for n in range(2)}
    assert roles == {world.prefecture.pk: "lead", world.state.pk: "host"}


def test_a_text_becomes_an_event_or_an_agreement(administrator, world):
    event = held(take(administrator, paste(administrator), kind="event"))
    agreement = held(take(administrator, paste(administrator), kind="agreement"))

    assert (event["stage"], event["parties-0-role"]) == ("done", "participant")
    assert (agreement["stage"], agreement["signed"]) == ("done", "28 July 2025")
    assert {agreement[f"signatures-{n}-organisation"] for n in range(2)} == {
        world.state.pk, world.prefecture.pk,
    }  # fmt: skip


def test_a_text_without_facts_says_so_and_leads_to_an_empty_form(administrator, world):
    world.draft = Draft()
    page = paste(administrator)
    assert "Nothing about a visit" in page.content.decode()

    form = take(administrator, page, kind="delegation", direction="")

    assert "title, direction, a party" in form.context["filled_note"]


# The form that follows


def test_a_refusal_returns_everything_accepted(administrator, world):
    page = take(administrator, paste(administrator))
    response = save(administrator, page, direction="")

    assert list(errors_of(response)) == ["direction"]
    links = {"direction", "sectors", "initiatives"}
    first, again = held(page), held(response)
    assert again["sectors"] == [str(world.sector.pk)]
    assert again.keys() == first.keys()
    assert {n: str(again[n]) for n in again.keys() - links} == {
        n: str(first[n]) for n in first.keys() - links
    }
    assert not Source.objects.exists()


def test_the_boxes_of_the_new_source_are_told_what_is_wrong_with_it(administrator, world):
    page = take(administrator, paste(administrator))

    no_place = save(administrator, page, new_source_url="")
    no_level = save(administrator, page, new_source_level="")

    assert list(errors_of(no_place)) == ["new_source_url"]
    assert list(errors_of(no_level)) == ["new_source_level"]
    assert not Delegation.objects.exists()


def test_a_new_source_that_no_citation_names_is_not_recorded(administrator, world):
    page = take(administrator, paste(administrator))
    citations = "partnerships-citation-content_type-object_id-TOTAL_FORMS"

    save(administrator, page, **{citations: 0})

    assert Delegation.objects.exists()
    assert not Source.objects.exists()


def test_citations_of_a_new_source_whose_boxes_were_emptied_are_refused(administrator, world):
    page = take(administrator, paste(administrator))

    response = save(administrator, page, new_source_title="", new_source_url="")

    assert "choose one on record" in str(errors_of(response))
    assert not Delegation.objects.exists()


def test_the_word_for_a_new_source_is_no_source_on_another_form(administrator, world):
    name = "partnerships-citation-content_type-object_id"
    page = take(administrator, paste(administrator))
    values = {n: v for n, v in held(page).items() if not n.startswith("new_source")}

    response = administrator.post(admin_url(Delegation, "add"), values)

    assert f"{name}-0-source" in errors_of(response)
