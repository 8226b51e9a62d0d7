"""Makes a backup: whole under its final name, or not at all."""

import os
import re
import shutil
import sqlite3
import time
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from django.db import Error
from django.db.backends.base.base import BaseDatabaseWrapper

from partnerships.management.backups import manifest as manifests
from partnerships.management.backups import postgresql, sqlite, stored
from partnerships.management.backups.manifest import BackupRefused

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
NAME = re.compile(r"setuhashi-\d{8}T\d{12}Z")
#: After so many seconds a draft is what a process left that was killed.
ABANDONED = 24 * 60 * 60


def make(connection: BaseDatabaseWrapper, storage: Storage, folder: Path) -> Path:
    """Write the database and the stored files into a new folder in `folder`; returns its path.

    The database is copied first: a file that a copied row names was stored before it. Others may
    write meanwhile. Raises BackupRefused when it cannot be made, and then leaves nothing behind.
    """
    now = datetime.now(UTC)
    name = stamped(now)
    draft = folder / f".{name}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.mkdir(mode=0o700)
        _fill(draft, connection, storage, now)
        return draft.rename(folder / name)
    except (OSError, sqlite3.Error, Error) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise BackupRefused(f"No backup was made in {folder}: {reason}.") from error
    finally:
        if draft.exists():
            shutil.rmtree(draft)


def stamped(now: datetime) -> str:
    """The name of a backup of that moment; names sort as the moments do."""
    return f"setuhashi-{now:%Y%m%dT%H%M%S%f}Z"


def _fill(draft: Path, connection, storage, now: datetime) -> None:
    engine = ENGINES[connection.vendor]
    found = engine.copy_out(connection, draft)
    names = [engine.PART, *stored.copy_out(storage, draft)]
    parts = [manifests.part_of(draft, name) for name in names]
    said = replace(found, made_at=now.isoformat(), release=_release(), parts=parts)
    said.write(draft)
    for path in (*draft.rglob("*"), draft):
        _keep(path)


def _keep(path: Path) -> None:
    """Have the disk hold it: a backup that a power cut empties is none."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _release() -> str:
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]["version"]


def kept_in(folder: Path) -> list[Path]:
    """The backups in a folder, the oldest first; half-made ones have another name."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))


def prune(folder: Path, keep: int) -> int:
    """Remove all but the `keep` newest backups, and abandoned drafts; how many backups went."""
    for draft in folder.glob(".setuhashi-*"):
        if time.time() - draft.stat().st_mtime > ABANDONED:
            shutil.rmtree(draft)
    gone = kept_in(folder)[:-keep]
    for backup in gone:
        # Renamed first, so that a backup that is half removed is not taken for one.
        shutil.rmtree(backup.rename(backup.with_name(f".{backup.name}")))
    return len(gone)
