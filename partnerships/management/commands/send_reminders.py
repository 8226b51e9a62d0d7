"""Mails each owner what is overdue, due soon, ending, turning cold, unrecorded or changed."""

from collections import Counter
from functools import partial

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.management.reminders import mail_for
from partnerships.services import error_reports, inviting, reminding
from partnerships.services.reminding import Outcome


class Command(BaseCommand):
    help = (
        "Send every owner one mail with what needs them: pledges and follow-ups overdue or due "
        "soon, agreements coming to an end, ties turning cold, planned visits without a recorded "
        "outcome, records changed by others. At most one a day however often it runs; what the "
        "mail server does not accept stays unsent, and the command ends with an error."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="print the mails; send and note nothing"
        )

    def handle(self, *args, dry_run, verbosity, **options):
        today = timezone.localdate()
        if dry_run:
            self._print(today)
        else:
            self._send(today, verbosity)

    def _send(self, today, verbosity):
        error_reports.forget()
        inviting.forget(timezone.now())
        if not settings.SENDS_MAIL:
            raise CommandError("SETUHASHI_EMAIL_URL is missing; no mail can be sent without it.")
        counts: Counter[Outcome] = Counter()
        for told in reminding.remind(today, partial(mail_for, today), get_connection()):
            counts[told.outcome] += 1
            self._tell(told, verbosity)
        if verbosity:
            self.stdout.write(self._summary(counts))
        if counts[Outcome.FAILED]:
            raise CommandError(
                f"{counts[Outcome.FAILED]} not sent; run it again when the mail server answers."
            )

    def _tell(self, told, verbosity):
        if told.outcome == Outcome.FAILED:
            self.stderr.write(f"{told.user.get_username()}: not sent ({told.why})")
        elif verbosity > 1 or told.outcome == Outcome.SENT:
            self.stdout.write(f"{told.user.get_username()}: {told.outcome.value}")

    def _summary(self, counts) -> str:
        parts = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
        return f"Reminders: {', '.join(parts)}." if parts else "Reminders: nobody to remind."

    def _print(self, today):
        for user in reminding.readers():
            mail = mail_for(today, user, *reminding.window(user, timezone.now()))
            if mail is not None:
                self.stdout.write(f"To: {user.email}\nSubject: {mail.subject}\n\n{mail.body}")
        self.stdout.write("Printed only: nothing was sent.")
