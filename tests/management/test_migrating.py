"""What the migrations of this release would do to a database."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from partnerships.management import migrating

pytestmark = pytest.mark.django_db


def test_nothing_is_about_to_change_when_all_migrations_ran():
    ran = [".".join(key) for key in MigrationRecorder(connection).applied_migrations()]

    assert migrating.is_about_to_change(connection) is False
    assert (migrating.waiting_after(ran), migrating.unknown_here(ran)) == (False, [])


def test_a_migration_that_waits_is_noticed():
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    ran = [".".join(key) for key in MigrationRecorder(connection).applied_migrations()]

    assert migrating.is_about_to_change(connection) is True
    assert migrating.waiting_after(ran) is True


def test_an_empty_database_has_nothing_to_lose():
    MigrationRecorder(connection).flush()

    assert migrating.is_about_to_change(connection) is False
