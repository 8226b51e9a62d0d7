"""Fills a database with made-up records, to measure and to try out."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from partnerships.services import sample

MOST = 2_000_000


class Command(BaseCommand):
    help = (
        "Write N made-up delegations with the partnerships, agreements, events, programmes and "
        "sources that belong to so many, a third of their texts in Japanese or Hindi. The same "
        "number and seed write the same. For trying out only: refused in production."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help="how many delegations")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other records")

    def handle(self, *args, number, seed, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "SETUHASHI_ENV is 'production': made-up records do not belong there; nothing was "
                "written."
            )
        if not 1 <= number <= MOST:
            raise CommandError(f"{number} is no number of delegations from 1 to {MOST}.")
        made = sample.make(number, seed, track=_bar if sys.stderr.isatty() else None)
        if verbosity:
            told = ", ".join(f"{count} {kind}" for kind, count in made.items())
            self.stdout.write(f"Written: {told}.")


def _bar(numbers, count, kind):
    return tqdm(numbers, total=count, desc=kind.capitalize(), file=sys.stderr, leave=False)
