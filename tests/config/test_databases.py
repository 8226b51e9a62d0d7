"""DATABASE_URL, and what each engine is told."""

from pathlib import Path

import pytest
from django.db import connection

from config.databases import database
from config.environment import SettingError

VAR = Path("/invented/var")


def test_sqlite_waits_locks_at_the_start_and_writes_through():
    options = database("sqlite:////invented/setuhashi.sqlite3", VAR)["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 30
    pragmas = options["init_command"]
    assert "journal_mode=WAL" in pragmas
    assert "synchronous=FULL" in pragmas
    assert "cache_size=-16000" in pragmas


def test_postgresql_keeps_and_checks_connections_and_ends_endless_statements():
    entry = database("postgres://u:p@127.0.0.1:5433/setuhashi?sslmode=require", VAR)

    assert (entry["CONN_HEALTH_CHECKS"], entry["CONN_MAX_AGE"]) == (True, 600)
    assert "-c statement_timeout=60s" in entry["OPTIONS"]["options"]
    assert entry["OPTIONS"]["sslmode"] == "require"


def test_options_given_in_the_url_come_last_and_so_win():
    url = "postgres://127.0.0.1/setuhashi?options=-c%20statement_timeout%3D5s"

    options = database(url, VAR)["OPTIONS"]["options"]

    assert options.endswith("-c statement_timeout=5s")


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://a/b", "sqlite://", "sqlite://:memory:", "postgres://host/"]
)
def test_other_databases_are_refused(url):
    with pytest.raises(SettingError, match="DATABASE_URL is not understood"):
        database(url, VAR)


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
def test_tests_run_on_a_file_with_the_options_of_production():
    with connection.cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    full = 2

    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }
    assert Path(connection.settings_dict["NAME"]).is_file()


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about PostgreSQL")
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("statement_timeout", "1min"),
        ("jit", "off"),
        ("max_parallel_workers_per_gather", "0"),
        ("work_mem", "16MB"),
    ],
)
def test_postgresql_is_asked_as_suits_pages(setting, value):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")

        assert cursor.fetchone() == (value,)
