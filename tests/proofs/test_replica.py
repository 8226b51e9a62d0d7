"""Proof: with DATABASE_REPLICA_URL, pages and exports are read from a standby, all else is not."""

import csv
import http.cookiejar
import io
import os
import re
import shutil
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.routing import WROTE_COOKIE
from tests.proofs.postgresql import Server, free_port, server_binaries
from tests.proofs.sites import migrated, run, serving

pytestmark = pytest.mark.prove

LIST, EXPORT = "/organisations/?q=kakuu", "/organisations/?_export=csv"
PASSWORD = "made-up-password"
# An administrator, and made-up firms enough for an export of several reads.
FILL = """
import django, sys
django.setup()
from partnerships.models import Organisation, User
User.objects.create_superuser("administrator", password=sys.argv[2])
Organisation.objects.bulk_create(
    Organisation(slug=f"firm-{n}", name=f"Firm {n}", kind="company", visibility="public")
    for n in range(int(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def primary_and_standby():
    """A primary with an empty database, and a standby that follows it."""
    folder = Path(tempfile.mkdtemp(prefix="replica-"))
    binaries = server_binaries()
    primary, standby = (Server(binaries, folder / name, free_port()) for name in ("one", "two"))
    try:
        primary.create()
        copied_from = f"host=127.0.0.1 port={primary.port} user=postgres"
        how = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
        standby.run("pg_basebackup", "-D", standby.data, "-d", copied_from, *how)
        standby.start()
        yield primary, standby
    finally:
        standby.stop()
        primary.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def site(primary_and_standby, tmp_path_factory):
    """The port of the site, which is set up by its own commands, with both databases."""
    primary, standby = primary_and_standby
    databases = {"DATABASE_URL": primary.url, "DATABASE_REPLICA_URL": standby.url}
    variables = migrated(tmp_path_factory.mktemp("var"), **databases)
    count = "5000" if os.environ.get("SETUHASHI_PROVE_SIZE") == "full" else "700"
    run(variables, "manage.py", "collectstatic", "--verbosity=0", "--no-input")
    run(variables, "-c", FILL, count, PASSWORD)
    catch_up(primary, standby)
    with serving(variables) as (port, _master):
        yield port


def catch_up(primary, standby):
    """Wait until the standby has replayed all that the primary has written."""
    written = primary.ask("SELECT pg_current_wal_lsn()")
    for _ in range(200):
        if standby.ask(f"SELECT pg_last_wal_replay_lsn() >= '{written}'"):
            return
        time.sleep(0.1)
    raise TimeoutError("the standby does not follow")


@contextmanager
def standing_still(primary, standby):
    """The standby answers, and learns nothing new meanwhile."""
    catch_up(primary, standby)
    standby.ask("SELECT 1 FROM (SELECT pg_wal_replay_pause()) AS paused")
    for _ in range(100):
        if standby.ask("SELECT pg_get_wal_replay_pause_state()") == "paused":
            break
        time.sleep(0.1)
    try:
        yield
    finally:
        standby.ask("SELECT 1 FROM (SELECT pg_wal_replay_resume()) AS resumed")
    catch_up(primary, standby)


@dataclass
class Browser:
    """Keeps cookies, and forgets them in time, as browsers do."""

    port: int
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def open(self, path, form=None) -> tuple[int, str]:
        """Status and text of the answer; a form is posted."""
        handlers = (
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )
        address = f"http://127.0.0.1:{self.port}{path}"
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            with urllib.request.build_opener(*handlers).open(address, data, 60) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def read(self, path) -> str:
        status, text = self.open(path)
        assert status == 200, (path, status)
        return text

    def submit(self, path, **form):
        """Fill in the page's form, without any rows, and send it."""
        page = self.read(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        rows = re.findall(r'name="([^"]+-(?:TOTAL|INITIAL)_FORMS)"', page)
        sent = {"csrfmiddlewaretoken": token} | dict.fromkeys(rows, "0") | form
        status, text = self.open(path, sent)
        assert (status, "errornote" in text) == (200, False), text

    def forget_having_written(self):
        """As ten seconds do."""
        for cookie in list(self.cookies):
            if cookie.name == WROTE_COOKIE:
                self.cookies.clear(cookie.domain, cookie.path, cookie.name)


def shows(browser, name) -> tuple[bool, bool]:
    """Whether the list and the file hold the organisation of that name."""
    lines = csv.DictReader(io.StringIO(browser.read(EXPORT).removeprefix("\ufeff"), newline=""))
    values = {value for line in lines for value in line.values()}
    assert "Firm 1" in values
    return name in browser.read(LIST), name in values


def test_pages_and_files_are_read_from_the_standby_and_a_writer_sees_the_writing(
    primary_and_standby, site
):
    primary, standby = primary_and_standby
    writer, visitor = Browser(site), Browser(site)
    assert shows(visitor, "Kakuu Works") == (False, False)

    with standing_still(primary, standby):
        writer.submit("/sign-in/", username="administrator", password=PASSWORD)
        new = {"name": "Kakuu Works", "kind": "company", "visibility": "public", "language": "en"}
        writer.submit("/admin/partnerships/organisation/add/", **new)

        assert shows(writer, "Kakuu Works") == (True, True)
        assert shows(visitor, "Kakuu Works") == (False, False)
        writer.forget_having_written()
        assert shows(writer, "Kakuu Works") == (False, False)
        # The session is as new, and found: it is read where it was written.
        assert "/sign-out/" in writer.read("/")

        for table, lag in (("organisation", 1), ("accessevent", 4)):
            counted = f"SELECT count(*) FROM partnerships_{table}"
            assert primary.ask(counted) - standby.ask(counted) == lag

    assert shows(visitor, "Kakuu Works") == (True, True)


def test_a_file_is_read_from_the_standby_to_its_end(primary_and_standby, site):
    primary, standby = primary_and_standby
    rename = (
        "UPDATE partnerships_organisation SET name = 'Kakuu Mills', search_text = 'kakuu mills' "
        "WHERE slug = 'firm-0' RETURNING 1"
    )

    with standing_still(primary, standby):
        # Its key is in both, so only the reading of the blocks tells them apart.
        primary.ask(rename)

        assert shows(Browser(site), "Kakuu Mills") == (False, False)

    assert shows(Browser(site), "Kakuu Mills") == (True, True)


def answers_again(visitor: Browser) -> bool:
    """Whether the list is there within half a minute of the standby's return.

    A standby that was torn away replays what it had not settled before it stands still enough.
    """
    for _ in range(60):
        if visitor.open(LIST)[0] == 200:
            return True
        time.sleep(0.5)
    return False


def test_without_the_standby_the_health_check_and_the_admin_go_on(primary_and_standby, site):
    primary, standby = primary_and_standby
    visitor = Browser(site)
    standby.stop()
    try:
        answers = {path: visitor.open(path)[0] for path in (LIST, EXPORT, "/healthz")}
        admin = visitor.open("/admin/")[0]
    finally:
        standby.start()

    assert answers == {LIST: 500, EXPORT: 500, "/healthz": 200}
    assert admin == 200
    catch_up(primary, standby)
    assert answers_again(visitor)
