"""Exports: what is refused and why, what is logged, what happens when records vanish meanwhile."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.exports import formats, reading
from partnerships.models import AccessEvent, Delegation
from partnerships.sections import SECTIONS
from partnerships.services import access_log
from tests import factories as make
from tests import sections_world
from tests.exported import content, rows_of

# What is refused


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("_export=xls", "_export: “xls” is not known; write one of: csv, json, xlsx."),
        ("_export=", "write one of: csv, json, xlsx."),
        ("_export=csv&rows=sheep", "write one of: parties, stops, people."),
        ("_export=csv&bom=maybe", "write one of: 0, 1."),
        ("_export=csv&year=2025-03", "year: “2025-03” is not a year."),
        ("_export=csv&sort=nothing", "cannot be sorted by “nothing”"),
        ("_export=csv&prefectures=JP-19", "has no filter “prefectures”"),
    ],
)
def test_a_wrong_request_is_refused_with_the_reason(visitor, query, part):
    response = visitor.get(f"/delegations/?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert part in response.content.decode()


@pytest.mark.django_db
def test_a_list_without_rows_of_its_own_says_so(visitor):
    response = visitor.get("/sources/?_export=csv&rows=parties")

    assert response.status_code == 400
    assert "no such rows" in response.content.decode()


@pytest.mark.django_db
def test_a_table_too_long_for_a_workbook_is_refused_and_csv_named(visitor, monkeypatch):
    monkeypatch.setattr(formats, "XLSX_MOST_ROWS", 2)
    make.DelegationFactory.create_batch(3)

    response = visitor.get("/delegations/?_export=xlsx")

    assert response.status_code == 400
    assert "3 rows do not fit" in response.content.decode()
    assert "CSV" in response.content.decode()
    assert visitor.get("/delegations/?_export=csv").status_code == 200


@pytest.mark.django_db
def test_a_text_too_long_for_a_cell_is_refused_and_named(visitor):
    make.DelegationFactory(purpose="x" * 32_768)

    response = visitor.get("/delegations/?_export=xlsx")

    assert response.status_code == 400
    assert "purpose" in response.content.decode()
    assert AccessEvent.objects.filter(kind="export").count() == 0
    assert rows_of(visitor, "/delegations/?_export=csv")[0]["purpose"] == "x" * 32_768


# Around it


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_head_says_the_same_without_the_file(visitor, form):
    make.DelegationFactory()
    address = f"/delegations/?_export={form}"

    head, full = visitor.head(address), visitor.get(address)
    assert content(full)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "X-Total-Rows", "Content-Disposition"):
        assert head[name] == full[name]
    assert AccessEvent.objects.filter(kind="export").count() == 1


@pytest.mark.django_db
def test_every_export_is_logged_with_who_what_and_how_many(official, visitor, monkeypatch):
    make.DelegationFactory.create_batch(2)
    told = []
    monkeypatch.setattr(access_log.logger, "info", lambda _text, line: told.append(line))

    content(official.get("/delegations/?sort=title&_export=csv"))
    content(visitor.get("/events/?_export=json"))

    logs = (
        AccessEvent.objects.filter(kind="export")
        .order_by("pk")
        .values_list("user__username", "section", "format", "query", "rows")
    )
    assert list(logs) == [
        ("official", "delegations", "csv", "sort=title&_export=csv", 2),
        (None, "events", "json", "_export=json", 0),
    ]
    assert told == [
        f"export: {who}, path GET /{section}/, section {section}, format {form}, rows {rows}"
        for who, section, form, rows in (
            ("account official, address 127.0.0.1", "delegations", "csv", 2),
            ("address 127.0.0.1", "events", "json", 0),
        )
    ]


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_an_export_asks_as_often_for_fifty_records_as_for_one(visitor, section, monkeypatch):
    monkeypatch.setattr(reading, "FIRST_BLOCK", reading.BLOCK)
    asked = []
    for number in (1, 2, 47):
        for _ in range(number):
            sections_world.make(section.slug)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            content(visitor.get(f"/{section.slug}/?_export=csv"))
        asked.append(len(queries))

    assert asked[1] == asked[2]
    assert asked[1] <= 20


@pytest.mark.django_db
def test_a_record_that_vanishes_meanwhile_ends_the_file_with_an_error(visitor, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 2)
    visits = make.DelegationFactory.create_batch(5)
    pieces = iter(visitor.get("/delegations/?sort=ref&_export=csv").streaming_content)
    next(pieces), next(pieces)

    Delegation.objects.filter(pk=visits[-1].pk).delete()

    with pytest.raises(reading.ChangedMeanwhileError):
        list(pieces)


@pytest.mark.django_db
def test_rows_that_vanish_meanwhile_end_the_file_with_an_error(visitor, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 1)
    rows = [make.DelegationPartyFactory() for _ in range(3)]
    pieces = iter(visitor.get("/delegations/?sort=ref&rows=parties&_export=json").streaming_content)
    next(pieces)

    rows[-1].delete()

    with pytest.raises(reading.ChangedMeanwhileError):
        list(pieces)
