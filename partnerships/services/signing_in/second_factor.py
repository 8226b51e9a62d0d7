"""The second factor: a code of an app on one's phone, or one of the codes kept for its loss.

A session that owes a code reaches nothing but the page that asks for it
(`config.middleware.SecondFactorMiddleware`). django-otp takes no code twice, makes each wrong one
wait longer, and follows a phone whose clock is off.
"""

import re
import secrets
from hashlib import sha256
from math import ceil
from unicodedata import normalize

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from partnerships.choices import OfficeRole
from partnerships.models import RecoveryCode, User
from partnerships.models.visibility import is_administrator, jurisdiction_of
from partnerships.services.signing_in import sessions

#: Where a session keeps how far it has come.
STATE = "second_factor"
DUE, PASSED = "due", "passed"
#: Names of the addresses at which what is owed is given.
CODE_PAGE, SET_UP_PAGE = "second_factor_code", "second_factor_set_up"

#: So many wrong codes in a row make the next one wait longest: 2 to the 16th seconds, 18 hours.
LONGEST_WAIT = 17
RECOVERY_CODES = 10
#: Letters and digits that nobody mistakes for each other: 16 of them are 80 bits.
SIGNS, LENGTH = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 16
_TOTP = re.compile(r"[0-9]{6}")


def is_required(user) -> bool:
    """Whether the account must have a second factor: administrators and secretariats."""
    if not settings.TWO_FACTOR_ENFORCED:
        return False
    return is_administrator(user) or OfficeRole.SECRETARIAT in jurisdiction_of(user).roles


def begun(request, user, **_signal) -> None:
    """A session begins: whoever has a phone set up owes a code. Listens to every way in."""
    request.session.pop(STATE, None)
    if is_on(user):
        request.session[STATE] = DUE


def owed(request) -> str:
    """The name of the page that the request must go to first; "" where nothing is owed.

    Asks the database for nothing but who is signed in.
    """
    if not request.user.is_authenticated:
        return ""
    state = request.session.get(STATE)
    if state == DUE:
        return CODE_PAGE
    return SET_UP_PAGE if state != PASSED and is_required(request.user) else ""


def passed(request) -> None:
    """The session owes nothing more; it goes on under another key."""
    request.session[STATE] = PASSED
    request.session.cycle_key()


def is_on(user) -> bool:
    return _devices(user).exists()


def new_key() -> str:
    """A key for an app, as django-otp keeps it."""
    return default_key()


def unsaved(user, key: str) -> TOTPDevice:
    return TOTPDevice(user=user, name="phone", key=key)


def switch_on(user, key: str, code: str) -> list[str]:
    """Take the phone that holds `key` and made `code`; gives recovery codes to show once.

    Empty where the code is not right, or the account has a phone already. Ends every session of
    the account.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        device = unsaved(user, key)
        if is_on(user) or not device.verify_token(_digits(code)):
            # A wrong first code leaves no device behind.
            TOTPDevice.objects.filter(pk=device.pk).delete()
            return []
        sessions.end_all(user)
        return _new_codes(user)


def accepts(user, code: str) -> bool:
    """Whether `code` is right now: one of the phone's that was not taken yet, or a recovery code.

    Counts either way: what was taken is not taken again, what was wrong makes the next one wait.
    """
    with transaction.atomic():
        device = _devices(user).select_for_update().first()
        if device is None:
            return False
        if RecoveryCode.objects.filter(user=user, digest=_digest(user, code)).delete()[0]:
            return True
        # django-otp would double the wait up to a hundred years, and so shut the owner out.
        device.throttling_failure_count = min(device.throttling_failure_count, LONGEST_WAIT)
        return device.verify_token(_digits(code))


def wait_of(user) -> int:
    """For how many minutes, rounded up, no code of the account's phone is taken; 0 without a wait.

    Recovery codes do not wait.
    """
    device = _devices(user).first()
    _allowed, why = device.verify_is_allowed() if device else (True, None)
    until = (why or {}).get("locked_until")
    return ceil((until - timezone.now()).total_seconds() / 60) if until else 0


def switch_off(user) -> None:
    """Forget the account's phone and recovery codes, and end all its sessions."""
    with transaction.atomic():
        _devices(user).delete()
        RecoveryCode.objects.filter(user=user).delete()
        sessions.end_all(user)


def new_recovery_codes(user) -> list[str]:
    """Codes to show once; those before them hold no more."""
    with transaction.atomic():
        return _new_codes(user)


def _devices(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True)


def _new_codes(user) -> list[str]:
    codes = [_random() for _code in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
    )
    return ["-".join(re.findall("....", code)) for code in codes]


def _random() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def _digest(user, code: str) -> str:
    """Of a random code of 80 bits, which nobody can try out; it needs no slow hash."""
    plain = re.sub(r"[\s-]", "", normalize("NFKC", code)).upper()
    return sha256(f"{user.pk} {plain}".encode()).hexdigest()


def _digits(code: str) -> str:
    """The six digits of a phone's code; "" is right for none."""
    plain = re.sub(r"\s", "", normalize("NFKC", code))
    return plain if _TOTP.fullmatch(plain) else ""
