"""Long steps run in a process of their own; one that died is seen, and its step taken again."""

import fcntl
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnerships.models import Delegation, ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running, workers
from partnerships.services.importing.running import ImportRefused
from tests.admin.importing.files import table
from tests.factories import DelegationFactory, UserFactory

pytestmark = pytest.mark.django_db
TABLE = IMPORT_TABLES["delegations"]
FILE = table(
    ["title", "direction", "status"],
    *[[f"Made-up {number}", "india_to_japan", "planned"] for number in range(3)],
)


@pytest.fixture
def children(monkeypatch, settings, tmp_path) -> list[list[str]]:
    """The commands of the processes that would be started, none of which is."""
    settings.SETUHASHI_VAR = tmp_path
    started: list[list[str]] = []

    class Child:
        def __init__(self, command, **options):
            started.append(command)

        def poll(self):
            return 0

    monkeypatch.setattr(workers.subprocess, "Popen", Child)
    return started


@pytest.fixture
def batch(children) -> ImportBatch:
    user = UserFactory(is_superuser=True)
    return running.keep(TABLE, "made-up.csv", [FILE.encode()], user=user)


@pytest.fixture
def long(monkeypatch):
    """Every file and every plan is a long one."""
    monkeypatch.setattr(workers, "SHORT_FILE", {})
    monkeypatch.setattr(workers, "SHORT_PLAN", 0)


def silent_for(batch, **time) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(progress_at=timezone.now() - timedelta(**time))
    batch.refresh_from_db()


def test_a_short_file_is_compared_and_written_at_once(batch, children):
    workers.begin(batch, TABLE, workers.PREPARE)
    assert (batch.state, batch.counts["new"]) == ("planned", 3)

    workers.begin(batch, TABLE, workers.APPLY)

    assert Delegation.objects.count() == 3
    assert children == []


def test_a_long_file_is_left_to_a_process_of_its_own(batch, children, long):
    workers.begin(batch, TABLE, workers.PREPARE)

    assert batch.state == "uploaded"
    ((*_python, command, token, step, _option, language),) = children
    assert (command, token, step, language) == ("run_import", str(batch.token), "prepare", "en")
    with pytest.raises(ImportRefused, match="began"):
        workers.begin(batch, TABLE, workers.PREPARE)


def test_the_command_takes_the_steps(batch, long):
    call_command("run_import", batch.token, "prepare")
    batch.refresh_from_db()
    assert batch.state == "planned"

    workers.begin(batch, TABLE, workers.APPLY)
    assert (batch.state, Delegation.objects.count()) == ("applying", 0)
    call_command("run_import", batch.token, "apply")

    batch.refresh_from_db()
    assert (batch.state, Delegation.objects.count()) == ("applied", 3)
    for step in ("prepare", "apply"):
        with pytest.raises(CommandError, match="not due"):
            call_command("run_import", batch.token, step)
    assert Delegation.objects.count() == 3


def test_the_command_tells_of_an_import_that_is_not_there(db):
    with pytest.raises(CommandError, match="No import"):
        call_command("run_import", "00000000-0000-4000-8000-000000000000", "prepare")


def test_what_the_command_tells_is_in_the_language_of_the_uploader(batch, monkeypatch):
    from django.utils.translation import get_language

    heard = []
    monkeypatch.setattr(workers, "work", lambda *step: heard.append(get_language()))

    call_command("run_import", batch.token, "prepare", language="ja")

    assert heard == ["ja"]


@pytest.mark.parametrize("step", ["prepare", "apply"])
def test_a_process_that_died_is_seen_and_its_step_taken_again(batch, long, children, step):
    call_command("run_import", batch.token, "prepare")
    batch.refresh_from_db()
    workers.begin(batch, TABLE, step)
    assert not workers.is_stalled(batch)

    silent_for(batch, minutes=6)
    assert workers.is_stalled(batch)
    workers.begin(batch, TABLE, step)

    assert len(children) == 2
    call_command("run_import", batch.token, step)
    batch.refresh_from_db()
    assert batch.state == {"prepare": "planned", "apply": "applied"}[step]


def test_one_that_is_silent_but_lives_is_let_alone(batch, long):
    workers.begin(batch, TABLE, workers.PREPARE)
    silent_for(batch, minutes=6)

    with (running.folder_of(batch) / "lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)

        assert not workers.is_stalled(batch)
        with pytest.raises(ImportRefused, match="Another process"):
            workers.work(batch, TABLE, workers.PREPARE)
        with pytest.raises(ImportRefused):
            workers.discard(batch)


def test_what_waits_for_a_decision_is_not_begun(batch):
    workers.begin(batch, TABLE, workers.PREPARE)
    batch.counts["error"] = 1
    batch.save()

    with pytest.raises(ImportRefused, match="error"):
        workers.begin(batch, TABLE, workers.APPLY)

    batch.refresh_from_db()
    assert batch.state == "planned"


def test_what_may_not_be_edited_any_more_stops_the_whole_import(batch):
    record = DelegationFactory(title="Before")
    file = table(["ref", "title"], [record.reference, "After"], ["", "New one"])
    (running.folder_of(batch) / "upload.csv").write_text(file)
    workers.begin(batch, TABLE, workers.PREPARE)
    batch.leaves_errors = True
    batch.user.is_superuser = False
    batch.user.save()
    batch.save()
    assert batch.counts["changed"] == 1

    with pytest.raises(ImportRefused, match="may not edit"):
        workers.begin(batch, TABLE, workers.APPLY)

    assert list(Delegation.objects.values_list("title", flat=True)) == ["Before"]
    assert batch.state == "planned"
