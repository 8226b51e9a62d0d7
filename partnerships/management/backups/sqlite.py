"""A SQLite database into a backup and back, by the online backup API alone."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from partnerships.management.backups.manifest import BackupRefused, Manifest

PART = "database.sqlite3"
#: Seconds to wait for those who write.
PATIENCE = 60


def copy_out(connection, backup: Path) -> Manifest:
    """Copy the database into the backup, consistent even while others write; says what it holds.

    The time and release of the manifest are left to the caller.
    """
    path = backup / PART
    path.touch(mode=0o600)
    source = Path(connection.settings_dict["NAME"])
    if not source.exists():
        raise BackupRefused(f"There is no database at {source} yet.")
    with closing(sqlite3.connect(source, timeout=PATIENCE)) as live:
        _copy(live, path)
    with closing(sqlite3.connect(path)) as copy:
        # One file that nobody writes to, in place of one with a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return Manifest("", "", "sqlite", sqlite3.sqlite_version, _migrations(copy), _counts(copy))


def _copy(live: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as target:
        live.backup(target)


def _migrations(database) -> list[str]:
    if not _has_migrations(database):
        return []
    found = database.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return [f"{app}.{name}" for app, name in found]


def _has_migrations(database) -> bool:
    found = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'")
    return found.fetchone() is not None


def _counts(database) -> dict[str, int]:
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    tables = [name for (name,) in found if not name.startswith("sqlite_")]
    count = 'SELECT count(*) FROM "{}"'
    return {name: database.execute(count.format(name)).fetchone()[0] for name in tables}


def holds_records(connection) -> bool:
    """Whether there is a database with tables; raises sqlite3.DatabaseError for a broken one."""
    path = Path(connection.settings_dict["NAME"])
    if not path.exists() or not path.stat().st_size:
        return False
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as live:
        return bool(_counts(live))


def set_aside(connection, stamp: str) -> Path:
    """Move a database that cannot be read beside itself; returns its new path."""
    path = Path(connection.settings_dict["NAME"])
    for suffix in ("-wal", "-shm"):
        log = path.with_name(f"{path.name}{suffix}")
        if log.exists():
            log.rename(path.with_name(f"{path.name}.before-{stamp}{suffix}"))
    return path.rename(path.with_name(f"{path.name}.before-{stamp}"))


def prepare(connection, backup: Path, manifest: Manifest, *, older: bool) -> Path:
    """A copy of the backup's database beside the live one: sound, with all its rows, migrated.

    Raises BackupRefused when it is not sound, or its tables cannot be brought up to date.
    """
    live = Path(connection.settings_dict["NAME"])
    live.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = live.with_name(f".{live.name}.restoring-{os.getpid()}")
    discard(draft)
    draft.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(f"{(backup / PART).as_uri()}?mode=ro", uri=True)) as source:
            _copy(source, draft)
        _require_sound(draft, manifest)
        if older:
            _migrate(draft)
    except BaseException:
        discard(draft)
        raise
    return draft


def discard(draft: Path) -> None:
    """Remove a prepared copy with its log."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        draft.with_name(f"{draft.name}{suffix}").unlink(missing_ok=True)


def _require_sound(draft: Path, manifest: Manifest) -> None:
    with closing(sqlite3.connect(draft)) as database:
        sound = [row[0] for row in database.execute("PRAGMA integrity_check")]
        if sound != ["ok"]:
            raise BackupRefused(f"The backup's database is not sound: {sound[0]}.")
        if _counts(database) != manifest.counts:
            raise BackupRefused("The backup's database does not hold the rows that it says.")


def _migrate(draft: Path) -> None:
    # In a process of its own, whose only database is the copy.
    address = f"sqlite:///{quote(str(draft))}"
    command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"]
    variables = {**os.environ, "DATABASE_URL": address}
    variables |= {"DATABASE_REPLICA_URL": "", "SETUHASHI_VAR": str(settings.SETUHASHI_VAR)}
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupRefused(
            f"The backup's tables could not be brought up to date. {done.stderr.strip()}"
        )


def replace(connection, draft: Path) -> None:
    """Write the prepared copy over the live database: in one transaction, all of it or nothing."""
    connection.close()
    with (
        closing(sqlite3.connect(draft)) as source,
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=PATIENCE)) as live,
    ):
        source.backup(live)
        live.execute("PRAGMA journal_mode=WAL")
        if live.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupRefused("The restored database is not sound; restore another backup.")
