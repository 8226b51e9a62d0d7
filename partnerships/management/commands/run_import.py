"""Takes one step of an import in a process of its own; the admin starts it for long files."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from partnerships.models import ImportBatch
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import workers
from partnerships.services.importing.running import ImportRefused


class Command(BaseCommand):
    help = "Compare an uploaded file with what is recorded, or write what was planned."
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("token", help="names the import, as in the address of its page")
        parser.add_argument("step", choices=[workers.PREPARE, workers.APPLY])
        parser.add_argument("--language", default="en", help="what is told of rows is told in it")

    def handle(self, *args, token, step, language, **options):
        batch = ImportBatch.objects.select_related("user").filter(token=token).first()
        if batch is None:
            raise CommandError(f"No import is named {token}.")
        with translation.override(language):
            try:
                workers.work(batch, IMPORT_TABLES[batch.section], step)
            except ImportRefused as refused:
                raise CommandError(str(refused)) from refused
