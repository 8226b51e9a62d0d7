"""How often somebody may try: counted in the database, so that all processes count together.

A try is written down before the password is looked at, and taken out when it was right. So tries
sent at once do not slip through together, and nobody wipes out an address's failures by signing in
to an account of their own in between.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from partnerships.models import SignInTry
from partnerships.text import fold

#: Tries are counted, and a closed door stays closed, for so long.
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Limit:
    """How many tries of one purpose: for an account from one address, and from one address."""

    purpose: str
    for_account: int
    from_address: int


#: Many officials may sit behind one address, so it may fail more often than one account.
PASSWORDS = Limit("password", for_account=5, from_address=30)
#: Mails to one address, and from one address to any: nobody's box is to be filled.
RESETS = Limit("reset", for_account=3, from_address=20)


class TooManyTries(Exception):
    """The door is closed for now; nothing was written down."""


def begin(limit: Limit, account: str, address: str) -> SignInTry:
    """Write down a try of `account`, as typed, from the network `address`.

    Raises `TooManyTries` once a limit is reached.
    """
    now = timezone.now()
    made = SignInTry(account=_digest(limit, fold(account)), address=_digest(limit, address), at=now)
    _refuse_over(limit, made, already=0)
    SignInTry.objects.filter(at__lt=now - WINDOW).delete()
    made.save()
    try:
        # Again, now that all that were sent at once stand there: the last one counts them all.
        _refuse_over(limit, made, already=1)
    except TooManyTries:
        made.delete()
        raise
    return made


def succeeded(made: SignInTry) -> None:
    """The try was right: it and those before it, of this account from this address, are over."""
    SignInTry.objects.filter(account=made.account, address=made.address).delete()


def _refuse_over(limit: Limit, made: SignInTry, already: int) -> None:
    lately = SignInTry.objects.filter(address=made.address, at__gt=made.at - WINDOW)
    if lately.filter(account=made.account).count() - already >= limit.for_account:
        raise TooManyTries
    if lately.count() - already >= limit.from_address:
        raise TooManyTries


def _digest(limit: Limit, text: str) -> str:
    """Unreadable without the site's secret."""
    salt = "partnerships.services.signing_in"
    return salted_hmac(salt, f"{limit.purpose} {text}", algorithm="sha256").hexdigest()
