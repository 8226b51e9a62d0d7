"""The command that brings a table back in."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from partnerships.management.commands import import_table
from partnerships.models import Change, Delegation, ImportBatch
from tests.factories import DelegationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(settings, tmp_path):
    settings.SETUHASHI_VAR = tmp_path / "var"
    return UserFactory(username="root", administrator=True)


@pytest.fixture
def visit():
    return DelegationFactory(reference="DEL-2025-0001", title="Tea talks")


@pytest.fixture
def table(tmp_path):
    """Write a file of these lines and return its path."""

    def write(*lines: str, name: str = "delegations.csv", encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes("\r\n".join(lines).encode(encoding))
        return path

    return write


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_table", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(*arguments) -> tuple[int, str, str]:
    """The exit code, the sentence, and what was printed before."""
    out = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_table", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return refusal.value.returncode, str(refusal.value), out.getvalue()


def test_a_changed_cell_is_applied(table, visit):
    told = run("delegations", table("ref,title", "DEL-2025-0001,Rice talks"))

    visit.refresh_from_db()
    assert visit.title == "Rice talks"
    assert "0 new, 1 changed, 0 unchanged, 0 conflict, 0 error" in told


def test_with_check_nothing_is_written_and_nothing_is_left(table, visit, settings):
    told = run("delegations", table("ref,title", "DEL-2025-0001,Rice talks"), "--check", "-v", "2")

    visit.refresh_from_db()
    assert visit.title == "Tea talks"
    assert "row 2, DEL-2025-0001, title: 'Tea talks' becomes 'Rice talks'" in told
    assert not ImportBatch.objects.exists()
    assert not list((settings.SETUHASHI_VAR / "imports").iterdir())


def test_one_object_tells_all(table, visit):
    path = table("ref;件名;色", "DEL-2025-0001;米;赤", encoding="cp932")

    told = json.loads(run("delegations", path, "--check", "--json"))

    assert told == {
        "encoding": "cp932",
        "separator": ";",
        "unknown_columns": ["色"],
        "verdicts": {"new": 0, "changed": 1, "unchanged": 0, "conflict": 0, "error": 0},
        "errors": [],
    }


def test_a_row_in_error_keeps_everything_from_being_written(table, visit):
    path = table("ref,title,status", "DEL-2025-0001,Rice talks,", "DEL-2025-0001x,,eaten")

    code, sentence, printed = refused("delegations", path, "--json")

    told = json.loads(printed)
    assert (code, told["verdicts"]["error"]) == (1, 1)
    assert {"row", "column", "value", "message"} == set(told["errors"][0])
    assert told["errors"][0]["row"] == 3
    assert "Nothing was written" in sentence
    assert Delegation.objects.get().title == "Tea talks"


def test_a_log_is_told_now_and_then_how_far_it_has_come(table, visit, monkeypatch, capsys):
    monkeypatch.setattr(import_table, "_SECONDS_BETWEEN_LINES", 0)

    run("delegations", table("ref,title", "DEL-2025-0001,Rice talks"))

    told = capsys.readouterr().err
    assert "Comparing: 1 rows done." in told
    assert "Applying: 1 rows done." in told


def test_rows_in_error_can_be_left_out(table, visit):
    path = table("ref,title,status", "DEL-2025-0001,Rice talks,", "DEL-2025-0001x,,eaten")

    run("delegations", path, "--leave-errors")

    assert Delegation.objects.get().title == "Rice talks"


def test_what_is_applied_twice_is_nothing_to_do(table, visit):
    path = table("ref,title", "DEL-2025-0001,Rice talks")
    run("delegations", path)

    assert "0 new, 0 changed, 1 unchanged" in run("delegations", path)


def test_the_history_says_who_brought_which_file_in_and_why(table, visit):
    run("delegations", table("ref,title", "DEL-2025-0001,Rice talks"), "--reason", "As they told")

    batch = ImportBatch.objects.get()
    change = Change.objects.latest("pk")
    assert (change.revision.user.username, batch.reason) == ("root", "As they told")
    assert (batch.user.username, batch.file_name) == ("root", "delegations.csv")
    assert batch.rows.get().change == change


def test_days_may_be_told_to_stand_first(table, visit):
    path = table("ref,start", "DEL-2025-0001,03/04/2025")

    code, _sentence, printed = refused("delegations", path, "--check")
    assert (code, "03/04/2025" in printed) == (1, True)
    told = run("delegations", path, "--check", "--day-first", "-v", "2")
    assert "becomes '2025-04-03'" in told or "1 changed" in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["delegation", "x.csv"], "There is no table 'delegation'"),
        (["delegations", "nowhere.csv"], "nowhere.csv cannot be read: No such file"),
        (["delegations", "x.csv", "--policy", "delete"], "--policy: write one of: create"),
        (["delegations", "x.csv", "--user", "nobody"], "nobody active"),
    ],
)
def test_a_wrong_call_ends_with_2(arguments, sentence):
    code, told, _printed = refused(*arguments)

    assert code == 2
    assert sentence in told


def test_a_file_that_is_no_table_ends_with_2_and_its_sentence(table):
    code, sentence, printed = refused("delegations", table("x"), "--json")

    assert code == 2
    assert "No header was found" in sentence
    assert json.loads(printed)["refused"] == sentence
    assert not ImportBatch.objects.exists()
