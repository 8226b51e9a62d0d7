"""Makes a backup of the records and the stored files while the site goes on."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from partnerships.management import backups


class Command(BaseCommand):
    help = (
        "Write the database and the stored files into a new folder, with a sum of each part. It "
        "has its final name only when it is whole; others may write meanwhile."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, help="where backups are kept (default: var/backups)"
        )
        parser.add_argument(
            "--keep", type=_number, metavar="N", help="then remove all but the N newest there"
        )

    def handle(self, *args, folder, keep, verbosity, **options):
        folder = (folder or settings.SETUHASHI_VAR / "backups").resolve()
        try:
            path = backups.make(connection, default_storage, folder)
            manifest = backups.checked(path)
        except backups.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        removed = backups.prune(folder, keep) if keep else 0
        if verbosity:
            rows, files = sum(manifest.counts.values()), len(manifest.parts) - 1
            self.stdout.write(f"Backed up to {path}: {rows} rows, {files} files.")
            if removed:
                self.stdout.write(f"Removed: {removed} older.")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise ArgumentTypeError(f"{text!r} is no number of backups; write 1 or more")
    return int(text)
