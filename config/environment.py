"""Reads settings from the environment and refuses unsafe ones with a sentence that names them."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

LOCAL, PRODUCTION = "local", "production"
SHORTEST_SECRET = 50
#: A name or an address of the net, the latter in brackets where it is one of IPv6.
HOST = re.compile(r"(?!\.)[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]+\]")
FEWEST_DIFFERENT_CHARACTERS = 5


class SettingError(ImproperlyConfigured):
    """A setting is missing, unreadable or unsafe; the message is one sentence for an operator."""


class Environment:
    """The settings found in the process environment, read under the rules of one mode.

    Local mode has a safe default for everything. Production mode has none for what decides who
    can reach the site or read it: a missing variable raises SettingError.
    """

    def __init__(self) -> None:
        self._env = Env()
        self.mode = self._env.str("SETUHASHI_ENV", LOCAL)
        if self.mode not in (LOCAL, PRODUCTION):
            raise SettingError(
                f"SETUHASHI_ENV is {self.mode!r}; it must be {LOCAL!r} or {PRODUCTION!r}."
            )

    @property
    def is_production(self) -> bool:
        return self.mode == PRODUCTION

    def text(self, name: str, local: str) -> str:
        """The variable's text; `local` stands in for a missing one, in local mode only."""
        self._require(name)
        return self._env.str(name, "").strip() or local

    def words(self, name: str, local: list[str]) -> list[str]:
        """The variable's comma-separated words; `local` as in `text`."""
        self._require(name)
        words = [word.strip() for word in self._env.str(name, "").split(",")]
        return [word for word in words if word] or local

    def yes(self, name: str, local: bool) -> bool:
        """The variable as 1 or 0 (also true/false, yes/no, on/off); `local` as in `text`."""
        self._require(name)
        if not os.environ.get(name, "").strip():
            return local
        try:
            return self._env.bool(name)
        except EnvError:
            raise SettingError(f"{name} is {os.environ[name]!r}; it must be 1 or 0.") from None

    def optional(self, name: str, default: str) -> str:
        """The variable's text, or `default` in both modes."""
        return self._env.str(name, "").strip() or default

    def _require(self, name: str) -> None:
        if self.is_production and not os.environ.get(name, "").strip():
            raise SettingError(f"{name} is missing; SETUHASHI_ENV=production requires it.")


def checked_hosts(name: str, hosts: list[str]) -> list[str]:
    """The host names; raises SettingError for what is none, such as `*`, or stands for many."""
    for host in hosts:
        if not HOST.fullmatch(host):
            raise SettingError(f"{name} holds {host!r}; list the site's host names instead.")
    return hosts


def checked_prefix(name: str, prefix: str) -> str:
    """The path below which the site answers, "" for none; raises SettingError for another form."""
    if prefix and not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", prefix):
        raise SettingError(f"{name} is {prefix!r}; write it as /setuhashi, without a slash behind.")
    return prefix


def checked_proxies(name: str, given: str, *, production: bool) -> set[str]:
    """The addresses; raises SettingError in production for `*`, which believes everybody."""
    proxies = {word.strip() for word in given.split(",")}
    if production and "*" in proxies:
        raise SettingError(f"{name} holds '*'; list the addresses of your proxies instead.")
    return proxies


def checked_origins(name: str, origins: list[str]) -> list[str]:
    """The origins; raises SettingError unless each is https://host and nothing more."""
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme != "https" or not parts.netloc or parts.path or parts.query:
            raise SettingError(f"{name} holds {origin!r}; write each as https://host.example.")
    return origins


def checked_secret(name: str, secret: str) -> str:
    """The secret key; raises SettingError when it is short, monotonous or Django's sample."""
    weak = (
        len(secret) < SHORTEST_SECRET
        or len(set(secret)) < FEWEST_DIFFERENT_CHARACTERS
        or secret.startswith("django-insecure-")
    )
    if weak:
        raise SettingError(f"{name} is too weak; give {SHORTEST_SECRET} or more random characters.")
    return secret


def checked_time_zone(name: str, zone: str) -> str:
    """The time zone's name; raises SettingError when the tz database has no such zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(
            f"{name} is {zone!r}; write a zone's name, such as Asia/Kolkata."
        ) from None
    return zone


def kept_secret(path: Path) -> str:
    """The secret kept in `path`, made on first use, readable by its owner only.

    Two processes that start at once agree: the file appears whole or not at all, once.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(60), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its secret is the one to use
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
