"""What each kind of cell means, for a record that is there and in its version."""

import pytest

from partnerships.dates import parse
from partnerships.models import Delegation
from partnerships.services.importing import running
from tests.factories import DelegationFactory
from tests.services.importing.trips import (
    applied,
    brought,
    exported,
    planned,
    read_rows,
    told,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("today")]


def outcome(client, column, stored, cell, encoding="utf-8-sig", **options):
    """What becomes of a cell: "unchanged", the new value as told, or the sentence of the error."""
    DelegationFactory(**stored)
    [row] = read_rows(exported(client, "delegations"))
    content = written([row | {column: cell}], encoding)
    batch = brought(client.user, "delegations", content, **options)
    [row] = planned(batch)
    if row.verdict == "changed":
        [change] = row.changes
        assert change["column"] == column
        return change["new"]
    return row.verdict


@pytest.mark.parametrize(
    ("stored", "cell", "expected"),
    [
        ("2025-04-03", "2025-04-03", "unchanged"),
        ("2025-04-03", "03-04-2025", "unchanged"),  # Excel on Indian Windows
        ("2025-04-03", "4/3/2025", "unchanged"),
        ("2025-04-03", "2025/4/3", "unchanged"),
        ("2025-04-03", "03-04-25", "unchanged"),
        ("2025-04-03", "45750", "unchanged"),  # the day's serial number
        ("2025-04-03", "2025年4月3日", "unchanged"),
        ("2025-04-03", "令和7年4月3日", "unchanged"),
        ("2025-04-03", "2025-04-04", "2025-04-04"),
        ("2025-04-03", "２０２５－０４－０４", "2025-04-04"),
        ("2025-04-03", "令和7年8月30日", "2025-08-30"),
        ("2025-04-03", "FY2025", "FY2025"),
        ("2025-04-03", "05/06/2025", "error"),
        ("2025-04-03", "25/06/2025", "2025-06-25"),
        ("2025-08", "Aug-25", "unchanged"),
        ("2025-08", "2025-08-01", "unchanged"),  # Excel made a day of it
        ("2025-08", "Sep-25", "2025-09"),
        ("2025", "2025", "unchanged"),
        ("FY2025", "FY2025-26", "unchanged"),
        ("2025-04-03", "not a date", "error"),
        ("2025-04-03", "=TODAY()", "error"),
    ],
)
def test_a_date(administrator, stored, cell, expected):
    assert outcome(administrator, "start", {"start": stored}, cell) == expected


@pytest.mark.parametrize("cell", ["R7.8.30", "45899", "30/08/2025", "30-Aug-25", "30 Aug 2025"])
def test_a_new_date_keeps_a_text_that_the_form_understands(administrator, cell):
    DelegationFactory(start="2025-04-03")
    [row] = read_rows(exported(administrator, "delegations"))

    applied(administrator.user, "delegations", written([row | {"start": cell}]), reason="Moved")

    assert parse(Delegation.objects.get().start.text).file_form() == "2025-08-30"


@pytest.mark.parametrize(
    ("order", "expected"), [("day_first", "2025-06-05"), ("month_first", "2025-05-06")]
)
def test_an_ambiguous_date_is_decided_once_for_the_file(administrator, order, expected):
    stored = {"start": "2025-04-03"}

    assert outcome(administrator, "start", stored, "05/06/2025", day_order=order) == expected


def test_an_ambiguous_date_asks_for_the_order(administrator):
    row = {"title": "Made-up", "direction": "india_to_japan", "start": "05/06/2025"}

    batch = brought(administrator.user, "delegations", written([row]))

    assert [kind for kind, *_ in running.store_of(batch).questions()] == ["day_order"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("about 70", "about 70"),
        ("70", "70"),
        ("７５", "75"),
        ("約80名", "約80名"),
        ("many", "many"),
        ("a made-up word", "error"),
    ],
)
def test_a_head_count(administrator, cell, expected):
    stored = {"headcount_number": 71, "headcount_basis": "about", "headcount_text": "about 71"}

    assert outcome(administrator, "headcount", stored, cell) == expected


@pytest.mark.parametrize(
    ("stored", "cell", "expected"),
    [
        ("007", "7", "unchanged"),
        ("007", "007", "unchanged"),
        ("007", "8", "8"),
        ("2025-04", "Apr-25", "unchanged"),
        ("1,185", "1185", "unchanged"),
        ("1,185", "1186", "1186"),
        ("true", "TRUE", "unchanged"),
        ("09:30", "09:30:00", "unchanged"),
        ("a\nb", "a\r\nb", "unchanged"),
        ("=1+1", "'=1+1", "unchanged"),
        ("'=1+1", "''=1+1", "unchanged"),
        ("'quoted", "'quoted", "unchanged"),
        ("words", "'=1+1", "=1+1"),
    ],
)
def test_a_text(administrator, stored, cell, expected):
    assert outcome(administrator, "outcome", {"outcome": stored}, cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("?ita, 山梨, ?????", "unchanged"),
        ("Oita, 山梨, ?????", "unchanged"),  # Windows takes the plain letter
        ("?ita, 静岡, ?????", "error"),
        ("plain words", "plain words"),
    ],
)
def test_a_text_that_shift_jis_cannot_carry(administrator, cell, expected):
    stored = {"outcome": "Ōita, 山梨, ओडिशा"}

    assert outcome(administrator, "outcome", stored, cell, encoding="cp932") == expected


def test_a_question_mark_in_a_text_that_shift_jis_carries_is_a_question(administrator):
    stored = {"outcome": "山梨"}

    assert outcome(administrator, "outcome", stored, "山梨?", encoding="cp932") == "山梨?"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("Completed", "completed"), ("完了", "完了"), ("done with it", "error")],
)
def test_a_word_of_a_vocabulary(administrator, cell, expected):
    found = outcome(administrator, "status", {}, cell)

    assert found in {expected, cell}


def test_all_errors_of_a_row_are_told(administrator):
    row = {
        "title": "Made-up",
        "direction": "sideways",
        "start": "soon",
        "headcount": "a made-up word",
    }

    batch = brought(administrator.user, "delegations", written([row]))

    assert [column for _n, column, _t in told(batch)] == ["direction", "start", "headcount"]
