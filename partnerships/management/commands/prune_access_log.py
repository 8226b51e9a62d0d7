"""Removes rows of the access log that are older than they are to be kept."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from partnerships.services.access_log import prune


class Command(BaseCommand):
    help = "Remove the rows of the access log from before SETUHASHI_ACCESS_LOG_DAYS days."
    requires_migrations_checks = True

    def handle(self, *args, verbosity, **options):
        removed = prune(timezone.now(), settings.SETUHASHI_ACCESS_LOG_DAYS)
        if verbosity:
            self.stdout.write(f"Access log: {removed} rows removed.")
