"""Proof: an import killed in the middle of its writing leaves all of its rows or none."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress

import pytest

from tests.proofs.sites import migrated, run

pytestmark = pytest.mark.prove

PARTIES = 3
NEIGHBOURS = f"""
import django
django.setup()
from partnerships.models import Organisation
for number in range({PARTIES}):
    Organisation.objects.create(name=f"Kakuu {{number}}", slug=f"kakuu-{{number}}", kind="other")
"""
# Makes ready once, and then writes it in a child of its own for every line that it is given.
WRITER = """
import django, os, sys
django.setup()
from django.db import connection
from partnerships.models import Delegation, DelegationParty, ImportBatch, Organisation
from partnerships.services import bulk
parties = list(Organisation.objects.values_list("pk", flat=True))
batch = ImportBatch.objects.create(file_name="made-up.csv", file_size=1)
writer = bulk.BulkWrite(None, batch=batch)
for number in range(int(sys.argv[1])):
    draft = bulk.blank(Delegation)
    draft.record.title, draft.record.direction = f"Made-up mission {number}", "japan_to_india"
    draft.rows["parties"] = [DelegationParty(organisation_id=key) for key in parties]
    writer.add(draft, number=number + 2, fingerprint="0" * 64)
writer._prepare()
writer._spill._file.flush()
connection.close()
print("ready", flush=True)
for _line in sys.stdin:
    child = os.fork()
    if child == 0:
        print(os.getpid(), flush=True)
        writer.write()
        print("written", flush=True)
        os._exit(0)
    os.waitpid(child, 0)
    print("over", flush=True)
"""
#: How many rows of each table a new delegation makes.
MADE = {
    "partnerships_delegation": 1,
    "partnerships_delegationparty": PARTIES,
    "partnerships_change": 1,
    "partnerships_importedrow": 1,
    "reversion_revision": 1,
    "reversion_version": 1 + PARTIES,
}


@pytest.fixture
def environment(tmp_path):
    variables = migrated(tmp_path)
    run(variables, "-c", NEIGHBOURS)
    return variables


@contextmanager
def writer(rows: int, environment):
    """A process that made so many new delegations ready."""
    command = [sys.executable, "-c", WRITER, str(rows)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, text=True, **pipes) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()


def write(process, killed_after: float | None = None) -> tuple[float, bool]:
    """Let it write; returns for how long it did, and whether it told the end."""
    process.stdin.write("write\n")
    process.stdin.flush()
    child = int(process.stdout.readline())
    begun = time.monotonic()
    if killed_after is not None:
        time.sleep(killed_after)
        with suppress(ProcessLookupError):  # it was faster
            os.kill(child, signal.SIGKILL)
    told = process.stdout.readline() == "written\n"
    seconds = time.monotonic() - begun
    if told:
        assert process.stdout.readline() == "over\n"
    return seconds, told


def test_a_killed_import_leaves_all_or_nothing(environment, tmp_path, full_size):
    rows, times = (50_000, 20) if full_size else (300, 4)
    with writer(rows, environment) as process:
        seconds, told = write(process)
        assert told
    there, killed = rows, 0
    while killed < times:
        with writer(rows, environment) as process:
            wrote = False
            while killed < times and not wrote:
                _seconds, told = write(process, random.uniform(0, seconds))
                killed += not told

                found, last_reference, sound = stored(tmp_path / "setuhashi.sqlite3")
                wrote = found["partnerships_delegation"] == there + rows
                assert wrote or not told  # killed between the commit and the telling, it is there
                there += rows * wrote
                assert found == {table: made * there for table, made in MADE.items()}
                assert (last_reference, sound) == (there, "ok")


def stored(path):
    """How many rows each table has, the last reference that was given, and what SQLite finds."""
    with closing(sqlite3.connect(path)) as database:

        def one(query: str):
            return database.execute(query).fetchone()[0]

        found = {table: one(f"SELECT count(*) FROM {table}") for table in MADE}
        last = one("SELECT last FROM partnerships_referencecounter WHERE prefix = 'DEL'")
        return found, last, one("PRAGMA integrity_check")
