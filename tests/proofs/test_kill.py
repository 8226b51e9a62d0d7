"""Proof: a process killed in the middle of its writing loses nothing that it had confirmed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.proofs.sites import migrated

pytestmark = pytest.mark.prove

# Each round saves an office and a user in one transaction, and tells when that is committed.
WRITER = """
import django, itertools, sys
django.setup()
from django.db import transaction
from partnerships.models import Office, User
for number in itertools.count(int(sys.argv[1])):
    with transaction.atomic():
        Office.objects.create(name=f"Office {number}")
        User.objects.create(username=f"user-{number}")
    print(number, flush=True)
"""


@pytest.fixture
def environment(tmp_path):
    return migrated(tmp_path)


def last_confirmed(first: int, seconds: float, environment) -> int:
    """Write from `first` on, kill after `seconds` of writing, return the last confirmed number."""
    command = [sys.executable, "-c", WRITER, str(first)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        lines = [writer.stdout.readline()]
        time.sleep(seconds)
        os.kill(writer.pid, signal.SIGKILL)
        lines += writer.stdout.readlines()
    return int([line for line in lines if line.endswith("\n")][-1])


def test_killed_writers_lose_nothing_confirmed_and_leave_nothing_half(
    environment, tmp_path, full_size
):
    confirmed = -1
    for _ in range(50 if full_size else 4):
        # The one after the last confirmed may be there too: killed between commit and telling.
        confirmed = last_confirmed(confirmed + 2, random.uniform(0.05, 0.6), environment)

        with closing(sqlite3.connect(tmp_path / "setuhashi.sqlite3")) as database:
            offices = numbers(database, "SELECT name FROM partnerships_office")
            users = numbers(database, "SELECT username FROM partnerships_user")
            sound = database.execute("PRAGMA integrity_check").fetchone()

        assert sound == ("ok",)
        assert offices == users
        assert confirmed in users
        assert max(users) <= confirmed + 1


def numbers(database, query: str) -> set[int]:
    return {int(row[0].replace("-", " ").split()[-1]) for row in database.execute(query)}
