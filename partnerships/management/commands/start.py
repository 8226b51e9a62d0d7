"""Brings the site up to date and serves it; what `make run` calls."""

from argparse import ArgumentTypeError

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from partnerships.management import backups, migrating, safety, server, static_files
from partnerships.management.commands.create_administrator import ADMINISTRATOR, password_file
from partnerships.models import Region
from partnerships.services import demo


class Command(BaseCommand):
    help = (
        "Back up the database if its tables are about to change, migrate, collect static files, "
        "load the seed records into an empty database, create the administrator, and serve."
    )
    # The checks run within migrate; once is enough.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=_port, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--prepare-only", action="store_true", help="do all but serve")

    def handle(self, *args, host, port, prepare_only, **options):
        server.refuse_busy(host, port)
        settings.SETUHASHI_VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        if settings.PRODUCTION:
            safety.refuse_open_folder(settings.SETUHASHI_VAR)
            if connection.vendor == "sqlite":
                safety.refuse_network(connection.settings_dict["NAME"])
        self._update_tables()
        self._refuse_demo_accounts()
        static_files.collect_if_changed()
        if not Region.objects.exists():
            self.stdout.write("Loading the seed records ...")
            call_command("load_seeds", stdout=self.stdout, stderr=self.stderr)
        call_command("create_administrator", stdout=self.stdout)
        if prepare_only:
            return
        self._say_where(host, port)
        vendor = connection.vendor
        connections.close_all()
        server.become_server(host, port, vendor)

    def _update_tables(self):
        if migrating.is_about_to_change(connection):
            self.stdout.write(self._back_up())
        call_command("migrate", interactive=False, verbosity=0)

    def _refuse_demo_accounts(self):
        found = demo.accounts().values_list("username", flat=True)
        if settings.PRODUCTION and found:
            raise CommandError(
                f"SETUHASHI_ENV is 'production' and there are demo accounts: {', '.join(found)}. "
                "Many people know their password; remove them, or start with another database."
            )

    def _back_up(self) -> str:
        """What is told of the backup before tables change; no upgrade goes on without one."""
        try:
            made = backups.make(connection, default_storage, settings.SETUHASHI_VAR / "backups")
        except backups.BackupRefused as refused:
            raise CommandError(
                f"The tables are about to change, and {refused} Back the database up by other "
                "means, run `manage.py migrate`, and start again."
            ) from refused
        return f"Backed up to {made}."

    def _say_where(self, host, port):
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        kept = password_file()
        self.stdout.write(f"\nSetuhashi answers at {address}")
        self.stdout.write(f"Sign in at {address}admin/ as {ADMINISTRATOR!r}.")
        if kept.exists():
            self.stdout.write(f"The generated password is in {kept}.")
        self.stdout.write("Stop with Ctrl+C.")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to 65535")
    return int(text)
