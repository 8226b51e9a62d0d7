"""What a file would do, told row by row; nothing is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Delegation
from partnerships.services import records
from partnerships.services.importing.running import store_of
from tests.factories import DelegationFactory, PrefectureGovernmentFactory, SectorFactory
from tests.services.importing.trips import (
    brought,
    exported,
    planned,
    read_rows,
    told,
    verdicts,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def mission():
    host, sector = PrefectureGovernmentFactory(), SectorFactory()
    return DelegationFactory(
        title="Made-up mission",
        start="2025-04-03",
        headcount_number=70,
        host=host,
        sectors=[sector],
        purpose="First words",
    )


def edited(client, slug="delegations", **cells) -> bytes:
    """The export of the one record there is, with some cells edited."""
    [row] = read_rows(exported(client, slug))
    return written([row | cells])


def only(batch):
    [row] = planned(batch)
    return row


def test_a_changed_cell_is_told_with_the_old_and_the_new_value(administrator, mission):
    batch = brought(administrator.user, "delegations", edited(administrator, title="Other"))

    row = only(batch)
    assert (row.verdict, row.key) == ("changed", mission.reference)
    assert row.changes == [
        {"column": "title", "old": "Made-up mission", "new": "Other", "cell": "Other"}
    ]
    assert Delegation.objects.get().title == "Made-up mission"


def test_an_empty_cell_and_an_absent_column_leave_what_is_recorded(administrator, mission):
    batch = brought(
        administrator.user,
        "delegations",
        written([{"ref": mission.reference, "version": "1", "title": "", "purpose": "Other"}]),
    )

    assert [change["column"] for change in only(batch).changes] == ["purpose"]


@pytest.mark.parametrize("column", ["purpose", "start", "headcount", "sector_slugs", "host_codes"])
def test_the_word_clear_empties_a_cell(administrator, mission, column):
    batch = brought(administrator.user, "delegations", edited(administrator, **{column: "CLEAR"}))

    [change] = only(batch).changes
    assert (change["column"], change["new"]) == (column, "")


def test_what_must_be_filled_cannot_be_cleared(administrator, mission):
    batch = brought(administrator.user, "delegations", edited(administrator, title="CLEAR"))

    assert [(number, column) for number, column, _text in told(batch)] == [(2, "title")]


def test_a_row_without_a_key_is_new(administrator):
    row = {"title": "Made-up visit", "direction": "india_to_japan", "start": "2025-08"}

    batch = brought(administrator.user, "delegations", written([row]))

    assert (only(batch).verdict, only(batch).title) == ("new", "Made-up visit")
    assert not Delegation.objects.exists()


def test_a_new_row_names_what_it_lacks(administrator):
    batch = brought(administrator.user, "delegations", written([{"title": "Made-up visit"}]))

    assert [(number, column) for number, column, _text in told(batch)] == [(2, "direction")]


def test_a_row_that_fills_only_what_is_not_read_makes_no_record(administrator):
    rows = [{"title": "", "lead_names": "Made-up Body", "my notes": ""}]

    batch = brought(administrator.user, "delegations", written(rows))

    assert {column for _number, column, _text in told(batch)} >= {"title", "direction"}


def test_notes_that_fill_no_known_column_are_no_row(administrator, mission):
    [row] = read_rows(exported(administrator, "delegations"))
    note = dict.fromkeys(row, "") | {"url": "", "my notes": "* as of November"}

    batch = brought(administrator.user, "delegations", written([row | {"my notes": ""}, note]))

    assert verdicts(batch) == {"unchanged": 1}


def test_an_unknown_key_and_a_hidden_record_are_told_alike(administrator, staff):
    hidden = DelegationFactory(visibility="office")
    rows = [{"ref": hidden.reference, "title": "A"}, {"ref": "DEL-1999-0001", "title": "B"}]

    batch = brought(staff.user, "delegations", written(rows))

    texts = [text for _number, _column, text in told(batch)]
    assert texts[0].replace(hidden.reference, "") == texts[1].replace("DEL-1999-0001", "")


def test_a_record_that_the_importer_may_not_edit_is_refused(staff, mission):
    row = {"ref": mission.reference, "version": "1", "title": "Other"}

    batch = brought(staff.user, "delegations", written([row]))

    assert [(n, text) for n, _c, text in told(batch)] == [(2, "You may not edit this record.")]


def test_two_rows_of_one_record_are_refused(administrator, mission):
    row = {"ref": mission.reference, "version": "1", "title": "Other"}

    batch = brought(administrator.user, "delegations", written([row, row | {"title": "Another"}]))

    assert [number for number, _column, _text in told(batch)] == [3]


def test_two_new_rows_that_say_the_same_are_one_too_many(administrator):
    row = {"title": "Made-up visit", "direction": "india_to_japan"}

    batch = brought(administrator.user, "delegations", written([row, row]))

    assert verdicts(batch) == {"new": 1, "error": 1}


@pytest.mark.parametrize("version", ["9", "0", "first", "-1"])
def test_a_version_that_the_record_never_had_is_refused(administrator, mission, version):
    content = edited(administrator, title="Other", version=version)

    batch = brought(administrator.user, "delegations", content)

    assert [(number, column) for number, column, _text in told(batch)] == [(2, "version")]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("both", {"new": 1, "changed": 1}),
        ("create", {"new": 1, "error": 1}),
        ("update", {"changed": 1, "error": 1}),
    ],
)
def test_an_import_does_only_what_it_was_said_to_do(administrator, mission, policy, expected):
    new = {"ref": "", "title": "Made-up visit", "direction": "india_to_japan"}
    old = {"ref": mission.reference, "title": "Other", "direction": ""}

    batch = brought(administrator.user, "delegations", written([new, old]), policy=policy)

    assert verdicts(batch) == expected


def test_an_edit_of_a_column_that_is_only_shown_is_told(administrator, mission):
    content = edited(administrator, host_names="Somebody else")

    row = only(brought(administrator.user, "delegations", content))

    assert row.verdict == "unchanged"
    assert row.notes == ["host_names is not read; its edit is left out."]


def test_the_example_row_of_a_template_is_left_out(administrator, mission):
    row = {"ref": mission.reference, "title": "Other"}

    batch = brought(administrator.user, "delegations", written([row | {"ref": "EXAMPLE"}, row]))

    assert verdicts(batch) == {"changed": 1}


def test_a_party_in_two_roles_is_refused(administrator, mission):
    [row] = read_rows(exported(administrator, "delegations"))

    batch = brought(
        administrator.user, "delegations", written([row | {"lead_codes": row["host_codes"]}])
    )

    assert [number for number, _column, _text in told(batch)] == [2]


def test_an_end_before_the_start_is_refused_as_the_form_refuses_it(administrator, mission):
    batch = brought(administrator.user, "delegations", edited(administrator, end="2025-01"))

    assert [text for _n, _c, text in told(batch)] == ["The end is before the start."]


def test_an_unknown_name_is_asked_for_once_for_the_file(administrator):
    rows = [
        {"title": f"Made-up visit {n}", "direction": "india_to_japan", "lead_codes": "Nowhereland"}
        for n in range(3)
    ]

    batch = brought(administrator.user, "delegations", written(rows))

    assert verdicts(batch) == {"error": 3}
    assert store_of(batch).questions() == [("organisation", "Nowhereland", 3, 2)]


@pytest.mark.parametrize("answer", ["JP", ""])
def test_what_was_decided_for_a_name_holds_for_all_its_rows(administrator, mission, answer):
    host = mission.parties.get().organisation
    rows = [
        {"title": f"Made-up visit {n}", "direction": "india_to_japan", "host_codes": "Nowhereland"}
        for n in range(2)
    ]
    meant = host.identifier if answer else ""

    batch = brought(
        administrator.user,
        "delegations",
        written(rows),
        answers={"names": {"organisation": {"nowhereland": meant}}},
    )

    assert verdicts(batch) == {"new": 2}
    values = [row.values["host_codes"][0] for row in planned(batch)]
    assert values == [[host.pk] if answer else []] * 2


def test_the_number_of_queries_does_not_grow_with_the_rows(administrator):
    def queries(number):
        Delegation.objects.all().delete()
        for n in range(number):
            records.save(
                Delegation(title=f"Made-up {n}", direction="india_to_japan", start_text=""),
                by=None,
            )
        rows = read_rows(exported(administrator, "delegations"))
        content = written([row | {"title": f"{row['title']} x"} for row in rows])
        with CaptureQueriesContext(connection) as captured:
            batch = brought(administrator.user, "delegations", content)
        assert verdicts(batch) == {"changed": number}
        return len(captured)

    queries(1)  # warms what is read once
    assert queries(3) == queries(50)
