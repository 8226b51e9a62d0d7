"""Creates the first administrator."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

ADMINISTRATOR = "admin"


class Command(BaseCommand):
    help = (
        "Create the administrator 'admin' unless there is one. The password comes from "
        "SETUHASHI_ADMIN_PASSWORD, else it is generated, printed once and kept in a file."
    )
    requires_migrations_checks = True

    def handle(self, *args, **options):
        User = get_user_model()  # noqa: N806 - a class keeps its capital
        if User.objects.filter(username=ADMINISTRATOR).exists():
            return
        given = settings.SETUHASHI_ADMIN_PASSWORD
        password = _checked(given) if given else _generated()
        User.objects.create_superuser(username=ADMINISTRATOR, email="", password=password)
        self.stdout.write(f"Created the administrator {ADMINISTRATOR!r}.")
        if not given:
            self.stdout.write(f"Password, shown once: {password}")
            self.stdout.write(f"It is kept in {password_file()}; delete that file when noted.")


def password_file() -> Path:
    """Where a generated password is kept, readable by the file's owner only."""
    return settings.SETUHASHI_VAR / "admin_password"


def _checked(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError as error:
        reasons = " ".join(error.messages)
        raise CommandError(f"SETUHASHI_ADMIN_PASSWORD is not accepted. {reasons}") from None
    return password


def _generated() -> str:
    if settings.PRODUCTION:
        # A password in a file is fine on a laptop and not on a server.
        raise CommandError(
            "There is no administrator yet; set SETUHASHI_ADMIN_PASSWORD for the first start."
        )
    password = secrets.token_urlsafe(12)
    path = password_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{password}\n")
    return password
