"""The copy made before tables change."""

import sqlite3
import stat
from contextlib import closing

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from partnerships.management import backup

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")


@pytest.mark.django_db
def test_nothing_is_about_to_change_when_all_migrations_ran():
    assert backup.is_about_to_change(connection) is False


@pytest.mark.django_db
def test_a_migration_that_waits_is_noticed():
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    assert backup.is_about_to_change(connection) is True


@pytest.mark.django_db
def test_an_empty_database_has_nothing_to_lose():
    MigrationRecorder(connection).flush()

    assert backup.is_about_to_change(connection) is False


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_the_copy_is_whole_and_for_its_owner_only(tmp_path):
    get_user_model().objects.create_user("somebody")

    path = backup.back_up(connection, tmp_path / "backups")

    with closing(sqlite3.connect(path)) as copy:
        names = copy.execute("SELECT username FROM partnerships_user").fetchall()
        sound = copy.execute("PRAGMA integrity_check").fetchone()
    assert (names, sound) == ([("somebody",)], ("ok",))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
