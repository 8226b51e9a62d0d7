"""Proof: a large export begins at once, stays small in memory, and never ends early unnoticed."""

import csv
import http.client
import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.proofs.sites import answer, migrated, serving

# Made-up delegations with parties of 60 regions, three sectors each and texts of usual length.
FILL = """
import django, sys
django.setup()
from datetime import date, timedelta
from partnerships.models import *
regions = [Region(code=f"JP-{n}", kind="prefecture", name_en=f"Kakuu {n}", name_ja=f"架空{n}",
                  name_hi=f"काकू {n}") for n in range(10, 70)]
Region.objects.bulk_create(regions)
bodies = [Organisation(slug=f"body-{r.code}", name=r.name_en, kind="regional_government",
                       country="JP", region=r, visibility="public") for r in regions]
Organisation.objects.bulk_create(bodies)
sectors = [Sector(slug=f"s{n}", name_en=f"Sector {n}") for n in range(12)]
Sector.objects.bulk_create(sectors)
count = int(sys.argv[1])
visits = []
for n in range(count):
    day = date(2015, 1, 1) + timedelta(days=n % 4000)
    visits.append(Delegation(
        reference=f"DEL-{day.year}-{n:05}", reference_year=day.year, reference_number=n,
        title=f"Made-up mission {n}", direction="japan_to_india", status="completed",
        start_earliest=day, start_latest=day, start_precision="day", start_text=str(day),
        purpose="Talks on made-up things. " * 6, outcome="架空の成果。" * 10, visibility="public"))
Delegation.objects.bulk_create(visits, batch_size=2000)
DelegationParty.objects.bulk_create([
    DelegationParty(delegation=visit, organisation=bodies[(n + shift) % 60], role=role)
    for n, visit in enumerate(visits) for shift, role in ((0, "lead"), (7, "host"))],
    batch_size=5000)
Links = Delegation.sectors.through
Links.objects.bulk_create([
    Links(delegation_id=visit.pk, sector_id=sectors[(n + shift) % 12].pk)
    for n, visit in enumerate(visits) for shift in (0, 1, 5)], batch_size=5000)
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    return migrated(tmp_path_factory.mktemp("var"))


def fill(environment, count):
    command = [sys.executable, "-c", FILL, str(count)]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)


def most_memory(pid) -> float:
    """The most memory the process has held so far, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


@pytest.mark.prove
def test_a_large_export_begins_at_once_and_stays_small(environment, full_size):
    count = 20_000 if full_size else 2_000
    fill(environment, count)
    with serving(environment) as (port, worker):
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
    with serving(environment, "tests.proofs.breaking:application") as (port, _worker):
        for form in ("csv", "json"):
            with answer(port, f"/delegations/?_export={form}") as response:
                assert response.status == 200
                with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                    response.read()
