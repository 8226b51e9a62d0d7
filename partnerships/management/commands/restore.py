"""Puts a backup in place of today's records and files."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from partnerships.management import backups
from partnerships.management.backups.restoring import accepted


class Command(BaseCommand):
    help = (
        "Check a backup and put it in place of today's database and stored files, which are kept "
        "as a backup of their own. A damaged or foreign one, or one of a newer release, is refused "
        "before anything is touched. Stop the site first."
    )
    # The database may be missing, broken or of an older release.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path, help="the folder that `manage.py backup` wrote")
        parser.add_argument("--yes", action="store_true", help="do not ask before replacing")

    def handle(self, *args, backup, yes, verbosity, **options):
        folder = settings.SETUHASHI_VAR / "backups"
        tell = self.stdout.write if verbosity else lambda told: None
        try:
            manifest = accepted(backup.resolve(), connection)
            if not yes:
                self._ask(manifest)
            done = backups.restore(backup.resolve(), connection, default_storage, folder, tell)
        except backups.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        tell(
            f"Restored the records of {manifest.made_at} (release {manifest.release}): "
            f"{sum(manifest.counts.values())} rows; files brought back: {done.brought}, "
            f"removed: {done.removed}."
        )
        if done.migrated:
            tell("The backup was of an older release; its tables were brought up to date.")

    def _ask(self, manifest):
        said = f"a backup of {manifest.made_at} with {sum(manifest.counts.values())} rows"
        if not sys.stdin.isatty():
            raise CommandError(f"This is {said}; add --yes to put it in place of today's records.")
        self.stdout.write(f"This is {said}. It takes the place of today's records and files.")
        if input("Type yes to go on: ").strip() != "yes":
            raise CommandError("Nothing was restored.")
