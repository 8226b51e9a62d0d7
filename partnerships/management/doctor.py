"""Looks at what a site needs to go on working; each look is one line for its operator."""

import os
import shutil
import smtplib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import Error, connection
from django.db.models import Max
from django.utils import timezone
from reversion.models import Revision

from partnerships.management import backups, migrating
from partnerships.management.backups import manifest, stored
from partnerships.services import demo
from partnerships.services.files import keeping

MEGABYTE = 1024 * 1024
#: A daily backup is late by two hours, and a week's are missing.
LATE, TOO_LATE = timedelta(hours=26), timedelta(days=8)
#: Seconds by which clocks may differ; a minute is more than a time server allows any machine.
APART, TOO_APART = 5, 60
SERVER_PATIENCE = 10


class State(Enum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it is, and what to do about it."""

    about: str
    state: State
    text: str


Look = Callable[[], Iterator[tuple[State, str]]]


def examine(backups_in: Path) -> Iterator[Finding]:
    """All findings, in order; a look that cannot be taken is one that fails."""
    looks: dict[str, Look] = {
        "database": _database,
        "files": _files,
        "folders": _folders,
        "disk": _disk,
        "clock": _clock,
        "backup": lambda: _backup(backups_in),
        "mail": _mail,
        "settings": _settings,
        "accounts": _accounts,
    }
    for about, look in looks.items():
        try:
            found = list(look())
        except (OSError, Error) as error:
            found = [(State.FAIL, f"could not be looked at: {' '.join(str(error).split())}")]
        yield from (Finding(about, state, text) for state, text in found)


def _database() -> Iterator[tuple[State, str]]:
    if migrating.is_about_to_change(connection):
        yield State.FAIL, "its tables are of another release; run `manage.py migrate`"
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        ran = cursor.fetchone()[0]
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            sound = cursor.fetchone()[0]
            if sound != "ok":
                yield State.FAIL, f"SQLite finds it damaged ({sound}); restore a backup"
                return
    yield State.OK, f"{connection.vendor} answers; all {ran} migrations ran"


def _files() -> Iterator[tuple[State, str]]:
    there, named = set(stored.names(default_storage)), keeping.named_files()
    if lost := sorted(named - there):
        yield State.FAIL, f"{len(lost)} that records name are not stored, such as {lost[0]}"
    if orphans := sorted(there - named):
        yield State.WARN, f"{len(orphans)} belong to no record, such as {orphans[0]}"
    if not lost and not orphans:
        yield State.OK, f"{len(there)} stored, each of a record"


def _folders() -> Iterator[tuple[State, str]]:
    var = settings.SETUHASHI_VAR
    for folder in (var, Path(settings.STATIC_ROOT), Path(settings.MEDIA_ROOT), var / "backups"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield State.FAIL, f"{folder} cannot be written to by this account"
    if var.exists() and var.stat().st_mode & 0o077:
        yield State.WARN, f"{var} is open to other accounts of this machine: chmod 700 {var}"
    if not var.exists():
        yield State.WARN, f"{var} is not there yet; the first start makes it"
    else:
        yield State.OK, f"{var} is there"


def _disk() -> Iterator[tuple[State, str]]:
    usage = shutil.disk_usage(_there(settings.SETUHASHI_VAR))
    free, share = usage.free // MEGABYTE, usage.free / usage.total
    told = f"{free} MB free, {share:.0%}, at {settings.SETUHASHI_VAR}"
    if free < 200:
        yield State.FAIL, f"{told}; nothing can be recorded on a full disk"
    elif free < 2000 or share < 0.05:
        yield State.WARN, told
    else:
        yield State.OK, told


def _there(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def _clock() -> Iterator[tuple[State, str]]:
    apart = {"the database's": _database_clock(), "the disk's": _disk_clock()}
    for whose, seconds in apart.items():
        if abs(seconds) > APART:
            state = State.FAIL if abs(seconds) > TOO_APART else State.WARN
            yield state, f"this machine's clock is {seconds:.0f} s ahead of {whose}"
    last = Revision.objects.aggregate(last=Max("date_created"))["last"]
    if last and last > timezone.now() + timedelta(seconds=TOO_APART):
        yield State.FAIL, f"the newest save is of {last.isoformat()}, which is yet to come"
    elif all(abs(seconds) <= APART for seconds in apart.values()):
        yield State.OK, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC here and there"


def _database_clock() -> float:
    """Seconds by which this machine is ahead of the database."""
    if connection.vendor == "sqlite":
        return 0.0  # a part of this process
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return time.time() - float(cursor.fetchone()[0])


def _disk_clock() -> float:
    """Seconds by which this machine is ahead of the disk, which may be another machine's."""
    probe = _there(settings.SETUHASHI_VAR) / f".clock-{os.getpid()}"
    try:
        probe.touch(mode=0o600)
        return time.time() - probe.stat().st_mtime
    finally:
        probe.unlink(missing_ok=True)


def _backup(folder: Path) -> Iterator[tuple[State, str]]:
    made = backups.kept_in(folder)
    if not made:
        state = State.FAIL if settings.PRODUCTION else State.WARN
        yield state, f"there is none in {folder}; run `manage.py backup`"
        return
    try:
        said = manifest.read(made[-1])
    except backups.BackupRefused as refused:
        yield State.FAIL, str(refused)
        return
    age = datetime.now(UTC) - datetime.fromisoformat(said.made_at)
    told = f"the newest of {len(made)} is {age / timedelta(hours=1):.0f} hours old"
    if age > LATE:
        yield State.FAIL if age > TOO_LATE else State.WARN, f"{told}; see that it is made daily"
    else:
        yield State.OK, told


def _mail() -> Iterator[tuple[State, str]]:
    if not settings.SENDS_MAIL:
        yield State.WARN, "no mail is sent: SETUHASHI_EMAIL_URL is missing"
        return
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        yield State.OK, "goes to no server here"
        return
    server = get_connection(timeout=SERVER_PATIENCE)
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        yield State.FAIL, f"{where} does not take mail: {' '.join(str(error).split())}"
    else:
        yield State.OK, f"{where} answers"


def _settings() -> Iterator[tuple[State, str]]:
    if not settings.PRODUCTION:
        yield State.OK, "for this machine alone; SETUHASHI_ENV=production asks for more"
        return
    found = checks.run_checks(include_deployment_checks=True)
    for each in found:
        if each.level >= checks.WARNING:
            state = State.FAIL if each.level >= checks.ERROR else State.WARN
            yield state, f"{each.msg} ({each.id})"
    if not any(each.level >= checks.WARNING for each in found):
        yield State.OK, "the deployment checks find nothing"


def _accounts() -> Iterator[tuple[State, str]]:
    found = demo.accounts().count()
    if found:
        state = State.FAIL if settings.PRODUCTION else State.WARN
        yield state, f"{found} are of a demonstration; many people know their password"
    else:
        yield State.OK, "none is of a demonstration"
