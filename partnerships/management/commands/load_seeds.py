"""Brings the seed records in, and later releases of them, without touching a person's edits."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from partnerships.services import seeding
from partnerships.services.seeding.report import Outcome


class Command(BaseCommand):
    help = (
        "Load the seed records from their files. Everything is checked first; if anything is "
        "refused, nothing is written. Values that a person changed are kept and reported."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "seeds",
            help="where the files are (default: seeds)",
        )
        parser.add_argument(
            "--check", action="store_true", help="say what would be done, write nothing"
        )

    def handle(self, *args, folder, check, verbosity, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        report = seeding.load(folder, check=check, track=_bar if sys.stderr.isatty() else None)
        for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.KEPT):
            for line in report.of(outcome):
                self.stdout.write(f"{outcome.label}: {line}")
        for line in report.of(Outcome.REFUSED):
            self.stderr.write(line)
        if verbosity:
            self.stdout.write("\n".join(report.table()))
        if report.refused:
            count = len(report.of(Outcome.REFUSED))
            raise CommandError(f"Nothing was written: {count} refused, listed above.")
        if check:
            self.stdout.write("Checked only: nothing was written.")


def _bar(items, count):
    return tqdm(items, total=count, desc="Seeds", unit=" records", file=sys.stderr, leave=False)
