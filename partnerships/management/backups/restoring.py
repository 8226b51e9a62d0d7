"""Brings a backup back: checked before anything is touched, written in one step, undoable."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.storage import Storage
from django.core.management import call_command
from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper

from partnerships.management import migrating
from partnerships.management.backups import postgresql, sqlite, stored
from partnerships.management.backups.making import ENGINES, make
from partnerships.management.backups.manifest import BackupRefused, Manifest, checked


@dataclass(frozen=True)
class Restored:
    """What was done: where what was replaced is kept, and how many files were changed."""

    manifest: Manifest
    #: None where there was nothing to keep.
    kept: Path | None
    brought: int
    removed: int
    migrated: bool


def accepted(backup: Path, connection: BaseDatabaseWrapper) -> Manifest:
    """The manifest of a backup that can be restored here; raises BackupRefused, touches nothing."""
    manifest = checked(backup)
    if manifest.kind != connection.vendor:
        raise BackupRefused(
            f"The backup is of {manifest.kind}, and DATABASE_URL of {connection.vendor}: restore "
            "it into a database of its kind."
        )
    unknown = migrating.unknown_here(manifest.migrations)
    if unknown:
        raise BackupRefused(
            f"The backup was made by a newer release: {', '.join(unknown)} is not known here."
        )
    return manifest


def restore(
    backup: Path,
    connection: BaseDatabaseWrapper,
    storage: Storage,
    folder: Path,
    tell: Callable[[str], object],
) -> Restored:
    """Put the backup's records and files in place of today's; `folder` keeps what they were.

    What can fail is done before the one step that replaces the database: until then the site is as
    it was, but for files that no record names. Raises BackupRefused.
    """
    manifest = accepted(backup, connection)
    kept, aside = _keep(connection, storage, folder, tell)
    older = migrating.waiting_after(manifest.migrations)
    try:
        brought = _bring(backup, connection, storage, manifest, older=older)
    except (OSError, sqlite3.Error, Error) as error:
        raise BackupRefused(f"Nothing was restored: {error}.") from error
    # Without a copy of today's files none is removed.
    removed = stored.remove_others(storage, manifest) if kept else 0
    return Restored(manifest, kept or aside, brought, removed, older)


def _keep(connection, storage, folder, tell) -> tuple[Path | None, Path | None]:
    """Where what stands now is kept: as a backup, or a file that cannot be read, set aside."""
    try:
        if not ENGINES[connection.vendor].holds_records(connection):
            return None, None
        kept = make(connection, storage, folder)
    except sqlite3.DatabaseError:
        aside = sqlite.set_aside(connection, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        tell(f"Today's database cannot be read; it is set aside as {aside}.")
        return None, aside
    tell(f"What is replaced is kept in {kept}.")
    return kept, None


def _bring(backup, connection, storage, manifest, *, older) -> int:
    if connection.vendor == "sqlite":
        draft = sqlite.prepare(connection, backup, manifest, older=older)
        try:
            brought = stored.bring_in(storage, backup, manifest)
            sqlite.replace(connection, draft)
        finally:
            sqlite.discard(draft)
        return brought
    script = postgresql.prepare(connection, backup, manifest)
    try:
        brought = stored.bring_in(storage, backup, manifest)
        postgresql.replace(connection, script)
    finally:
        script.unlink()
    if older:
        call_command("migrate", interactive=False, verbosity=0)
    return brought
