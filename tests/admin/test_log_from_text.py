"""Log from text: paste, look, go on in the ordinary form; nothing is written before its save."""

import pytest
from django.urls import reverse

from partnerships.models import Agreement, Delegation, Event, Pledge, Source
from partnerships.services.drafting import MOST_CHARACTERS, Draft
from tests.admin.posting import admin_url, errors_of, held, queries_of
from tests.factories import (
    CitationFactory,
    DelegationFactory,
    InitiativeFactory,
    OrganisationFactory,
    PersonFactory,
    PrefectureGovernmentFactory,
    SectorFactory,
    SourceFactory,
    StateGovernmentFactory,
)
from tests.factories.drafts import Words

ADD = "/admin/partnerships/delegation/add/"
PAGE = "https://pref.nowhere.jp/release/1"
TEXT = (
    "Made-up survey group visits Eastland\n"
    "A group of Northland visited Eastland on 28 July 2025. The 3 members were led by "
    "Nobody Real, Adviser. Orchards were seen under the Plan. Northland will open a desk."
)


class World:
    """What is on record, and what the rules are taken to find in the text."""

    def __init__(self):
        self.state = StateGovernmentFactory()
        self.prefecture = PrefectureGovernmentFactory()
        self.sector = SectorFactory()
        self.initiative = InitiativeFactory()
        self.draft = self.drafted()

    def drafted(self, **changed):
        words = Words(TEXT)
        day = words.date("28 July 2025", "28 July 2025")
        found = {
            "language": "en",
            "kind": words.choice("visited", "delegation"),
            "direction": words.choice("Northland visited", "india_to_japan"),
            "status": words.choice("visited", "completed"),
            "title": words.mention("Made-up survey group visits Eastland"),
            "period": day,
            "dates": (day,),
            "regions": (
                words.region("Northland", self.state),
                words.region("Eastland", self.prefecture),
            ),
            "headcounts": (words.headcount("3 members", 3),),
            "people": (words.person("Nobody Real, Adviser", "Nobody Real", "Adviser"),),
            "sectors": (words.sector("Orchards", self.sector),),
            "initiatives": (words.initiative("Plan", self.initiative),),
            "pledges": (words.pledge("Northland will open a desk.", "Northland"),),
        }
        return Draft(**{**found, **changed})


@pytest.fixture
def world(db, monkeypatch):
    made = World()
    monkeypatch.setattr("partnerships.admin.log_from_text.draft", lambda *_a, **_k: made.draft)
    return made


@pytest.fixture
def url(db):
    return reverse("admin:log_from_text")


def paste(client, **typed):
    """The page of proposals for a pasted text."""
    values = {"text": TEXT, "url": PAGE, "published": "2025-07-30", **typed}
    return client.post(reverse("admin:log_from_text"), {**values, "_read": "Read it"})


def ticked(page) -> dict:
    """What the page of proposals posts as it is drawn."""
    taken = page.context["taken"]
    shown = {field.html_name: field.value() or "" for field in taken}
    return {**dict(page.context["carried"]), **shown, taken["seen"].html_name: taken.stamp}


def take(client, page, **changed):
    """Go on to the add form, with some of what is ticked changed."""
    values = {**ticked(page), **{f"take-{name}": value for name, value in changed.items()}}
    return client.post(reverse("admin:log_from_text"), {**values, "_fill": "Fill in"})


def save(client, page, **changed):
    address = admin_url(page.context["opts"].model, "add")
    return client.post(address, {**held(page), **changed})


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

    response = administrator.post(ADD, values)

    assert f"{name}-0-source" in errors_of(response)


# What is on record


def test_the_same_address_is_not_recorded_twice(administrator, world):
    source = SourceFactory(url=f"{PAGE}/?utm_source=post")
    mission = DelegationFactory(title="Something else")
    CitationFactory(source=source, record=mission)
    page = paste(administrator)

    assert page.context["source"]["record"] == source
    assert page.context["source"]["cited"] == [mission]
    values = held(take(administrator, page))
    assert values["partnerships-citation-content_type-object_id-0-source"] == source.pk
    assert "new_source_title" not in values


def test_a_source_recorded_in_another_tab_meanwhile_is_taken(administrator, world):
    page = take(administrator, paste(administrator))
    source = SourceFactory(url=PAGE)

    save(administrator, page)

    assert Source.objects.get() == source
    assert {row.source for row in Delegation.objects.get().citations.all()} == {source}


def test_a_hidden_source_is_neither_told_nor_taken(officer, world, monkeypatch):
    SourceFactory(url=PAGE, for_office=True)
    monkeypatch.setattr(
        "partnerships.admin.scope.ScopedAdmin.has_add_permission", lambda *_anything: True
    )

    assert paste(officer).context["source"]["record"] is None


def test_publisher_and_level_are_those_of_the_site_of_the_address(administrator, world):
    SourceFactory(url="https://news.nowhere.example/1", publisher="Made-up Daily", press=True)

    given = paste(administrator, url="https://news.nowhere.example/2").context["source"]["given"]

    assert (given.publisher, given.level) == ("Made-up Daily", "press")


def test_a_record_that_looks_alike_is_told_beside_the_list(administrator, world):
    mission = DelegationFactory(
        title="Made-up survey group visits Eastland", start="2025-07-28", lead=world.state
    )

    assert f">{mission}<" in paste(administrator).content.decode()


def test_people_on_record_are_linked_and_others_keep_their_name(administrator, world):
    person = PersonFactory(name="Nobody Real")
    words = Words(TEXT)
    found = words.person("Nobody Real, Adviser", "Nobody Real", "Adviser", person)
    world.draft = world.drafted(people=(found,))

    values = held(take(administrator, paste(administrator)))

    assert values["attendances-0-person"] == person.pk
    assert not values.get("attendances-0-name")


def test_hidden_organisations_and_people_are_not_proposed(officer, world, monkeypatch):
    words = Words(TEXT)
    hidden = OrganisationFactory(for_office=True)
    person = PersonFactory(for_office=True)
    world.draft = world.drafted(
        organisations=(words.organisation("Plan", hidden),),
        people=(words.person("Nobody Real, Adviser", "Nobody Real", "Adviser", person),),
    )
    monkeypatch.setattr(
        "partnerships.admin.scope.ScopedAdmin.has_add_permission", lambda *_anything: True
    )

    values = held(take(officer, paste(officer)))

    assert hidden.pk not in [v for n, v in values.items() if n.endswith("-organisation")]
    assert "attendances-0-person" not in values


# Who may, and what is refused


def test_only_those_who_may_add_open_it(administrator, officer, official, visitor, url):
    assert administrator.get(url).status_code == 200
    for client in (officer, official, visitor):
        assert client.get(url).status_code in (302, 403)
        assert client.post(url, {"text": TEXT}).status_code in (302, 403)
    assert officer.get(url).status_code == 403
    assert url not in officer.get("/admin/").content.decode()


@pytest.mark.parametrize("model", [Delegation, Event, Agreement])
def test_index_and_lists_lead_to_it(administrator, officer, url, model):
    for address in ("/admin/", admin_url(model, "changelist")):
        assert f'href="{url}"' in administrator.get(address).content.decode()
        assert f'href="{url}"' not in officer.get(address).content.decode()


def test_what_the_text_does_not_propose_is_refused_and_the_list_comes_back(administrator, world):
    page = paste(administrator)
    response = take(administrator, page, parties=["parties-0-9999"], sectors=[])

    assert "that the text does not propose" in response.content.decode()
    assert response.context["taken"].chosen("sectors") == set()
    assert response.context["taken"].chosen("people") == page.context["taken"].chosen("people")


def test_a_kind_is_asked_for_and_only_those_there_are(administrator, world):
    page = paste(administrator)

    for kind in ("", "user"):
        assert "kind" in take(administrator, page, kind=kind).context["taken"].errors


def test_a_list_drawn_from_other_records_is_not_taken_over_unseen(administrator, world):
    page = paste(administrator)
    world.draft = world.drafted(sectors=())

    response = take(administrator, page)

    assert "changed since the list was drawn" in response.content.decode()


def test_two_tabs_do_not_mix(administrator, world):
    one = paste(administrator)
    paste(administrator, url="https://pref.nowhere.jp/release/2")

    assert held(take(administrator, one))["new_source_url"] == PAGE


def test_changing_the_text_keeps_what_was_typed(administrator, world, url):
    values = ticked(paste(administrator, publisher="Made-up Daily"))

    page = administrator.post(url, {**values, "_change": "Change"})

    assert page.context["form"]["publisher"].value() == "Made-up Daily"
    assert page.context["form"]["text"].value() == TEXT


# Texts of any kind


def test_a_text_that_is_too_long_is_refused_with_both_numbers(administrator, url):
    page = administrator.post(url, {"text": "a" * (MOST_CHARACTERS + 1), "_read": "1"})

    told = str(page.context["form"].errors["text"])
    assert str(MOST_CHARACTERS) in told
    assert str(MOST_CHARACTERS + 1) in told


def test_a_date_that_is_none_is_refused_and_the_text_kept(administrator, url):
    page = administrator.post(url, {"text": TEXT, "published": "03/04/2025", "_read": "1"})

    assert "published" in page.context["form"].errors
    assert page.context["form"]["text"].value() == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & <b>visit</b> \"of\" 'Nobody'",
        "\u202eright to left\u202c and a mark \u200f here",
        "nul \x00, page \x0c, bell \x07",
        "a\u0300\u0301" * 500,
        "(" * 5000,
        "\u5c71" * 100_000,
    ],
)
def test_hostile_text_is_shown_as_text(administrator, url, text):
    page = administrator.post(url, {"text": text, "_read": "1"})

    body = page.content.decode()
    assert page.status_code == 200
    assert "<script>alert(1)" not in body
    assert "<b>visit</b>" not in body
    assert "\x00" not in body
    assert "".join(piece.text for piece in page.context["pieces"]).strip()


def test_line_ends_of_a_browser_do_not_move_the_words(administrator, world):
    page = paste(administrator, text=TEXT.replace("\n", "\r\n"))

    assert "".join(piece.text for piece in page.context["pieces"]) == TEXT


def test_the_page_of_proposals_takes_as_many_queries_for_ten_regions_as_for_two(
    administrator, world, url, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as captured:
            paste(administrator)
        return len(captured)

    queries_of(administrator, url)
    few = queries()
    words = Words(TEXT)
    regions = [words.region("Northland", StateGovernmentFactory()) for _number in range(8)]
    people = [words.person("Nobody Real, Adviser", f"Nobody {n}") for n in range(8)]
    world.draft = world.drafted(
        regions=(*world.draft.regions, *regions), people=(*world.draft.people, *people)
    )

    assert queries() == few
