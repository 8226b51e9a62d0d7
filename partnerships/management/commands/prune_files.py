"""Finds files that no record and no history names, and attachments whose file is gone."""

from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat

from partnerships.services.files import keeping


class Command(BaseCommand):
    help = (
        "List stored files older than a day that no record and no stored state of the history "
        "names, as a crash in the middle of a save leaves them, and attachments whose file the "
        "storage has lost. Nothing is removed without --apply."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="remove the files listed")

    def handle(self, *args, apply, **options):
        orphans = keeping.orphans()
        for file in orphans:
            self.stdout.write(f"{file.name} {filesizeformat(file.size)}")
            if apply:
                keeping.remove(file)
        word = "removed" if apply else "found; --apply removes them"
        self.stdout.write(f"Files without a record: {len(orphans)} {word}.")
        for lost in keeping.missing():
            self.stderr.write(f"Lost: {lost.stored_name}, “{lost}” of {lost.record}")
