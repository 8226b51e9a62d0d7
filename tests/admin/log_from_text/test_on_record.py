"""What is on record already is linked when a text is logged, as far as the reader sees it."""

from partnerships.models import Delegation, Source
from tests.admin.log_from_text.world import PAGE, TEXT, paste, save, take
from tests.admin.posting import held
from tests.factories import (
    CitationFactory,
    DelegationFactory,
    OrganisationFactory,
    PersonFactory,
    SourceFactory,
)
from tests.factories.drafts import Words


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


def test_a_hidden_source_is_neither_told_nor_taken(staff, world, monkeypatch):
    SourceFactory(url=PAGE, for_office=True)
    monkeypatch.setattr(
        "partnerships.admin.scope.ScopedAdmin.has_add_permission", lambda *_anything: True
    )

    assert paste(staff).context["source"]["record"] is None


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


def test_hidden_organisations_and_people_are_not_proposed(staff, world, monkeypatch):
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

    values = held(take(staff, paste(staff)))

    assert hidden.pk not in [v for n, v in values.items() if n.endswith("-organisation")]
    assert "attendances-0-person" not in values
