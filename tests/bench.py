"""Times pages and exports over the seeds and made-up records; `make bench ROWS=20000` runs it.

Not collected by a plain pytest run: it measures, it does not check.
"""

import gc
import os
import resource
import sqlite3
import time
from datetime import date
from statistics import median

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F
from django.test import Client

from partnerships.choices import Direction, PartyRole, Visibility
from partnerships.dates import parse
from partnerships.models import (
    Agreement,
    Delegation,
    DelegationParty,
    Event,
    Office,
    Partnership,
    Region,
)
from partnerships.services import bulk
from partnerships.services.drafting import draft
from tests import factories
from tests.factories import PrefectureGovernmentFactory, StateGovernmentFactory
from tests.offices_world import member
from tests.weight import serve_as_in_production, weigh

ROWS = int(os.environ.get("SETUHASHI_BENCH_ROWS") or 20_000)
PATHS = [
    "/",
    "/coverage/",
    *(f"/search/?q={words}" for words in ("robots", "toyama+tea", "人材育成", "京", "qqzzqq")),
    "/delegations/",
    "/delegations/?sort=-start&per_page=200",
    "/delegations/?q=mission+77",
    "/delegations/?from=2025-01&to=2025-06",
    "/partnerships/",
    *(f"/partnerships/?light={light}" for light in ("active", "cooling", "quiet")),
    *(f"/{section}/" for section in ("agreements", "events", "programmes", "pledges", "targets")),
    *(f"/{section}/" for section in ("organisations", "sources", "changes")),
    "/states/",
    "/states/IN-UP/",
    "/prefectures/JP-19/",
    "/prefectures/JP-19/report/?from=FY2025&to=FY2025",
    "/initiatives/",
    "/initiatives/state-prefecture-partnership-initiative/",
    "/calendar/",
    "/calendar/?month=2025-06",
    "/data-quality/",
    "/data-quality/?section=delegations",
    "/methods/",
    "/sitemap.xml",
    "/sitemap-delegations.xml",
]
WEIGHED = [
    "/",
    "/coverage/",
    "/partnerships/uttar-pradesh-yamanashi/",
    "/delegations/",
    "/search/?q=yamanashi",
    "/calendar/?month=2026-02",
]
MIXED = [
    "/delegations/",
    "/delegations/?sort=-start&per_page=200",
    "/delegations/?q=mission+77",
    "/delegations/?from=2025-01&to=2025-06",
    "/agreements/",
    "/events/",
    "/search/?q=tea",
    "/calendar/?month=2025-06",
    "/",
]
#: How often each reader asks for each of them.
ROUNDS = 30
#: Asked once: they hold much, and programs ask for them.
FILES = [
    "/calendar.ics",
    "/delegations/?_export=csv",
    "/delegations/?_export=json",
    "/delegations/?_export=xlsx",
]
RELEASE = """A 25-member delegation of Toyama Prefecture, led by Governor Made Up, visited
Andhra Pradesh from 16 to 20 December 2024 and met about 70 business leaders.
富山県は覚書を更新した。 दोनों पक्ष सहमत हुए।

"""


@pytest.mark.django_db(transaction=True)
def test_pages(visitor):
    """What pages cost with the seeds and with many records."""
    call_command("load_seeds", verbosity=0)
    print(f"\nThe seeds on {database()}")  # noqa: T201 - the result
    tell_times(visitor, [*PATHS, most_visited()])
    add_sample()
    tell_times(visitor, [*PATHS, most_visited()])


@pytest.mark.django_db(transaction=True)
def test_mixed_levels():
    """A list that mixes all levels is to cost an officer at most 1.5 times an administrator's."""
    call_command("load_seeds", verbosity=0)
    add_sample()
    readers = readers_of_mixed_levels()
    print(  # noqa: T201
        f"Of all levels, {ROUNDS} rounds: each reader's quickest, how often that is an"
        " administrator's, and the middle of how often it is that within a round"
    )
    for path in MIXED:
        tell_beside(seconds_by_turns(readers, path), path)


@pytest.mark.django_db(transaction=True)
def test_files(visitor):
    call_command("load_seeds", verbosity=0)
    add_sample()
    for path in FILES:
        tell(measure(visitor, path), path)
    tell_unchanged(visitor, "/calendar.ics")


def add_sample():
    call_command("make_sample", ROWS, verbosity=0)
    analyse()
    print(f"\nThe seeds and {ROWS} made-up delegations on {database()}")  # noqa: T201


def database() -> str:
    """The database with its version, such as "postgresql 15.18"."""
    if connection.vendor == "sqlite":
        return f"sqlite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"{connection.vendor} {cursor.fetchone()[0].split()[0]}"


def tell_times(client, paths):
    """Of each the quickest of three; CPU is that of the site alone, without PostgreSQL's."""
    for path in paths:
        measure(client, path)  # warm
        tell(min(measure(client, path) for _time in range(3)), path)


def tell_unchanged(client, path):
    """What a program costs that asks for a file which it has."""
    tag = client.get(path)["ETag"]
    tell(measure(client, path, headers={"If-None-Match": tag}), path)


def tell(measured, path):
    seconds, cpu, queries, size, status = measured
    print(  # noqa: T201
        f"{seconds:8.3f} s {cpu:7.3f} s CPU {queries:4} queries {size:10} bytes  {status} {path}",
        flush=True,
    )


def most_visited() -> str:
    """The page of the partnership with the most delegations."""
    counted = Partnership.objects.annotate(visits=Count("delegations"))
    return counted.order_by("-visits", "slug")[0].get_absolute_url()


def analyse():
    """Let the database look at what it holds, as both do by themselves in the long run.

    PostgreSQL also notes which rows everybody sees, without which it reads each to count it.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def readers_of_mixed_levels() -> dict:
    """{name: account} of readers who see different parts of the same records."""
    offices = [factories.OfficeFactory(regions=[region]) for region in Region.objects.all()]
    mix_levels(offices)
    analyse()
    return {
        "administrator": factories.UserFactory(administrator=True),
        "officer": member(Office.objects.get(regions__code="JP-19")),
        "whole side": member(factories.OfficeFactory(side="JP")),
        "official": factories.UserFactory(),
        "visitor": None,
    }


def mix_levels(offices):
    """Give the records of a kind to all offices and levels by turns."""
    levels = [Visibility.PUBLIC, Visibility.OFFICIALS, Visibility.PARTIES, Visibility.OFFICE]
    for model in (Delegation, Event, Agreement):
        for turn, level in enumerate(levels):
            found = model.objects.annotate(turn=F("pk") % len(levels)).filter(turn=turn)
            found.update(visibility=level)
        for turn, office in enumerate(offices):
            found = model.objects.annotate(turn=F("pk") % len(offices)).filter(turn=turn)
            found.update(office=office, filed_by=office)


def seconds_by_turns(readers, path) -> dict[str, list[float]]:
    """{reader: seconds of their page in each round}; they take turns, as the machine's pace varies.

    A quick spell of it may fall on one reader's quickest page and not on another's; within a round
    it is much alike.
    """
    clients = {name: Client() for name in readers}
    for name, user in readers.items():
        if user:
            clients[name].force_login(user)
        measure(clients[name], path)  # warm
    seconds = {name: [] for name in readers}
    for _round in range(ROUNDS):
        for name, client in clients.items():
            seconds[name].append(measure(client, path)[0])
    return seconds


def tell_beside(seconds, path):
    """What each reader's page takes, and how often that is what an administrator's takes."""
    whole = seconds["administrator"]
    told = []
    for name, own in seconds.items():
        quickest = min(own) / min(whole)
        middle = median(one / beside for one, beside in zip(own, whole, strict=True))
        told.append(f"{name} {min(own):.3f} s ({quickest:.2f}x, {middle:.2f}x)")
    print(f"{'  '.join(told)}  {path}", flush=True)  # noqa: T201


@pytest.mark.django_db
def test_first_visits(settings, tmp_path):
    """What a browser loads that comes for the first time, as the site sends it in production."""
    call_command("load_seeds", verbosity=0)
    client = serve_as_in_production(settings, tmp_path)
    print("\nA first visit with the seeds")  # noqa: T201 - the result
    for path in WEIGHED:
        found = weigh(client, path)
        told = f"{found.size / 1000:7.1f} kB {found.requests:3} requests"
        print(f"{told} {len(found.foreign):2} to third parties  {path}")  # noqa: T201


@pytest.mark.django_db
def test_draft_of_a_long_text():
    """A release of 100 kB is to be read within two seconds."""
    text = (RELEASE * (100_000 // len(RELEASE) + 1))[:100_000]
    call_command("load_seeds", verbosity=0)
    start = time.perf_counter()
    found = draft(text, published=date(2025, 8, 30), user=AnonymousUser())
    seconds = time.perf_counter() - start
    print(f"\n{seconds:8.3f} s to read 100 kB, {len(found.dates)} dates")  # noqa: T201


@pytest.mark.django_db(transaction=True)
def test_bulk_write():
    """The lock is to be held for at most 20 seconds for 50,000 delegations with three parties."""
    states = [StateGovernmentFactory().pk for _one in range(2)]
    parties = [*states, PrefectureGovernmentFactory().pk]
    print(f"\n{ROWS} delegations on {connection.vendor}")  # noqa: T201
    write("new", (new_mission(number, parties) for number in range(ROWS)))
    keys = list(Delegation.objects.order_by("pk").values_list("pk", flat=True))
    write("one cell changed", retitled(keys))


def new_mission(number, parties) -> bulk.Draft:
    made = bulk.blank(Delegation)
    made.record.title = f"Made-up mission {number} 架空の訪問団"
    made.record.direction = Direction.INDIA_TO_JAPAN
    made.record.start = parse(f"{2020 + number % 6}-07")
    roles = (PartyRole.LEAD, PartyRole.PARTICIPANT, PartyRole.HOST)
    made.rows["parties"] = [
        DelegationParty(organisation_id=key, role=role)
        for key, role in zip(parties, roles, strict=True)
    ]
    return made


def retitled(keys):
    for start in range(0, len(keys), 500):
        for one in bulk.drafts(Delegation, keys[start : start + 500]).values():
            one.record.title += " again"
            yield one


def write(what, drafts):
    begun = time.perf_counter()
    writer = bulk.BulkWrite(None)
    for one in drafts:
        writer.add(one)
    ready = time.perf_counter()
    writer.write()
    locked = time.perf_counter() - ready
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(  # noqa: T201
        f"{ready - begun:8.1f} s made ready, {locked:.1f} s under the lock, {memory} MB  {what}"
    )


def measure(client, path, **asking):
    """Seconds, seconds of CPU, queries, bytes and status.

    Neither the log of queries nor the collector of garbage, which would strike whoever asks then,
    counts as the page's.
    """
    queries = []

    def count(execute, *asked):
        queries.append(1)
        return execute(*asked)

    gc.collect()
    gc.disable()
    try:
        with connection.execute_wrapper(count):
            start, worked = time.perf_counter(), time.process_time()
            response = client.get(path, **asking)
            parts = response.streaming_content if response.streaming else [response.content]
            size = sum(len(part) for part in parts)
            seconds, cpu = time.perf_counter() - start, time.process_time() - worked
            return seconds, cpu, len(queries), size, response.status_code
    finally:
        gc.enable()
