"""Copies a live SQLite database, before something is about to change its tables."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor


def is_about_to_change(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database holds tables and migrations are waiting for it."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return False
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def back_up(connection: BaseDatabaseWrapper, folder: Path) -> Path | None:
    """Write a copy into `folder` and return its path; None for other engines than SQLite.

    Uses the online backup API: the copy is consistent even while others write. It appears under
    its final name only when it is complete.
    """
    if connection.vendor != "sqlite":
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"setuhashi-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.sqlite3"
    draft = folder / f".{name}"
    draft.touch(mode=0o600)
    connection.ensure_connection()
    with closing(sqlite3.connect(draft)) as copy:
        connection.connection.backup(copy)
    return draft.replace(folder / name)
