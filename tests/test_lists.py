"""Every section's list: who sees what, order, pages, notices, queries."""

import json
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import AccessEvent
from partnerships.sections import SECTIONS
from partnerships.tables.base import HIDDEN_SORTS, sortable
from tests import factories as make
from tests import sections_world

pytestmark = pytest.mark.django_db
each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
#: How often a list asks the database, however many rows it shows; for a visitor.
QUERIES = {
    "states": 2,
    "prefectures": 2,
    "initiatives": 5,
    "partnerships": 5,
    "agreements": 6,
    "delegations": 6,
    "events": 6,
    "programmes": 6,
    "pledges": 7,
    "targets": 6,
    "organisations": 5,
    "people": 4,
    "sources": 2,
}


def notices(page) -> list[str]:
    return [notice["text"] for notice in page.context["notices"]]


def shown(page) -> list:
    return [row.record for row in page.context["table"].page.object_list]


@each_section
def test_a_list_names_its_records_and_counts_them(visitor, section):
    record = sections_world.make(section.slug)

    page = visitor.get(f"/{section.slug}/")

    assert page.status_code == 200
    assert record in shown(page)
    assert sections_world.name_of(record) in page.content.decode()
    assert page.context["count_label"] == section.count_words(len(shown(page)))


@each_section
def test_an_empty_list_says_so(visitor, section):
    page = visitor.get(f"/{section.slug}/")

    assert "Nothing has been recorded here yet." in page.content.decode()
    assert page.context["exports"] == []


def test_an_empty_list_offers_to_clear_filters_only_where_there_are_any(visitor):
    assert "Clear all filters" not in visitor.get("/events/").content.decode()
    assert "Clear all filters" in visitor.get("/events/?q=tea").content.decode()
    assert "Clear all filters" in visitor.get("/events/?from=soon").content.decode()


@pytest.mark.any_database
@each_section
def test_a_list_asks_as_often_for_fifty_rows_as_for_one(visitor, official, section):
    sections_world.make(section.slug)
    visitor.get(f"/{section.slug}/")  # content types are looked up once a process
    for number in (0, 2, 47):
        for _ in range(number):
            sections_world.make(section.slug)
        with CaptureQueriesContext(connection) as queries:
            page = visitor.get(f"/{section.slug}/?per_page=200")
        with CaptureQueriesContext(connection) as queries:
            official.get(f"/{section.slug}/?per_page=200")
        assert len(queries) == QUERIES[section.slug] + 2  # the session, the user with offices
    assert len(shown(page)) >= 50


@pytest.mark.any_database
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite counts one by one")
@each_section
def test_a_filtered_list_asks_no_more_often(visitor, section):
    sections_world.make(section.slug)
    period = {"from": "2025"} if "from" in section.filters.base_filters else {}
    query = {**period, "changed_from": "2020"}
    visitor.get(f"/{section.slug}/")
    with CaptureQueriesContext(connection) as queries:
        page = visitor.get(f"/{section.slug}/", query)

    assert page.context["chips"]
    assert len(queries) <= QUERIES[section.slug]


@each_section
def test_a_record_shows_to_those_who_may_see_it(visitor, official, administrator, section):
    if section.slug in ("states", "prefectures"):
        return
    for level in ("public", "officials", "parties", "office"):
        sections_world.make(section.slug, visibility=level)

    levels = {
        name: {record.visibility for record in shown(client.get(f"/{section.slug}/"))}
        for name, client in (("v", visitor), ("o", official), ("a", administrator))
    }

    assert levels["v"] == {"public"}
    assert levels["o"] == {"public", "officials"}
    assert levels["a"] == {"public", "officials", "parties", "office"}


def test_those_who_convene_do_not_fill_a_declared_place(visitor):
    visit = make.DelegationFactory(declared_parties=3, host=make.OrganisationFactory())
    make.DelegationPartyFactory(delegation=visit, role="participant")
    make.DelegationPartyFactory(delegation=visit, role="observer")

    page = visitor.get("/delegations/").content.decode()

    assert "and 2 not named" in page


def test_a_source_of_a_hidden_row_alone_is_not_counted(visitor, official):
    visit = make.DelegationFactory()
    hidden = make.DelegationPartyFactory(
        delegation=visit, organisation=make.OrganisationFactory(officials=True)
    )
    make.CitationFactory(record=visit)
    make.CitationFactory(record=visit, field="parties", row=hidden.pk)

    for client, count in ((visitor, 1), (official, 2)):
        (record,) = shown(client.get("/delegations/"))
        assert record.source_count == count


# Order


@each_section
def test_every_sort_works_both_ways_with_ties_by_key_and_the_unknown_last(visitor, section):
    for _ in range(4):
        sections_world.make(section.slug)
    for name in sortable(section.table):
        for sort in (name, f"-{name}"):
            check_sort(visitor, section, name, sort)


def check_sort(visitor, section, name, sort) -> None:
    response = visitor.get(f"/{section.slug}/?sort={sort}&_export=json")
    rows = json.loads(b"".join(response.streaming_content))
    values = [row[name] for row in rows]
    known = [value for value in values if value not in ("", None)]
    page = visitor.get(f"/{section.slug}/?sort={sort}")

    assert [record.key for record in shown(page)] == [row[section.key] for row in rows], sort
    assert values[: len(known)] == known, sort
    for first, second in pairwise(rows):
        if first[name] == second[name] and name not in HIDDEN_SORTS:
            assert first[section.key] < second[section.key], sort


@each_section
def test_sorts_are_named_as_the_columns_of_the_file(section):
    assert set(sortable(section.table)) <= set(section.sheet.headers)


def test_dates_sort_by_earliest_then_latest_with_the_unknown_last(visitor):
    for start in ("2025", "2025-01-01", "", "2024-12", "2025-01", "by 2024-06"):
        make.DelegationFactory(start=start, title=start or "unknown")

    def titles(sort):
        return [visit.title for visit in shown(visitor.get(f"/delegations/?sort={sort}"))]

    assert titles("start") == ["2024-12", "2025-01-01", "2025-01", "2025", "by 2024-06", "unknown"]
    assert titles("-start") == ["2025", "2025-01", "2025-01-01", "2024-12", "by 2024-06", "unknown"]


def test_titles_sort_by_their_folded_form(visitor):
    for title in ("Ōita", "oita b", "Zebra", "apple", "Äpfel"):
        make.DelegationFactory(title=title)

    titles = [visit.title for visit in shown(visitor.get("/delegations/?sort=title"))]

    assert titles == ["Äpfel", "apple", "Ōita", "oita b", "Zebra"]


def test_numbers_sort_as_numbers(visitor):
    for number in (9, 100, None, 20):
        make.DelegationFactory(headcount=number)

    for sort, expected in (("headcount", [9, 20, 100, None]), ("-headcount", [100, 20, 9, None])):
        visits = shown(visitor.get(f"/delegations/?sort={sort}"))
        assert [visit.headcount.number for visit in visits] == expected


def test_an_unknown_sort_is_told_and_the_usual_order_kept(visitor):
    visits = [make.DelegationFactory(start=start) for start in ("2024", "2026", "2025")]

    page = visitor.get("/delegations/?sort=password")

    assert notices(page) == ["The list cannot be sorted by “password”."]
    assert shown(page) == [visits[1], visits[2], visits[0]]
    assert 'aria-sort="descending"' in page.content.decode()


# Pages


def test_a_page_past_the_end_shows_the_last_and_says_so(visitor):
    make.DelegationFactory.create_batch(30)

    page = visitor.get("/delegations/?page=9&per_page=25")

    assert notices(page) == ["Page 9 does not exist; this is the last."]
    assert (page.context["table"].page.number, len(shown(page))) == (2, 5)


@pytest.mark.parametrize("value", ["", "0", "-1", "1.5", "two", "１"])
def test_what_is_no_page_shows_the_first_and_says_so(visitor, value):
    make.DelegationFactory()

    page = visitor.get(f"/delegations/?page={value}")

    assert notices(page) == [f"“{value}” is no page; this is the first."]
    assert page.context["table"].page.number == 1


@pytest.mark.parametrize(
    ("value", "rows"), [("25", 25), ("1", 25), ("40", 40), ("200", 60), ("9999999999", 60)]
)
def test_rows_a_page_stay_between_25_and_200(visitor, value, rows):
    make.DelegationFactory.create_batch(60)

    assert len(shown(visitor.get(f"/delegations/?per_page={value}"))) == rows


def test_pages_together_show_every_record_once(visitor):
    visits = make.DelegationFactory.create_batch(60)

    pages = [shown(visitor.get(f"/delegations/?per_page=25&page={n}")) for n in (1, 2, 3)]

    assert [visit for page in pages for visit in page] == list(reversed(visits))


# What the page offers


def test_the_count_says_how_many_of_how_many_match(visitor):
    make.DelegationFactory.create_batch(2, status="planned")
    make.DelegationFactory(completed=True)
    make.DelegationFactory(officials=True)
    make.DelegationFactory(officials=True, status="planned")

    page = visitor.get("/delegations/?status=planned")

    assert page.context["count_label"] == "2 of 3 delegations match the filters."
    assert page.context["exports"][0]["label"] == "Export these 2 delegations"


def test_the_button_exports_the_rows_on_show(visitor):
    make.DelegationFactory.create_batch(2, status="planned")
    make.DelegationFactory(completed=True)

    page = visitor.get("/delegations/?status=planned&sort=-title&page=1&per_page=25")
    urls = [export["url"] for export in page.context["exports"]]

    assert urls[0] == "/delegations/?status=planned&sort=-title&_export=csv"
    for url in urls:
        file = visitor.get(url)
        assert b"".join(file.streaming_content)
    assert AccessEvent.objects.filter(kind="export", rows=2).count() == 3


def test_only_those_who_write_for_an_office_are_offered_to_log_a_delegation(official, staff):
    make.OfficeMemberFactory(user=staff.user)
    assert official.get("/delegations/").context["primary_action"] is None

    action = staff.get("/delegations/").context["primary_action"]

    assert (action["label"], action["url"]) == (
        "Log a delegation",
        "/admin/partnerships/delegation/add/",
    )


def test_a_planned_visit_whose_days_are_over_is_not_shown_as_done(visitor, today):
    make.DelegationFactory(start="2026-08", status="planned")

    assert "Outcome not recorded" in visitor.get("/delegations/").content.decode()


@pytest.mark.parametrize("prefix", ["/ja", "/hi"])
def test_lists_answer_in_every_language(visitor, prefix):
    visit = make.DelegationFactory(lead=make.PrefectureGovernmentFactory())
    region = visit.parties.get().organisation.region

    page = visitor.get(f"{prefix}/delegations/").content.decode()

    assert getattr(region, f"name_{prefix[1:]}") in page
    assert f'href="{prefix}/delegations/{visit.reference}/"' in page
