"""Turns URLs of databases into Django's DATABASES, with the options each engine needs."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from config.environment import SettingError

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
STATEMENT_SECONDS = 60
# Pages ask long statements that take little to run: compiling one costs up to 20 times its run.
# Every helper of a statement would gather the keys of its subqueries anew. Those keys have to find
# room, or they are gathered for each record anew: in 16 MB there is room for half a million.
POSTGRESQL_OPTIONS = (
    "-c jit=off -c max_parallel_workers_per_gather=0 -c work_mem=16MB "
    f"-c statement_timeout={STATEMENT_SECONDS}s "
    f"-c idle_in_transaction_session_timeout={2 * STATEMENT_SECONDS}s"
)
READ_ONLY = "-c default_transaction_read_only=on"


def databases(url: str, replica_url: str, var: Path) -> dict[str, dict[str, Any]]:
    """DATABASES: `default`, and `replica` unless its URL is empty.

    Raises SettingError for a URL that is not understood, and for a replica of anything but
    PostgreSQL.
    """
    entries = {"default": database(url, var)}
    if replica_url:
        entries["replica"] = _replica(replica_url, entries["default"])
    return entries


def database(url: str, var: Path) -> dict[str, Any]:
    """One entry of DATABASES; raises SettingError unless the URL is of SQLite or PostgreSQL."""
    parsed = _parsed(url)
    if parsed["ENGINE"] == SQLITE and parsed["NAME"] != ":memory:":
        return _sqlite(parsed, var)
    if parsed["ENGINE"] == POSTGRESQL and parsed["NAME"]:
        return _postgresql(parsed)
    raise SettingError(
        "DATABASE_URL is not understood; write sqlite:////folder/file.sqlite3 "
        "or postgres://user:password@host:port/name."
    )


def _replica(url: str, default: dict[str, Any]) -> dict[str, Any]:
    if default["ENGINE"] != POSTGRESQL:
        raise SettingError(
            "DATABASE_REPLICA_URL is set, but DATABASE_URL is not of PostgreSQL, "
            "which alone has replicas."
        )
    parsed = _parsed(url)
    if parsed["ENGINE"] != POSTGRESQL or not parsed["NAME"]:
        raise SettingError(
            "DATABASE_REPLICA_URL is not understood; write postgres://user:password@host:port/name."
        )
    entry = _postgresql(parsed)
    # A primary named here by mistake is not written to either.
    entry["OPTIONS"]["options"] += f" {READ_ONLY}"
    return entry | {"TEST": {"MIRROR": "default"}}


def _parsed(url: str) -> dict[str, Any]:
    try:
        return dict(dj_database_url.parse(url))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        return {"ENGINE": ""}


def _sqlite(parsed: dict[str, Any], var: Path) -> dict[str, Any]:
    # IMMEDIATE takes the write lock when a transaction begins, so that a reader never has to
    # become a writer half-way, which SQLite answers with "database is locked" at once.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        # Kilobytes: a count over 100,000 records reads more pages than the usual 2 MB hold.
        "PRAGMA cache_size=-16000;",
    }
    # Tests use a file too, one a process, so that they meet the options above and so that
    # several runs may go on side by side.
    test = {"NAME": str(var / "tests" / f"{os.getpid()}.sqlite3")}
    return parsed | {"OPTIONS": options, "TEST": test}


def _postgresql(parsed: dict[str, Any]) -> dict[str, Any]:
    options = parsed.get("OPTIONS", {})
    given = options.get("options", "")
    return parsed | {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | {"options": f"{POSTGRESQL_OPTIONS} {given}".strip()},
    }
