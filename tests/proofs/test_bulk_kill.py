"""Proof: an import killed in the middle of its writing leaves all of its rows or none."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

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
# Tells when all is ready, and when it is written.
WRITER = """
import django, sys
django.setup()
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
print("ready", flush=True)
writer.write()
print("written", flush=True)
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


def write(rows: int, environment, killed_after: float | None = None) -> tuple[float, bool]:
    """Write so many new delegations; returns for how long, and whether the end was told."""
    command = [sys.executable, "-c", WRITER, str(rows)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "ready\n"
        begun = time.monotonic()
        if killed_after is not None:
            time.sleep(killed_after)
            os.kill(writer.pid, signal.SIGKILL)
        told = writer.stdout.read() == "written\n"
        return time.monotonic() - begun, told


def test_a_killed_import_leaves_all_or_nothing(environment, tmp_path, full_size):
    rows, rounds = (10_000, 20) if full_size else (300, 3)
    seconds, told = write(rows, environment)
    assert told
    there = rows
    for _round in range(rounds):
        _seconds, told = write(rows, environment, random.uniform(0, 1.1 * seconds))

        found, next_reference, sound = stored(tmp_path / "setuhashi.sqlite3")
        # Killed between the commit and the telling, all of it may be there too.
        assert found["partnerships_delegation"] in (
            {there + rows} if told else {there, there + rows}
        )
        there = found["partnerships_delegation"]
        assert found == {table: made * there for table, made in MADE.items()}
        assert (next_reference, sound) == (there, "ok")


def stored(path):
    """How many rows each table has, the last reference that was given, and what SQLite finds."""
    with closing(sqlite3.connect(path)) as database:

        def one(query: str):
            return database.execute(query).fetchone()[0]

        found = {table: one(f"SELECT count(*) FROM {table}") for table in MADE}
        last = one("SELECT last FROM partnerships_referencecounter WHERE prefix = 'DEL'")
        return found, last, one("PRAGMA integrity_check")
