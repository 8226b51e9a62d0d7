"""What a reader may not see shows on no surface: not by name, number, choice, file or search."""

import io
import json
import re

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from partnerships.models.sources import record_models
from partnerships.sections import SECTIONS
from tests import visibility_world
from tests.sections_world import site_map
from tests.visibility_world import KEPT, LEVELS, SEES, hidden_words, leaks, may_see, word

pytestmark = pytest.mark.django_db
SLUGS = [section.slug for section in SECTIONS]
BY_SLUG = {section.slug: section for section in SECTIONS}
CHARACTERS = list(SEES)
STAFF = ["officer", "administrator"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The records, kept for the whole module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield visibility_world.make()
        transaction.set_rollback(True)


@pytest.fixture
def client_of(request):
    return request.getfixturevalue


def body(response) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8-sig")
    return response.content.decode()


def read(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return body(response)


def records_that_show(slug, character) -> int:
    return sum(may_see(character, record) for record in BY_SLUG[slug].model.objects.all())


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_list_and_its_filters_name_only_what_the_reader_may_see(
    world, client_of, slug, character
):
    text = read(client_of(character), f"/{slug}/?per_page=200")

    assert leaks(text, character) == [], "list"
    if slug in KEPT:
        missing = [level for level in SEES[character] if word(level) not in text.casefold()]
        assert missing == [], "list"


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("slug", KEPT)
def test_counts_are_of_what_the_reader_may_see(world, client_of, slug, character):
    client, count = client_of(character), records_that_show(slug, character)

    context = client.get(f"/{slug}/").context
    cards = {card["url"]: card["title"] for card in client.get("/").context["sections"]}

    assert context["count_label"] == BY_SLUG[slug].count_words(count), "count of the list"
    assert client.get(f"/{slug}/?_export=csv")["X-Total-Rows"] == str(count), "rows of the file"
    if BY_SLUG[slug].in_navigation:
        assert cards[f"/{slug}/"] == BY_SLUG[slug].count_words(count), "count on home"


@pytest.mark.parametrize("character", CHARACTERS)
def test_the_members_counted_in_the_list_are_those_the_reader_may_see(world, client_of, character):
    host = next(one for one in world.hosts if one._meta.model_name == "initiative")
    client = client_of(character)

    listed = client.get(f"/initiatives/?q={host.slug}").context["table"].data[0]
    page = client.get(host.get_absolute_url())

    assert listed.named_count == len(page.context["members"])


@pytest.mark.parametrize("character", CHARACTERS)
def test_the_home_page_names_only_what_the_reader_may_see(world, client_of, character):
    assert leaks(read(client_of(character), "/"), character) == [], "home"


@pytest.mark.parametrize("character", CHARACTERS)
def test_calendars_name_only_what_the_reader_may_see(world, client_of, character):
    client = client_of(character)

    assert leaks(read(client, "/calendar/"), character) == [], "calendar"
    assert leaks(read(client, "/calendar.ics"), "visitor") == [], "feed"
    if character != "visitor":
        assert leaks(read(client, "/calendar/download.ics"), character) == [], "download"


@pytest.mark.parametrize("character", CHARACTERS)
def test_the_search_finds_only_what_the_reader_may_see(world, client_of, character):
    client = client_of(character)
    for level in LEVELS:
        context = client.get("/search/", {"q": word(level)}).context

        found = {group["slug"] for group in context.get("groups", ())}
        assert found >= set(KEPT) if level in SEES[character] else not found, level
        assert leaks(str(context.get("nearest")), character) == [], level


@pytest.mark.parametrize("character", CHARACTERS)
def test_a_hidden_records_page_is_not_there(world, client_of, character):
    client = client_of(character)
    for record in world.hidden:
        status = client.get(record.get_absolute_url()).status_code

        assert status == (200 if may_see(character, record) else 404), record


@pytest.mark.parametrize("character", CHARACTERS)
def test_pages_of_public_records_name_only_what_the_reader_may_see(world, client_of, character):
    client = client_of(character)
    for record in world.hosts:
        address = record.get_absolute_url()

        assert leaks(read(client, address), character) == [], address


@pytest.mark.parametrize("number", range(len(SLUGS)))
def test_a_page_shows_as_much_of_each_level_as_its_reader_may_see(world, administrator, number):
    """The counterpart: an administrator reads of a hidden level what all read of the public one."""
    text = read(administrator, world.hosts[number].get_absolute_url()).casefold()

    shown = {level: text.count(word(level)) for level in LEVELS}
    assert set(shown.values()) == {shown["public"]}
    assert shown["public"] > 0


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("slug", SLUGS)
def test_files_hold_only_what_the_reader_may_see(world, client_of, slug, character):
    client = client_of(character)
    address = f"/{slug}/?_export="

    assert leaks(read(client, f"{address}csv"), character) == [], "csv"
    assert leaks(read(client, f"{address}json"), character) == [], "json"
    for rows in BY_SLUG[slug].sheet.rows:
        text = read(client, f"{address}csv&rows={rows}")
        assert leaks(text, character) == [], f"csv of {rows}"
    assert leaks(workbook_text(client, f"{address}xlsx"), character) == [], "xlsx"


def workbook_text(client, address) -> str:
    response = client.get(address)
    workbook = load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)
    rows = [row for sheet in workbook for row in sheet.iter_rows(values_only=True)]
    workbook.close()
    return json.dumps(rows, default=str, ensure_ascii=False)


@pytest.mark.parametrize("character", CHARACTERS)
@pytest.mark.parametrize("slug", SLUGS)
def test_words_of_hidden_records_find_nothing(world, client_of, slug, character):
    client = client_of(character)
    for hidden in hidden_words(character):
        assert client.get(f"/{slug}/?q={hidden}&_export=csv")["X-Total-Rows"] == "0", hidden
    if slug in KEPT:
        found = client.get(f"/{slug}/?q={word('public')}&_export=csv")["X-Total-Rows"]
        assert int(found) > 0


@pytest.mark.parametrize("character", ["visitor", "officer"])
@pytest.mark.parametrize("name", ["initiative", "partnership", "organisation"])
@pytest.mark.parametrize("slug", KEPT)
def test_a_hidden_value_of_a_filter_is_answered_like_an_unknown_one(
    world, client_of, slug, name, character
):
    if name not in BY_SLUG[slug].filters.base_filters:
        return
    client = client_of(character)
    hidden = next(
        record
        for record in world.hidden
        if record._meta.model_name == name and not may_see(character, record)
    )
    unknown = "x" * len(hidden.slug)

    told = client.get(f"/{slug}/?{name}={hidden.slug}&_export=csv")
    expected = client.get(f"/{slug}/?{name}={unknown}&_export=csv")

    assert told.status_code == expected.status_code == 400
    assert body(told).replace(hidden.slug, unknown) == body(expected)


@pytest.mark.parametrize("character", CHARACTERS)
def test_the_sitemap_names_public_records_alone_whoever_asks(world, client_of, character):
    text = site_map(client_of(character))

    assert leaks(text, "visitor") == []
    assert word("public") in text


@pytest.mark.parametrize("character", STAFF)
@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_a_change_list_and_its_filters_name_only_what_the_user_may_see(
    world, client_of, model, character
):
    address = reverse(f"admin:partnerships_{model._meta.model_name}_changelist")
    client = client_of(character)

    assert leaks(read(client, f"{address}?all="), character) == [], "change list"
    for hidden in hidden_words(character):
        found = client.get(f"{address}?q={hidden}").context["cl"]
        assert found.result_count == 0, f"search of the change list: {hidden}"


@pytest.mark.parametrize("model", record_models(), ids=lambda model: model._meta.model_name)
def test_a_hidden_record_has_no_admin_page(world, officer, model):
    hidden = [
        record
        for record in world.hidden
        if isinstance(record, model) and not may_see("officer", record)
    ]
    kind = ContentType.objects.get_for_model(model).pk
    for record in hidden:
        for page in ("change", "history", "delete"):
            name = f"admin:partnerships_{model._meta.model_name}_{page}"
            assert officer.get(reverse(name, args=[record.pk])).status_code in (403, 404), page
        way = officer.get(f"/admin/r/{kind}/{record.pk}/")
        assert leaks(way.headers.get("Location", ""), "officer") == [], "way to the site"


def test_admin_pages_of_public_records_name_only_what_the_user_may_see(world, officer):
    for record in world.hosts:
        name = f"admin:partnerships_{record._meta.model_name}_change"
        address = reverse(name, args=[record.pk])

        assert leaks(read(officer, address), "officer") == [], address


def autocompleted():
    """(model, field) of every link that the admin offers choices for."""
    for model in admin.site._registry:
        models = [model, *(inline.model for inline in admin.site._registry[model].inlines or ())]
        for one in models:
            for field in (*one._meta.fields, *one._meta.many_to_many):
                if field.is_relation and field.remote_field.model in admin.site._registry:
                    yield one._meta.app_label, one._meta.model_name, field.name


@pytest.mark.parametrize("character", CHARACTERS)
def test_autocompletion_offers_only_what_the_user_may_see(world, client_of, character):
    client = client_of(character)
    for app, model, name in sorted(set(autocompleted())):
        for level in LEVELS:
            response = client.get(
                reverse("admin:autocomplete"),
                {"app_label": app, "model_name": model, "field_name": name, "term": word(level)},
            )
            offered = re.sub(r"\s", "", body(response)) if response.status_code == 200 else ""

            assert leaks(offered, character) == [], f"{model}.{name}"


def test_autocompletion_offers_an_administrator_all_levels(world, administrator):
    for level in LEVELS:
        response = administrator.get(
            reverse("admin:autocomplete"),
            {
                "app_label": "partnerships",
                "model_name": "delegationparty",
                "field_name": "organisation",
                "term": word(level),
            },
        )
        assert response.json()["results"], level
