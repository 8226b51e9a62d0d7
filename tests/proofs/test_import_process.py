"""Proof: a long import has a process of its own; killed, it wrote nothing and is begun again."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.proofs.sites import migrated

BEGIN = """
import sys, django
django.setup()
from datetime import timedelta
from partnerships.models import ImportBatch, User
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import running, workers
workers.PATIENCE = timedelta(0)  # who sees that the process is gone need not wait
table, step = IMPORT_TABLES["delegations"], sys.argv[1]
if step == "prepare":
    line = "Made-up mission %d,japan_to_india,planned\\r\\n"
    rows = "".join(line % number for number in range(int(sys.argv[2])))
    user = User.objects.create_superuser("importer")
    pieces = [b"title,direction,status\\r\\n", rows.encode()]
    batch = running.keep(table, "made-up.csv", pieces, user=user)
else:
    batch = ImportBatch.objects.get()
workers.SHORT_FILE = {}
workers.begin(batch, table, step)
"""


class Site:
    """A site on its own SQLite file, whose book of imports is looked at from outside."""

    def __init__(self, folder: Path):
        self.variables = migrated(folder)
        self.database = folder / "setuhashi.sqlite3"

    def begin(self, step: str, *more: str) -> None:
        """Begin a step as a page does, in a process that ends at once."""
        command = [sys.executable, "-c", BEGIN, step, *more]
        subprocess.run(command, cwd=settings.BASE_DIR, env=self.variables, check=True)

    def one(self, question: str):
        with closing(sqlite3.connect(self.database, timeout=30)) as database:
            return database.execute(question).fetchone()[0]

    @property
    def state(self) -> str:
        return self.one("select state from partnerships_importbatch")

    @property
    def records(self) -> int:
        return self.one("select count(*) from partnerships_delegation")

    def wait_for(self, state: str) -> None:
        for _ in range(1200):
            if self.state == state:
                return
            time.sleep(0.1)
        raise TimeoutError(f"the import is {self.state}, not {state}")

    def worker(self) -> int:
        """The number of the process that works on this import."""
        token = self.one("select token from partnerships_importbatch")
        for _ in range(200):
            for process in Path("/proc").glob("[0-9]*"):
                words = _command(process)
                if token.encode() in (word.replace(b"-", b"") for word in words):
                    return int(process.name)
            time.sleep(0.05)
        raise TimeoutError("no process works on the import")


def _command(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


@pytest.mark.prove
def test_a_killed_import_wrote_nothing_and_is_begun_again(tmp_path, full_size):
    count = 20_000 if full_size else 2_000
    site = Site(tmp_path)
    site.begin("prepare", str(count))
    site.wait_for("planned")

    site.begin("apply")
    worker = site.worker()
    while not site.one("select done from partnerships_importbatch"):
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    time.sleep(0.5)
    assert (site.state, site.records) == ("applying", 0)

    site.begin("apply")
    site.wait_for("applied")
    assert site.records == count
