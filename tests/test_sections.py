"""The catalogue: addresses, navigation, site map, and the records behind each key."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.urls import reverse

from partnerships.sections import SECTIONS, section_of
from partnerships.views.frame import ABOUT, PAGES
from partnerships.views.pages import CONTEXTS
from tests import factories as make
from tests import sections_world

each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)


def test_the_sections_stand_in_the_order_of_the_navigation():
    assert [section.slug for section in SECTIONS] == [
        "states",
        "prefectures",
        "initiatives",
        "partnerships",
        "agreements",
        "delegations",
        "events",
        "programmes",
        "pledges",
        "targets",
        "organisations",
        "people",
        "sources",
    ]
    assert [section.slug for section in SECTIONS if not section.in_navigation] == ["people"]


@each_section
def test_a_section_is_complete(section):
    assert section_of(section.model) is section
    assert section.list_url() == reverse(f"{section.slug}_list") == f"/{section.slug}/"
    assert section.slug in CONTEXTS
    assert get_template(f"partnerships/{section.slug}_detail.html")
    assert section.sheet.headers[:2] == (section.key, "url")
    assert section.sheet.headers[-2:] == ("updated_at", "version")
    for sheet in section.sheet.rows.values():
        assert sheet.headers[:3] == (section.key, "url", "is_first")


@each_section
def test_a_section_says_counts_in_whole_sentences(section):
    for number in (1, 23):
        words = section.count_words(number)
        assert words.startswith(f"{number} ")
        assert str(number) in section.export_words(number) or number == 1
        assert f"{number} of 66 " in section.match_words(number, 66)


@pytest.mark.django_db
@each_section
def test_the_navigation_marks_the_section_one_is_in(visitor, section):
    navigation = visitor.get(section.list_url()).context["navigation"]

    current = [item["url"] for item in navigation if item["current"]]

    assert current == ([section.list_url()] if section.in_navigation else [])
    assert len(navigation) == 12 + len(PAGES)


@pytest.mark.django_db
def test_the_navigation_marks_a_page_beside_the_sections(visitor):
    navigation = visitor.get("/calendar/").context["navigation"]

    assert [item["url"] for item in navigation if item["current"]] == ["/calendar/"]


@pytest.mark.django_db
def test_each_language_leads_to_the_same_page(visitor):
    links = visitor.get("/ja/delegations/?year=2025").context["language_links"]

    assert [(link["lang"], link["url"], link["current"]) for link in links] == [
        ("en", "/delegations/?year=2025", False),
        ("ja", "/ja/delegations/?year=2025", True),
        ("hi", "/hi/delegations/?year=2025", False),
    ]


@pytest.mark.django_db
@each_section
def test_a_record_has_a_page_at_its_key(visitor, section):
    record = sections_world.make(section.slug)

    page = visitor.get(f"/{section.slug}/{record.key}/")

    assert page.status_code == 200
    assert sections_world.name_of(record) in page.content.decode()
    assert record.get_absolute_url() == f"/{section.slug}/{record.key}/"


@pytest.mark.django_db
@each_section
def test_a_key_in_another_case_leads_to_the_canonical_address(visitor, section):
    record = sections_world.make(section.slug)
    other = record.key.swapcase()

    answer = visitor.get(f"/ja/{section.slug}/{other}/?from=2025")

    assert answer.status_code == 301
    assert answer["Location"] == f"/ja/{section.slug}/{record.key}/?from=2025"


@pytest.mark.django_db
@each_section
def test_a_hidden_record_is_not_found_like_one_that_is_not_there(visitor, section):
    if section.slug in ("states", "prefectures"):
        return
    record = sections_world.make(section.slug, for_office=True)

    for key in (record.key, record.key.swapcase()):
        assert visitor.get(f"/{section.slug}/{key}/").status_code == 404


@pytest.mark.django_db
def test_the_site_map_holds_what_everyone_may_see_and_nothing_else(administrator):
    records = [sections_world.make(section.slug) for section in SECTIONS]
    hidden = [make.DelegationFactory(officials=True), make.PersonFactory(for_office=True)]

    text = sections_world.site_map(administrator)

    for record in records:
        assert f"<loc>http://testserver{record.get_absolute_url()}</loc>" in text
    for record in hidden:
        assert record.key not in text
    public = sum(section.model.objects.visible_to(AnonymousUser()).count() for section in SECTIONS)
    assert text.count("<url>") == public + len(SECTIONS) + len(PAGES) + len(ABOUT)
    assert "<loc>http://testserver/calendar/</loc>" in text


@pytest.mark.django_db
def test_the_site_map_names_every_page_of_many_records(visitor, monkeypatch):
    monkeypatch.setattr("partnerships.views.sitemap.SectionSitemap.limit", 2)
    missions = make.DelegationFactory.create_batch(5)

    text = sections_world.site_map(visitor)

    for mission in missions:
        assert text.count(f"{mission.get_absolute_url()}</loc>") == 1


@pytest.mark.django_db
def test_a_closed_site_shows_visitors_nothing(visitor, settings):
    settings.SETUHASHI_PUBLIC = False
    record = make.DelegationFactory()

    for path in (
        "/",
        "/delegations/",
        "/delegations/?_export=csv",
        "/sitemap.xml",
        "/sitemap-delegations.xml",
        record.get_absolute_url(),
    ):
        assert visitor.get(path).status_code == 302
