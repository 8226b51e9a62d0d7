"""Proof: a large export begins at once, stays small in memory, and never ends early unnoticed."""

import csv
import http.client
import io
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.proofs.sites import answer, migrated, run, serving, workers_of


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    return migrated(tmp_path_factory.mktemp("var"))


def fill(environment, count):
    run(environment, "manage.py", "make_sample", str(count), "--verbosity=0")


def most_memory(pid) -> float:
    """The most memory the process has held so far, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


@pytest.mark.prove
def test_a_large_export_begins_at_once_and_stays_small(environment, full_size):
    count = 20_000 if full_size else 2_000
    fill(environment, count)
    with serving(environment) as (port, master):
        worker = workers_of(master)[0]
        with answer(port, "/delegations/?_export=csv&year=2015") as response:
            response.read()  # what is loaded once, is loaded now
        before = most_memory(worker)
        started = time.monotonic()
        with answer(port, "/delegations/?_export=csv") as response:
            first = response.read(10_000)
            waited = time.monotonic() - started
            data = first + response.read()
        took, grown = time.monotonic() - started, most_memory(worker) - before

    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    print(f"{count} rows: first bytes {waited:.2f} s, all {took:.1f} s, +{grown:.0f} MiB")  # noqa: T201 - what a proof finds is told
    assert len(rows) == len({row["ref"] for row in rows}) == count
    assert response.headers["X-Total-Rows"] == str(count)
    assert waited < 1
    assert grown < 50


def test_a_failure_in_mid_stream_breaks_the_download(environment):
    fill_once = "from partnerships.models import Delegation; print(Delegation.objects.count())"
    setup = f"import django; django.setup(); {fill_once}"
    counted = subprocess.run(
        [sys.executable, "-c", setup], env=environment, check=True, capture_output=True, text=True
    )
    if int(counted.stdout) < 100:
        fill(environment, 100)
    with serving(environment, "tests.proofs.breaking:application") as (port, _master):
        for form in ("csv", "json"):
            with answer(port, f"/delegations/?_export={form}") as response:
                assert response.status == 200
                with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                    response.read()
