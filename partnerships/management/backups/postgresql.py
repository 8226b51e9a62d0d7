"""A PostgreSQL database into a backup and back, by PostgreSQL's own programs."""

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings

from partnerships.management.backups.manifest import BackupRefused, Manifest

PART = "database.dump"
#: Where Debian and its kin keep the programs of each version.
INSTALLED = Path("/usr/lib/postgresql")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
#: A backup and a restore take as long as they take.
UNLIMITED = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"


def copy_out(connection, backup: Path) -> Manifest:
    """Dump the database into the backup as it is at one moment; says what it holds.

    The rows are counted in the very snapshot that is dumped. The time and release of the manifest
    are left to the caller. Raises BackupRefused where the programs are missing or of another
    version than the server.
    """
    path = backup / PART
    path.touch(mode=0o600)
    with closing(connection.copy()) as reading:
        dump = program("pg_dump", reading)
        reading.set_autocommit(False)
        with reading.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(UNLIMITED)
            snapshot = _one(cursor, "SELECT pg_export_snapshot()")
            options = ["--format=custom", f"--file={path}", f"--snapshot={snapshot}"]
            _run([dump, *options, *_target(reading)], reading)
            version = _one(cursor, "SHOW server_version")
            counts = _counts(cursor)
            migrations = _migrations(cursor) if "django_migrations" in counts else []
        return Manifest("", "", "postgresql", version, migrations, counts)


def program(name: str, connection) -> str:
    """The path of the program that suits the server; raises BackupRefused where there is none."""
    major = connection.pg_version // 10_000
    beside = INSTALLED / str(major) / "bin" / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise BackupRefused(
            f"{name} is not installed; install the client programs of PostgreSQL {major}."
        )
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r"(\d+)", told.stdout)
    if version is None or int(version[1]) != major:
        raise BackupRefused(
            f"{name} is of version {version[1] if version else 'unknown'}, and the server of "
            f"{major}; install the client programs of PostgreSQL {major}."
        )
    return found


def _target(connection) -> list[str]:
    """The options that lead to the database; its password is passed on apart, see `_run`."""
    given = {**connection.get_connection_params()}
    left_out = ("password", "options", "cursor_factory", "context", "client_encoding", "prepare")
    known = {
        key: value
        for key, value in given.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
        if not key.startswith(left_out)
    }
    words = " ".join(f"{key}='{_quoted(value)}'" for key, value in known.items())
    return [f"--dbname={words}"]


def _quoted(value: Any) -> str:
    return str(value).replace("\\", "\\\\").replace("'", "\\'")


def _run(command: list[str], connection) -> None:
    password = str(connection.get_connection_params().get("password", ""))
    secret = {"PGPASSWORD": password} if password else {}
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        command, env=os.environ | secret, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = " ".join(done.stderr.split())[-500:]
        raise BackupRefused(f"{Path(command[0]).name} failed: {reason}")


def _one(cursor, query: str) -> str:
    cursor.execute(query)
    return cursor.fetchone()[0]


def _tables(cursor) -> list[str]:
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def _counts(cursor) -> dict[str, int]:
    return {name: int(_one(cursor, f'SELECT count(*) FROM "{name}"')) for name in _tables(cursor)}  # noqa: S608


def _migrations(cursor) -> list[str]:
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return [f"{app}.{name}" for app, name in cursor.fetchall()]


def holds_records(connection) -> bool:
    """Whether the database has tables."""
    with connection.cursor() as cursor:
        return bool(_tables(cursor))


def prepare(connection, backup: Path, manifest: Manifest) -> Path:
    """A script that puts the backup's tables in place of today's; raises BackupRefused.

    It ends with an error unless each table then holds the rows that the manifest says.
    """
    restoring = program("pg_restore", connection)
    settings.SETUHASHI_VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".sql", "restoring-", settings.SETUHASHI_VAR)
    os.close(handle)
    script = Path(name)
    try:
        options = ["--no-owner", "--no-privileges", f"--file={script}", str(backup / PART)]
        _run([restoring, *options], connection)
        with script.open("a", encoding="utf-8") as file:
            file.writelines(_demand(table, rows) for table, rows in manifest.counts.items())
    except BaseException:
        script.unlink()
        raise
    return script


def _demand(table: str, rows: int) -> str:
    return (
        f'DO $$BEGIN IF (SELECT count(*) FROM public."{table}") <> {rows} THEN '  # noqa: S608
        f"RAISE EXCEPTION 'the rows of {table} are not all there'; END IF; END$$;\n"
    )


def replace(connection, script: Path) -> None:
    """Run the script in one transaction: all of it or nothing; raises BackupRefused."""
    with connection.cursor() as cursor:
        tables = ", ".join(f'public."{name}"' for name in _tables(cursor))
    asking = program("psql", connection)
    target = _target(connection)
    connection.close()
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    first = ["--command=SET LOCAL lock_timeout = '60s'"]
    first += [f"--command=DROP TABLE {tables} CASCADE"] if tables else []
    quiet = ["--output=/dev/null"]
    _run([asking, *options, *quiet, *target, *first, f"--file={script}"], connection)
