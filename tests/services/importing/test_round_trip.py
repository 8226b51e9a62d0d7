"""What was exported comes back unchanged: every section, all real records."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from partnerships.models import Change
from partnerships.sections import SECTIONS
from tests.services.importing.trips import (
    applied,
    brought,
    exported,
    planned,
    read_rows,
    verdicts,
    written,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("real_records", "today"),
    pytest.mark.xdist_group("real records"),
]


@pytest.fixture
def keeper(db) -> Client:
    """An administrator, whose name no real record has."""
    client = Client()
    users = get_user_model().objects
    client.user = users.create_superuser("keeper", password="made-up")
    client.force_login(client.user)
    return client


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_a_file_that_nobody_edited_changes_nothing(keeper, section, kind):
    content = exported(keeper, section.slug, kind)

    batch = brought(keeper.user, section.slug, content, f"table.{kind}")

    number = section.model.objects.count()
    assert number
    assert verdicts(batch) == {"unchanged": number}
    assert not any(row.notes for row in planned(batch))


@pytest.mark.parametrize(
    ("slug", "column", "cell"),
    [
        ("delegations", "title", "A made-up title"),
        ("delegations", "end", "2031-02"),
        ("delegations", "headcount", "4321"),
        ("events", "sector_slugs", "tourism"),
        ("agreements", "summary", "Made-up words,\nin two lines"),
        ("partnerships", "origin", "=1+1"),
        ("organisations", "remark", "'=quoted"),
        ("people", "name_local", "架空の名"),
        ("sources", "publisher", "Made-up Press"),
        ("targets", "unit", "made-up units"),
        ("programmes", "period_text", "some years"),
        ("initiatives", "launched_at", "A made-up hall"),
        ("prefectures", "capital_hi", "काल्पनिक"),
    ],
)
def test_one_edited_cell_is_one_changed_cell(keeper, slug, column, cell):
    rows = read_rows(exported(keeper, slug))
    rows[3][column] = cell if not cell.startswith(("=", "'")) else f"'{cell}"

    batch = applied(keeper.user, slug, written(rows))

    assert batch.counts["changed"] == 1
    assert batch.counts["unchanged"] == len(rows) - 1
    [changed] = [row for row in planned(batch) if row.verdict == "changed"]
    assert [change["column"] for change in changed.changes] == [column]
    after = read_rows(exported(keeper, slug))
    same_key = next(row for row in after if row[next(iter(row))] == rows[3][next(iter(row))])
    assert same_key[column] == rows[3][column]
    follow = {"version", "updated_at", f"{column}_text", f"{column}_precision", "sectors"}
    others = {name for name in rows[3] if name not in {column, *follow}}
    assert {name: same_key[name] for name in others} == {name: rows[3][name] for name in others}


def test_applying_and_exporting_again_gives_the_same_bytes(keeper):
    before = exported(keeper, "agreements")

    batch = brought(keeper.user, "agreements", before)

    assert verdicts(batch) == {"unchanged": len(read_rows(before))}
    assert exported(keeper, "agreements") == before


def test_comparing_a_file_writes_no_record_and_no_history(keeper):
    rows = read_rows(exported(keeper, "delegations"))
    rows[0]["title"] = "A made-up title"
    changes = Change.objects.count()

    brought(keeper.user, "delegations", written(rows))

    assert Change.objects.count() == changes
    assert exported(keeper, "delegations") != written(rows)
