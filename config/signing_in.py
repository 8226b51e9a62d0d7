"""How people sign in, and how long they stay so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from config.environment import SettingError

ISSUER, CLIENT = "SETUHASHI_OIDC_ISSUER", "SETUHASHI_OIDC_CLIENT"
SECRET = "SETUHASHI_OIDC_SECRET"  # noqa: S105 - the name of a setting


def checked_duration(name: str, given: str, unit: str, least: int, most: int) -> timedelta:
    """`given` as that many of `unit` ("minutes", "hours"); raises SettingError out of bounds."""
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if not least <= number <= most:
        raise SettingError(f"{name} is {given!r}; write {unit} from {least} to {most}.")
    return timedelta(**{unit: number})


def checked_two_factor(name: str, given: str, *, production: bool) -> bool:
    """Whether codes are asked of those who must have them; raises SettingError in production
    for "no", and everywhere for anything but 0 and 1."""
    if given not in ("0", "1"):
        raise SettingError(f"{name} is {given!r}; it must be 1 or 0.")
    if production and given == "0":
        raise SettingError(
            f"{name} is 0; in production administrators and secretariats sign in with a code."
        )
    return given == "1"


@dataclass(frozen=True)
class OpenIdProvider:
    """A provider of OpenID Connect at which people may sign in.

    `second_factors` are the words in its claim `amr` that spare them our own code.
    """

    issuer: str
    client: str
    secret: str
    name: str
    second_factors: frozenset[str] = frozenset()


def openid_provider(given: Callable[[str, str], str], *, production: bool) -> OpenIdProvider | None:
    """The provider that the settings name, as `given` reads them; None where they name none.

    Raises SettingError where some are missing, and for an issuer that is not reached by TLS.
    """
    needed = {name: given(name, "") for name in (ISSUER, CLIENT, SECRET)}
    if not any(needed.values()):
        return None
    missing = [name for name, text in needed.items() if not text]
    if missing:
        raise SettingError(f"{' and '.join(missing)} missing; OpenID Connect needs all three.")
    if not _is_issuer(needed[ISSUER], production):
        raise SettingError(f"{ISSUER} is {needed[ISSUER]!r}; write it as https://provider.example.")
    return OpenIdProvider(
        issuer=needed[ISSUER],
        client=needed[CLIENT],
        secret=needed[SECRET],
        name=given("SETUHASHI_OIDC_NAME", "OpenID Connect"),
        second_factors=frozenset(given("SETUHASHI_OIDC_TWO_FACTOR", "").replace(",", " ").split()),
    )


def _is_issuer(address: str, production: bool) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    by_tls = parts.scheme == "https" or (parts.scheme == "http" and not production)
    return by_tls and bool(parts.hostname) and not (parts.query or parts.fragment)
