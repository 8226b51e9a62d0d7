"""Creates the accounts of a demonstration."""

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from partnerships.services import demo


class Command(BaseCommand):
    help = (
        "Create one account of each role, officers of two prefectures and of a state, and their "
        "offices; all have the password in SETUHASHI_DEMO_PASSWORD, which is set anew each time. "
        "Pages then say that this is a demonstration. Refused in production."
    )
    requires_migrations_checks = True

    def handle(self, *args, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "SETUHASHI_ENV is 'production': demo accounts do not belong there; nothing was "
                "written."
            )
        password = self._password()
        # Marked first: no page of a site with such accounts is without its note.
        settings.SETUHASHI_VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.SETUHASHI_VAR / "demonstration").touch(mode=0o600)
        try:
            made = demo.make(password)
        except demo.NothingToActFor as missing:
            raise CommandError(f"There is no {missing}; load the seeds first: make seed.") from None
        if verbosity:
            for user, office in made:
                self.stdout.write(f"{user.username}: {office or 'administrator'}")
            self.stdout.write("All have the password in SETUHASHI_DEMO_PASSWORD.")

    def _password(self) -> str:
        password = settings.SETUHASHI_DEMO_PASSWORD
        if not password:
            raise CommandError("SETUHASHI_DEMO_PASSWORD is missing; the demo accounts need it.")
        try:
            validate_password(password)
        except ValidationError as error:
            reasons = " ".join(error.messages)
            raise CommandError(f"SETUHASHI_DEMO_PASSWORD is not accepted. {reasons}") from None
        return password
