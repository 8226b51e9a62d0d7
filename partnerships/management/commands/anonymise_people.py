"""Takes the names of people out of the records when the retention period is over."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.management.acting import REFUSED, acting_user, add_user_argument
from partnerships.services import retaining
from partnerships.services.anonymising import anonymise, named_in, printed_elsewhere
from partnerships.services.records import StaleVersion

MOST_YEARS = 100


class Command(BaseCommand):
    help = (
        "List the people of whom nothing was heard or written for so many years: no journey, "
        "meeting, signature or post, and no save of their record. With --apply their names, "
        "contact data and remarks go from the records and from the history, for good. Texts of "
        "other records, backups and exported files are not reached."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "--after",
            type=int,
            metavar="YEARS",
            default=settings.SETUHASHI_PEOPLE_KEPT_YEARS,
            help="the retention period (default: SETUHASHI_PEOPLE_KEPT_YEARS)",
        )
        parser.add_argument(
            "--except",
            dest="kept",
            action="append",
            default=[],
            metavar="SLUG",
            help="leave this person as they are; may be given again",
        )
        parser.add_argument(
            "--printed-too",
            action="store_true",
            help="take the same names from rows that print them without a link, too",
        )
        parser.add_argument("--apply", action="store_true", help="do it; it cannot be undone")
        add_user_argument(parser)

    def handle(self, *args, after, kept, printed_too, apply, user, **options):
        if after is None:
            message = "Say --after YEARS, or set SETUHASHI_PEOPLE_KEPT_YEARS."
            raise CommandError(message, returncode=REFUSED)
        if not 1 <= after <= MOST_YEARS:
            message = f"--after: {after} is no number of years from 1 to {MOST_YEARS}."
            raise CommandError(message, returncode=REFUSED)
        by = acting_user(user)
        before = retaining.years_before(timezone.localdate(), after)
        found = retaining.heard_of_before(before, kept)
        refused = sum(not self._go(one, by, printed_too, apply) for one in found)
        self._sum_up(len(found) - refused, before, apply)
        if refused:
            raise CommandError(f"{refused} refused; run it again when nobody edits them.")

    def _go(self, stale, by, printed_too, apply) -> bool:
        """Tell of one person, and with `apply` anonymise them; whether nothing refused it."""
        person = stale.person
        self.stdout.write(f"{person.slug}: {person} (last heard of {stale.last})")
        self._tell_left(person, by, printed_too)
        if not apply:
            return True
        try:
            anonymise(person, by=by, expected_version=person.version, also_printed=printed_too)
        except (StaleVersion, ValidationError) as refusal:
            told = " ".join(getattr(refusal, "messages", [str(refusal)]))
            self.stderr.write(f"{person.slug}: {told}")
            return False
        return True

    def _tell_left(self, person, by, printed_too):
        """What keeps the name all the same."""
        for record in named_in(person, by):
            self.stdout.write(f"  its texts name them, change it by hand: {record.key}")
        if not printed_too:
            for row in printed_elsewhere(person, by):
                self.stdout.write(f"  printed without a link: {row.name}")

    def _sum_up(self, number, before, apply):
        done = "anonymised" if apply else "would be anonymised; --apply does it"
        people = "1 person" if number == 1 else f"{number} people"
        self.stdout.write(f"Nothing heard since {before}: {people} {done}.")
