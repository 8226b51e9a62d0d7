"""Tells an operator what a site needs to go on working."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnerships.management import doctor
from partnerships.management.doctor import State


class Command(BaseCommand):
    help = (
        "Look at database, stored files, folders, disk, clock, backups, mail, settings and "
        "accounts: a line each, ok, warn or fail. Ends with an error where something fails; "
        "nothing is changed and no mail sent."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print a list for programs")
        parser.add_argument(
            "--backups", type=Path, help="where backups are kept (default: var/backups)"
        )

    def handle(self, *args, backups, **options):
        found = list(doctor.examine(backups or settings.SETUHASHI_VAR / "backups"))
        self.stdout.write(_as_json(found) if options["json"] else _as_lines(found))
        failing = sum(each.state == State.FAIL for each in found)
        if failing:
            raise CommandError(f"{failing} of {len(found)} fail.")


def _as_lines(found) -> str:
    return "\n".join(f"{each.state.value:<5} {each.about:<9} {each.text}" for each in found)


def _as_json(found) -> str:
    rows = [{"about": each.about, "state": each.state.value, "text": each.text} for each in found]
    return json.dumps(rows, ensure_ascii=False, indent=1)
