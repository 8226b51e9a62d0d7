"""What the migrations of this release would do to a database."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def is_about_to_change(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database holds tables and migrations are waiting for it."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return False
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_here(ran: list[str]) -> list[str]:
    """Those of the migrations, as `app.name`, that this release does not know; sorted."""
    on_disk = _on_disk()
    replaced = {key for found in on_disk.values() for key in found.replaces}
    return sorted(set(ran) - {".".join(key) for key in {*on_disk, *replaced}})


def waiting_after(ran: list[str]) -> bool:
    """Whether a database on which these ran, as `app.name`, has to be brought up to date."""
    return bool({".".join(key) for key in _on_disk()} - set(ran))


def _on_disk() -> dict:
    return MigrationLoader(None).disk_migrations
