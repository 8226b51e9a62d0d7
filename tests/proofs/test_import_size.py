"""Proof: a long file is compared and applied in minutes, in little memory, with short locks."""

import csv
import io
import json
import subprocess
import sys
import threading
import time
from contextlib import ExitStack

import pytest
from django.conf import settings

from partnerships.csvtext import BOM, csv_line
from tests.proofs.postgresql import server
from tests.proofs.sites import migrated, run
from tests.proofs.test_streaming import fill

#: A colleague who saves a record of another kind again and again, and says how long each save took.
COLLEAGUE = """
import django, sys, time
django.setup()
from partnerships.models import Event
from partnerships.services import records
while True:
    began = time.monotonic()
    records.save(Event(title="Made-up meeting", kind="meeting"), by=None)
    print(f"{time.monotonic() - began:.3f}", flush=True)
    time.sleep(0.5)
"""
ADMINISTRATOR = """
import django
django.setup()
from partnerships.models import User
User.objects.create_superuser("keeper", password="made-up")
"""


# Tells at its end how much memory it held at most. The kernel's figure for a child that ended is
# no use: it counts what this process held when it started the child.
IMPORT = """
import atexit, sys
from pathlib import Path
from django.core.management import execute_from_command_line
def peak():
    told = Path("/proc/self/status").read_text()
    Path(sys.argv[1]).write_text(told.split("VmHWM:")[1].split()[0])
atexit.register(peak)
execute_from_command_line(["manage.py", "import_table", "delegations", *sys.argv[2:]])
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def environment(request, tmp_path_factory):
    with ExitStack() as stack:
        more = {}
        if request.param == "postgresql":
            more["DATABASE_URL"] = stack.enter_context(server()).url
        variables = migrated(tmp_path_factory.mktemp("var"), **more)
        run(variables, "-c", ADMINISTRATOR)
        yield variables


def exported(environment) -> list[list[str]]:
    command = [sys.executable, "manage.py", "export_table", "delegations"]
    found = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True
    )
    return list(csv.reader(io.StringIO(found.stdout.decode("utf-8-sig"), newline="")))


def imported(environment, path) -> tuple[dict, float, float]:
    """What the command tells, in how many seconds, with how many MiB at most."""
    peak = path.with_suffix(".peak")
    command = [sys.executable, "-c", IMPORT, str(peak), str(path), "--json"]
    began = time.monotonic()
    found = subprocess.run(
        command, check=True, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE
    )
    took = time.monotonic() - began
    return json.loads(found.stdout), took, int(peak.read_text()) / 1024


class Colleague:
    """Saves records while the block runs; `waited` has the seconds of each save."""

    def __init__(self, environment):
        self.environment = environment
        self.waited: list[float] = []

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", COLLEAGUE],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        return self

    def _read(self):
        self.waited.extend(float(line) for line in self.process.stdout)

    def __exit__(self, *_error):
        self.failed = self.process.poll()
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


@pytest.mark.prove
@pytest.mark.parametrize("rows_are", ["changed", "new"])
def test_a_long_file_comes_in(environment, tmp_path, full_size, rows_are):
    count = 50_000 if full_size else 1_000
    if not exported(environment)[1:]:
        fill(environment, count)
    header, *rows = exported(environment)
    title = header.index("title")
    for row in rows:
        row[title] += f" {rows_are}"
        if rows_are == "new":
            row[0] = ""
            row[header.index("status")] = "cancelled"  # a public plan has to be announced
    path = tmp_path / "long.csv"
    path.write_text(BOM + "".join(map(csv_line, [header, *rows])), "utf-8", newline="")

    short = tmp_path / "short.csv"
    short.write_text(BOM + "".join(map(csv_line, [header, exported(environment)[1]])), "utf-8")
    _told, _took, at_rest = imported(environment, short)

    with Colleague(environment) as colleague:
        told, took, memory = imported(environment, path)

    slowest = max(colleague.waited, default=0)
    engine = environment.get("DATABASE_URL", "sqlite").partition(":")[0]
    print(  # noqa: T201 - what a proof finds is told
        f"\n{count} {rows_are} rows, {engine}: {took:.0f} s, +{memory - at_rest:.0f} MiB over "
        f"{at_rest:.0f}; a colleague's slowest of {len(colleague.waited)} saves: {slowest:.1f} s"
    )
    assert told["verdicts"][rows_are] == count
    assert memory - at_rest < 400
    assert colleague.failed is None
    assert colleague.waited
    after = exported(environment)[1:]
    assert sum(row[title].endswith(f" {rows_are}") for row in after) == count
