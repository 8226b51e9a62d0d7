"""A phone that makes codes, for tests."""

from binascii import unhexlify

from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

STEP = 30


def code_of(key: str, steps_ahead: int = 0) -> str:
    """What the phone with the key shows now, or so many half minutes later."""
    return f"{totp(unhexlify(key), t0=-STEP * steps_ahead):06d}"


def phone_of(user) -> str:
    """Sets a phone up for the account; gives its key."""
    return TOTPDevice.objects.create(user=user, name="phone").key


def wrong(key: str) -> str:
    """Six digits that the phone shows neither now nor about now."""
    near = {code_of(key, steps) for steps in (-2, -1, 0, 1, 2)}
    return next(text for text in (f"{n:06d}" for n in range(1, 9)) if text not in near)
