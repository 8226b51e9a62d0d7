"""What every test may ask for: the standing characters, the date, a browser."""

import gc
import os
import shutil
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.core.signals import setting_changed
from django.db import transaction
from django.test import Client
from django.utils import translation

from partnerships.services import access_log
from tests import seeded

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TODAY = date(2026, 11, 2)

if "CI" not in os.environ:  # there Hypothesis is steady by itself
    # A busy machine makes an example slow, not wrong.
    hypothesis.settings.register_profile("patient", deadline=None)
    hypothesis.settings.load_profile("patient")


def pytest_make_parametrize_id(val, argname):
    """Files in memory are named by their argument: archives hold the moment they were made at.

    The processes that share the tests have to give them the same names.
    """
    return argname if isinstance(val, bytes) else None


def pytest_addoption(parser):
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what is the same on every database: tests that ask none, or are so marked",
    )


def pytest_ignore_collect(collection_path, config):
    """For the proofs alone, no file is imported that holds none."""
    if config.option.markexpr == "prove" and collection_path.suffix == ".py":
        return "mark.prove" not in collection_path.read_text("utf-8") or None
    return None


def pytest_collection_modifyitems(config, items):
    """With `--database-only` only tests whose outcome a database may change remain."""
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not _asks_the_database(item)]
    items[:] = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish():
    """Leave what is loaded by now alone: to look through it again and again costs a third more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _asks_the_database(item) -> bool:
    if item.get_closest_marker("any_database"):
        return False
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


def pytest_configure():
    """Swap what makes tests slow or needs a build step; all else is as in production."""
    site.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    site.STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    site.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Path(site.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    (site.SETUHASHI_VAR / "tests").mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _no_language_left_over():
    """A request leaves its language active in this thread; the next test begins without."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _no_visitor_counted_before():
    """The log counts what visitors repeat in the memory of the process."""
    access_log.forget()


@pytest.fixture(autouse=True)
def _no_files_left_over():
    """What a test stores is in memory alone, and gone after it."""
    yield
    if any(default_storage.listdir("")):
        setting_changed.send(sender=site, setting="STORAGES", value=None, enter=False)


@pytest.fixture
def today(monkeypatch) -> date:
    """The date that every page of this test takes for today."""
    monkeypatch.setattr("config.middleware.current_date", lambda: TODAY)
    return TODAY


@pytest.fixture(scope="module")
def real_records(django_db_setup, django_db_blocker):
    """The seeds, loaded once for a module and taken back at its end.

    The modules that ask for them are of one `xdist_group`, so that one process loads them.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        seeded.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client()


@pytest.fixture
def official(db) -> Client:
    """Signed in; reads, edits nothing."""
    return _signed_in("official")


@pytest.fixture
def staff(db) -> Client:
    """Signed in, may enter the admin and is of no office; not an administrator."""
    return _signed_in("staff", is_staff=True)


@pytest.fixture
def administrator(db) -> Client:
    """Signed in; may do everything."""
    return _signed_in("administrator", is_staff=True, is_superuser=True)


def _signed_in(username: str, **rights: bool) -> Client:
    client = Client()
    client.user = get_user_model().objects.create_user(username, password="made-up", **rights)
    client.force_login(client.user)
    return client


@pytest.fixture(scope="session")
def chromium():
    """One browser a session. Without Chromium the test is skipped, or fails where CI needs it."""
    if CHROMIUM is None:
        reason = "Chromium is not installed"
        if os.environ.get("SETUHASHI_TEST_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # milliseconds: a busy machine is slow, not wrong
    # Playwright's loop runs in this thread, where Django then refuses to use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium, live_server):
    """A fresh page, relative to the test's own server. Script errors and CSP refusals fail it."""
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def full_size() -> bool:
    """Whether a long proof runs at full size; CI runs each at a small one."""
    return os.environ.get("SETUHASHI_PROVE_SIZE", "small") == "full"
