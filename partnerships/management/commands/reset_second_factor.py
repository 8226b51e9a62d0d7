"""The way back in for an administrator without phone and recovery codes."""

import logging

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from partnerships.services.signing_in import second_factor

logger = logging.getLogger("partnerships.access")


class Command(BaseCommand):
    help = (
        "Forget the phone and the recovery codes of an account and end its sessions. The next "
        "sign-in with the password leads an administrator or a secretariat to set up a phone."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        try:
            user = get_user_model().objects.get(username=username)
        except get_user_model().DoesNotExist:
            raise CommandError(f"There is no account {username!r}.") from None
        if not second_factor.is_on(user):
            raise CommandError(f"The account {username!r} has no second factor.")
        second_factor.switch_off(user)
        logger.info("account: second factor of %r reset by a command", username)
        self.stdout.write(f"The second factor of {username!r} is reset; its sessions have ended.")
