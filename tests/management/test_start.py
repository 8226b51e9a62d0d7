"""The whole start, as `make run` does it: an empty folder becomes a site with the seed records."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import pytest
from django.conf import settings


@contextmanager
def started(var, port):
    """The site started on `var` at `port`, once it answers; yields what the start printed."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    log = var.parent / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "start", f"--port={port}"],
            cwd=settings.BASE_DIR,
            env=kept | {"SETUHASHI_VAR": str(var), "PYTHONUNBUFFERED": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", process, log)
            yield log.read_text()
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_until_it_answers(address, process, log):
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                assert response.read() == b"ok\n"
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"The site did not answer. It said: {log.read_text()}")


def contents(var):
    with closing(sqlite3.connect(var / "setuhashi.sqlite3")) as database:
        return list(database.iterdump())


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def test_the_first_start_sets_all_up_and_the_second_changes_nothing(tmp_path, port):
    var = tmp_path / "var"

    with started(var, port) as said:
        password = (var / "admin_password").read_text().strip()
        assert f"Password, shown once: {password}\n" in said
        assert f"Setuhashi answers at http://127.0.0.1:{port}/\n" in said
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/login/").read().decode()
        style = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}{style}").status == 200
    before = contents(var)

    with started(var, port) as said:
        assert password not in said
    assert contents(var) == before
    assert any("INSERT INTO" in line and "IN-GJ" in line for line in before)
    assert not (var / "backups").exists()
