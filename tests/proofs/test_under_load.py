"""Proof: what was acknowledged is there and whole, whatever is killed and however many work."""

import contextlib
import os
import random
import secrets
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
import requests

from tests.proofs import postgresql
from tests.proofs.browsing import Crowd, Person
from tests.proofs.sites import migrated, run, serving, variables_of, workers_of
from tests.proofs.test_bulk_kill import PARTIES, write, writer

pytestmark = pytest.mark.prove

PASSWORD = "made-up-password"
ADD = "/admin/partnerships/delegation/add/"
PAGES = (
    "/",
    "/delegations/",
    "/organisations/?q=kakuu",
    "/changes/",
    "/calendar/",
    "/search/?q=ka",
)
# Officers of one office, and organisations that take part.
FILL = """
import django, sys
django.setup()
from django.contrib.auth.hashers import make_password
from partnerships.models import Office, OfficeMember, Organisation, User
office = Office.objects.create(name="Made-up office")
secret = make_password(sys.argv[2])
for number in range(int(sys.argv[1])):
    user = User.objects.create(username=f"officer-{number}", password=secret)
    OfficeMember.objects.create(user=user, office=office, role="officer")
for number in range(3):
    Organisation.objects.create(
        name=f"Kakuu {number}", slug=f"kakuu-{number}", kind="other", visibility="public")
"""
CONNECTION_LOST = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)


@dataclass
class Site:
    """A site on its own database, looked at from outside."""

    variables: dict[str, str]
    vendor: str
    where: str
    #: Where its server answers, and the process that starts those which do.
    port: int = 0
    master: int = 0
    #: All who ever wrote here.
    writers: list["Writer"] = field(default_factory=list)

    def ask(self, query: str) -> list[tuple]:
        if self.vendor == "sqlite":
            with closing(sqlite3.connect(self.where, timeout=60)) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(self.where) as database:
            return database.execute(query).fetchall()

    def officers(self, count: int) -> list["Writer"]:
        """So many officers who are signed in."""
        for number in range(len(self.writers), count):
            person = Person(self.port)
            person.sign_in(f"officer-{number}", PASSWORD)
            self.writers.append(Writer(person))
        return self.writers[:count]

    @property
    def saves(self) -> int:
        return sum(each.saves for each in self.writers)

    @property
    def unheard(self) -> int:
        return sum(len(each.unheard) for each in self.writers)


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    """The static files, collected once for all sites."""
    folder = tmp_path_factory.mktemp("collected")
    run(variables_of(folder), "manage.py", "collectstatic", "--no-input", "--verbosity=0")
    return folder / "static"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request, collected, tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "static").symlink_to(collected)
    with contextlib.ExitStack() as stack:
        more, where = {}, str(folder / "setuhashi.sqlite3")
        if request.param == "postgresql":
            where = stack.enter_context(postgresql.server()).url
            more = {"DATABASE_URL": where}
        made = Site(migrated(folder, **more), request.param, where)
        run(made.variables, "-c", FILL, "10", PASSWORD)
        serve = serving(made.variables, vendor=made.vendor)
        made.port, made.master = stack.enter_context(serve)
        yield made


@dataclass
class Writer:
    """An officer who records missions and changes each title once, and notes what was confirmed."""

    person: Person
    #: The title that was confirmed last, by the record's key.
    confirmed: dict[int, str] = field(default_factory=dict)
    #: Titles that were sent; whether they were saved nobody heard.
    unheard: set[str] = field(default_factory=set)
    saves: int = 0

    def work(self) -> None:
        """Record one mission with a party, then change its title."""
        new = self.person.form(ADD)
        place = self._save(new, {"direction": "japan_to_india", "parties-0-organisation": "1"})
        self._save(self.person.form(place), {})

    def _save(self, form, values: dict[str, str]) -> str:
        """The address of the saved record's form, once the save is confirmed."""
        title = f"Kakuu {secrets.token_hex(8)} {secrets.token_hex(8)}"
        self.unheard.add(title)
        answer = self.person.post(form, {**values, "title": title, "_continue": "1"})
        assert answer.status_code == 302, told_in(answer)
        self.unheard.discard(title)
        place = answer.headers["Location"]
        self.confirmed[int(place.rstrip("/").split("/")[-2])] = title
        self.saves += 1
        return place


def told_in(answer: requests.Response) -> str:
    """What the page says went wrong."""
    lines = [line.strip() for line in answer.text.splitlines()]
    return f"{answer.status_code}: {[line for line in lines if 'error' in line][:20]}"


def read(person: Person) -> None:
    """Open one of the pages; it has to be whole."""
    answer = person.get(random.choice(PAGES))
    assert answer.status_code == 200, (answer.url, answer.status_code)
    assert "</html>" in answer.text


SAVED = """
SELECT d.id, d.title,
  (SELECT count(*) FROM partnerships_delegationparty p WHERE p.delegation_id = d.id),
  (SELECT count(*) FROM partnerships_change c JOIN django_content_type t
     ON t.id = c.content_type_id WHERE t.model = 'delegation' AND c.object_id = d.id),
  (SELECT count(*) FROM reversion_version v JOIN django_content_type t
     ON t.id = v.content_type_id WHERE t.model = 'delegation' AND v.object_id = {text}),
  (SELECT v.serialized_data FROM reversion_version v JOIN django_content_type t
     ON t.id = v.content_type_id WHERE t.model = 'delegation' AND v.object_id = {text}
     ORDER BY v.id DESC LIMIT 1)
FROM partnerships_delegation d WHERE d.title LIKE 'Kakuu %'
"""


def require_whole(site: Site) -> int:
    """Nothing confirmed is missing, nothing there is half written; returns how many are there."""
    confirmed = {key: title for each in site.writers for key, title in each.confirmed.items()}
    unheard = set().union(*(each.unheard for each in site.writers))
    text = "CAST(d.id AS text)"
    there = {row[0]: row[1:] for row in site.ask(SAVED.format(text=text))}

    assert set(confirmed) <= set(there)
    for key, (title, parties, changes, versions, newest) in there.items():
        assert title == confirmed.get(key) or title in unheard, key
        assert (parties, changes) == (1, versions), key
        assert title in newest, key
    if site.vendor == "sqlite":
        assert site.ask("PRAGMA integrity_check") == [("ok",)]
    return len(there)


def kill(master: int) -> None:
    """End every process that answers, without a word of warning; their master starts others."""
    for child in workers_of(master):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def test_killed_saves_lose_nothing_confirmed_and_leave_nothing_half(site, full_size):
    times = 20 if full_size else 1
    killed = known_lost = 0

    def work(writer):
        with contextlib.suppress(*CONNECTION_LOST):
            writer.work()

    with Crowd() as crowd:
        for each in site.officers(4):
            crowd.add(work, each)
        while killed < times and not crowd.over.is_set():
            enough = site.saves + 2
            wait_until(crowd, lambda: site.saves > enough)  # noqa: B023 - asked at once
            time.sleep(random.uniform(0, 0.5))
            lost = known_lost
            kill(site.master)
            time.sleep(0.3)  # who was being answered learns of it; no other server is up yet
            known_lost = site.unheard
            killed += known_lost > lost
    assert require_whole(site) >= times
    print(f"\n{site.vendor}: {site.saves} saves confirmed, {killed} kills")  # noqa: T201 - told


def wait_until(crowd: Crowd, reached) -> None:
    deadline = time.monotonic() + 120
    while not reached() and not crowd.over.is_set():
        assert time.monotonic() < deadline
        time.sleep(0.02)


IMPORTED = """
SELECT (SELECT count(*) FROM partnerships_importedrow),
  (SELECT count(*) FROM partnerships_delegation WHERE title LIKE 'Made-up mission %'),
  (SELECT count(*) FROM partnerships_delegationparty p JOIN partnerships_delegation d
     ON d.id = p.delegation_id WHERE d.title LIKE 'Made-up mission %'),
  (SELECT count(*) FROM partnerships_change c JOIN django_content_type t
     ON t.id = c.content_type_id JOIN partnerships_delegation d ON d.id = c.object_id
     WHERE t.model = 'delegation' AND d.title LIKE 'Made-up mission %')
"""


def test_killed_imports_leave_all_or_nothing_while_others_write(site, full_size):
    rows, times = (5_000, 20) if full_size else (100, 1)
    there = killed = 0
    with Crowd() as crowd:
        for each in site.officers(3):
            crowd.add(each.work)
            crowd.add(read, Person(site.port))
        while killed < times:
            with writer(rows, site.variables) as process:
                wrote = False
                while killed < times and not wrote:
                    _seconds, told = write(process, random.uniform(0.02, rows / 2_000))
                    killed += not told
                    found = settled(site)
                    wrote = found[0] == there + rows
                    assert wrote or not told
                    there += rows * wrote
                    assert found == (there, there, PARTIES * there, there)
    assert require_whole(site) > 0
    print(f"\n{site.vendor}: {there} rows there, {killed} imports killed")  # noqa: T201 - told


def settled(site: Site) -> tuple:
    """What an import left, once the database knows that its process is gone."""
    while site.vendor == "postgresql" and site.ask(
        "SELECT 1 FROM pg_stat_activity WHERE state <> 'idle' AND query LIKE 'COPY%'"
    ):
        time.sleep(0.05)
    return site.ask(IMPORTED)[0]


def test_fifty_people_at_once_get_no_error_and_lose_nothing(site, full_size):
    people, seconds = (50, 60) if full_size else (5, 5)
    pages: list[Person] = []

    def look(person):
        read(person)
        pages.append(person)

    those = site.officers(people // 5)
    saved, unheard = site.saves, site.unheard
    with Crowd() as crowd:
        for each in those:
            crowd.add(each.work)
        for _ in range(people - len(those)):
            crowd.add(look, Person(site.port))
        crowd.over.wait(seconds)
    assert require_whole(site) > 0
    assert (site.unheard, len(pages) > 0) == (unheard, True)
    told = f"{people} people, {seconds} s: {len(pages)} pages, {site.saves - saved} saves"
    print(f"\n{site.vendor}: {told}, no error")  # noqa: T201 - what a proof finds is told
