"""Sending reminders: each user's once a day, and noted as sent only when the server accepted it.

A run begins a reminder by an atomic update of its row, so that of two runs at once one sends it. A
process that dies after the server accepted the mail and before that is noted is the one way to a
second copy: its row stands begun, and `GIVEN_UP_AFTER` later another run sends it again, under the
same Message-ID.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from smtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected

from django.db.models import Max, Q
from django.utils import timezone

from partnerships.models import Reminder, User

#: A run that began a reminder and did not note its end by then is taken for dead.
GIVEN_UP_AFTER = timedelta(minutes=30)
#: Saves that may not have ended yet are left to the next digest.
SETTLED_AFTER = timedelta(minutes=5)
#: How far back the first digest of a user tells changes.
FIRST_TELLS = timedelta(days=7)


class Outcome(Enum):
    SENT = "sent"
    NOTHING = "nothing to say"
    BEFORE = "sent before"
    ELSEWHERE = "left to another run"
    FAILED = "not sent"


@dataclass(frozen=True)
class Told:
    """What came of a user's reminder; `why` is set where it was not sent."""

    user: User
    outcome: Outcome
    why: str = ""


#: Makes the mail of a user from the changes between two moments, None where nothing is to be said.
Compose = Callable[[User, datetime, datetime], object]


def readers() -> list[User]:
    """Everyone who can be reminded: active users with an e-mail address."""
    return list(User.objects.filter(is_active=True).exclude(email="").order_by("username"))


def window(user, now: datetime) -> tuple[datetime, datetime]:
    """The moments between which changes were not told to the user yet."""
    until = now - SETTLED_AFTER
    sent = user.reminders.filter(sent_at__isnull=False).aggregate(last=Max("changes_until"))
    return min(sent["last"] or until - FIRST_TELLS, until), until


def remind(day: date, compose: Compose, connection) -> Iterable[Told]:
    """Send each reader the mail of the day; yields what came of each.

    A mail that the server refuses, or an address that is none, does not keep the others back. When
    the server itself cannot be reached, nothing more is tried and every mail left is told as not
    sent.
    """
    done = Reminder.objects.filter(day=day, sent_at__isnull=False)
    sent = set(done.values_list("user", flat=True))
    unreachable = ""
    for user in readers():
        if user.pk in sent:
            yield Told(user, Outcome.BEFORE)
            continue
        since, until = window(user, timezone.now())
        mail = compose(user, since, until)
        if mail is None:
            yield Told(user, Outcome.NOTHING)
            continue
        if unreachable:
            yield Told(user, Outcome.FAILED, unreachable)
            continue
        told = _send(user, day, until, mail, connection)
        if told.outcome == Outcome.FAILED and not _is_reachable(connection):
            unreachable = told.why
        yield told
    _close(connection)


def _send(user, day, until, mail, connection) -> Told:
    reminder, _made = Reminder.objects.get_or_create(user=user, day=day)
    begun = _begin(reminder)
    if begun is None:
        return Told(user, Outcome.ELSEWHERE)
    mine = Reminder.objects.filter(pk=reminder.pk, begun_at=begun)
    try:
        accepted = _hand_over(mail, reminder, connection)
    except (OSError, SMTPException, ValueError) as error:  # the last for no address at all
        why = _reason(error)
        mine.update(begun_at=None, failure=why)
        return Told(user, Outcome.FAILED, why)
    if not accepted:
        mine.update(begun_at=None, failure="not accepted")
        return Told(user, Outcome.FAILED, "not accepted")
    _note_sent(mine, until)
    return Told(user, Outcome.SENT)


def _note_sent(reminder, until) -> None:
    """Only what the server accepted comes here."""
    reminder.update(sent_at=timezone.now(), changes_until=until, failure="")


def _begin(reminder) -> datetime | None:
    """Take the reminder for this run; None where it was sent, or another run is at it."""
    now = timezone.now()
    free = Q(begun_at__isnull=True) | Q(begun_at__lt=now - GIVEN_UP_AFTER)
    taken = Reminder.objects.filter(free, pk=reminder.pk, sent_at__isnull=True)
    return now if taken.update(begun_at=now) else None


def _hand_over(mail, reminder, connection) -> bool:
    mail.extra_headers["Message-ID"] = f"<reminder-{reminder.token}@setuhashi>"
    mail.connection = connection
    try:
        return mail.send() == 1
    except (OSError, SMTPException):
        _close(connection)  # the next mail begins on a fresh one
        raise


def _close(connection) -> None:
    """Leave the server; what it says to that changes nothing."""
    with suppress(OSError, SMTPException):
        connection.close()


def _is_reachable(connection) -> bool:
    try:
        connection.open()
    except (OSError, SMTPException):
        return False
    return True


def _reason(error) -> str:
    """What the server said, in its own words and without an address."""
    if isinstance(error, SMTPResponseException):
        said = error.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {text}"
    if hasattr(error, "recipients"):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {said.decode(errors='replace')}"
    if isinstance(error, SMTPServerDisconnected):
        return "the server closed the connection"
    return str(error) or type(error).__name__
