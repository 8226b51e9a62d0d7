"""Takes one step of an import in a process of its own; the admin starts it for long ones."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from partnerships.models import ImportBatch, User
from partnerships.sections.importing import IMPORT_TABLES
from partnerships.services.importing import workers
from partnerships.services.importing.running import ImportRefused


class Command(BaseCommand):
    help = "Compare an uploaded file with what is recorded, write what was planned, or undo it."
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("token", help="names the import, as in the address of its page")
        parser.add_argument("step", choices=[workers.PREPARE, workers.APPLY, workers.UNDO])
        parser.add_argument("--language", default="en", help="what is told of rows is told in it")

        parser.add_argument("--user", type=int, help="the number of the account that undoes it")

    def handle(self, *args, token, step, language, user, **options):
        batch = ImportBatch.objects.select_related("user").filter(token=token).first()
        if batch is None:
            raise CommandError(f"No import is named {token}.")
        with translation.override(language):
            try:
                if step == workers.UNDO:
                    workers.undo(batch, User.objects.get(pk=user))
                else:
                    workers.work(batch, IMPORT_TABLES[batch.section], step)
            except ImportRefused as refused:
                raise CommandError(str(refused)) from refused
