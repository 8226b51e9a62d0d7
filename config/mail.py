"""Where mail goes: one address of a mail server from the environment."""

from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_email_url
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from config.environment import SettingError

EXAMPLE = "submission://user:password@mail.example:587"
#: Seconds to wait for each answer of the server.
TIMEOUT = 30


def mail_settings(name: str, url: str, *, production: bool, var: Path) -> dict[str, Any]:
    """Django's EMAIL_ settings for the address `url` of the setting `name`.

    `submission://` speaks STARTTLS, `smtp://` plain SMTP (`?ssl=True`, `?tls=True` change that),
    `console://` prints. Without an address local mode writes mails into `var/mail`, production has
    none. Raises SettingError for another scheme, a port out of range, and in production for a
    password that would cross the network in the clear.
    """
    if not url:
        return _without_server(production, var)
    try:
        scheme, given = urlsplit(url).scheme, dj_email_url.parse(url)
    except ValueError:
        scheme, given = "", {}
    if scheme not in ("smtp", "submission", "console") or (scheme != "console" and not _host(url)):
        raise SettingError(f"{name} is not understood; write it as {EXAMPLE}.")
    in_clear = not (given["EMAIL_USE_TLS"] or given["EMAIL_USE_SSL"])
    if production and scheme != "console" and given["EMAIL_HOST_PASSWORD"] and in_clear:
        raise SettingError(f"{name} would send its password in the clear; write it as {EXAMPLE}.")
    found = {key: value for key, value in given.items() if value is not None}
    return found | {"EMAIL_TIMEOUT": given["EMAIL_TIMEOUT"] or TIMEOUT}


def _host(url) -> str | None:
    return urlsplit(url).hostname


def _without_server(production, var) -> dict[str, Any]:
    backend = "dummy" if production else "filebased"
    return {
        "EMAIL_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend",
        "EMAIL_FILE_PATH": str(var / "mail"),
    }


def checked_sender(name: str, sender: str) -> str:
    """The sender of mails; raises SettingError unless it is an address, with or without a name."""
    try:
        validate_email(parseaddr(sender)[1])
    except ValidationError:
        raise SettingError(
            f"{name} is {sender!r}; write an address such as setuhashi@office.example."
        ) from None
    return sender


def checked_address(name: str, address: str, *, production: bool) -> str:
    """The address of the site; raises SettingError unless it is a scheme and a host alone."""
    schemes = ("https",) if production else ("https", "http")
    try:
        parts = urlsplit(address)
        accepted = parts.scheme in schemes and address == f"{parts.scheme}://{parts.netloc}"
        accepted = accepted and bool(parts.hostname) and "@" not in address and parts.port != 0
    except ValueError:  # a port out of range
        accepted = False
    if not accepted:
        raise SettingError(f"{name} is {address!r}; write it as https://setuhashi.example.")
    return address
