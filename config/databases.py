"""Turns DATABASE_URL into Django's DATABASES, with the options each engine needs to be safe."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from config.environment import SettingError

STATEMENT_SECONDS = 60
POSTGRESQL_OPTIONS = (
    f"-c statement_timeout={STATEMENT_SECONDS}s "
    f"-c idle_in_transaction_session_timeout={2 * STATEMENT_SECONDS}s"
)


def database(url: str, var: Path) -> dict[str, Any]:
    """One entry of DATABASES; raises SettingError unless the URL is of SQLite or PostgreSQL."""
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError):
        parsed = {"ENGINE": ""}
    if parsed["ENGINE"] == "django.db.backends.sqlite3" and parsed["NAME"] != ":memory:":
        return _sqlite(parsed, var)
    if parsed["ENGINE"] == "django.db.backends.postgresql" and parsed["NAME"]:
        return _postgresql(parsed)
    raise SettingError(
        "DATABASE_URL is not understood; write sqlite:////folder/file.sqlite3 "
        "or postgres://user:password@host:port/name."
    )


def _sqlite(parsed: dict[str, Any], var: Path) -> dict[str, Any]:
    # IMMEDIATE takes the write lock when a transaction begins, so that a reader never has to
    # become a writer half-way, which SQLite answers with "database is locked" at once.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
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
