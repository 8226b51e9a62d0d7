"""Writes the access log, without ever standing in the way of what it tells about.

Strangers are written about sparingly (`services/sparing.py`): the log tells that somebody took a
list a thousand times, in a dozen rows. What those who signed in do is written each time, refusals
apart. A busy database is waited for shortly; the row is then kept in memory and written with the
next one. Each row is a line of the operators' log as well.
"""

import logging
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.http import HttpRequest

from partnerships.models.access import AccessEvent, AccessKind
from partnerships.services.addresses import address_of, network_of
from partnerships.services.sparing import Sparing

logger = logging.getLogger("partnerships.access")

#: Alike events of one sender, and of all strangers together, told one by one in an hour.
FIRST_OF_SENDER, FIRST_OF_ALL = 20, 600
#: Seconds to wait for another writer; only SQLite has one writer.
PATIENCE = 1
MOST_WAITING = 1_000
MOST_QUERY = 2_000
MOST_AT_ONCE = 500
IN_PATHS = "/~:@!$&'()*+,;=-._"
#: Parts of an address that open something by themselves.
SECRETS = ("token", "uidb64")
REFUSALS = (AccessKind.REFUSAL, AccessKind.SIGN_IN_REFUSED)
_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

#: The request that is being answered, for services that know of none.
asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)

_of_sender, _of_all = Sparing(FIRST_OF_SENDER), Sparing(FIRST_OF_ALL)
_waiting: deque[AccessEvent] = deque(maxlen=MOST_WAITING)


def record_access(kind: AccessKind, request=None, *, user=None, account="", **what: Any) -> None:
    """Note that `user`, without one whoever sent the request, did or was refused something.

    Without a request it is told of the one that is being answered, if any. `what` are columns of
    `AccessEvent`: section, format, query, rows, reason. Call it after the transaction that it
    tells about: inside one, the row goes when that is rolled back. Never give it a password, a
    code or a text out of a record. Raises nothing for a database that refuses.
    """
    request = request or asking.get()
    event = _event(kind, request, user or getattr(request, "user", None), account, what)
    if request is not None and kind in REFUSALS:
        request.refusal_told = True
    event.times = _times(event)
    if event.times:
        logger.info("%s", _line(event))
        _write(event)


def _event(kind, request, user, account, what) -> AccessEvent:
    known = user if user is not None and user.is_authenticated else None
    event = AccessEvent(kind=kind, user=known, **what)
    event.account = _readable(account or (known.get_username() if known else ""), 150)
    event.query = _readable(event.query, MOST_QUERY)
    event.reason = _readable(str(event.reason), 500)
    if request is not None:
        event.address = address_of(request)
        event.method = _readable(request.method or "", 8)
        event.path = _path(request)
        event.request_id = getattr(request, "request_id", "")
    return event


def _readable(text: str, most: int) -> str:
    """Without signs that a database or a line of a log cannot hold."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:most]


def _path(request) -> str:
    path = request.path
    given = request.resolver_match.kwargs if request.resolver_match else {}
    for name in SECRETS:
        if str(given.get(name, "")):
            path = path.replace(str(given[name]), "***")
    return quote(path, safe=IN_PATHS)[:500]


def _times(event) -> int:
    """For how many events the row stands; 0: none is written this time."""
    if event.user and event.kind != AccessKind.REFUSAL:
        return 1
    now, sender = monotonic(), event.account if event.user else network_of(event.address)
    times = _of_sender.times((event.kind, sender), now)
    if not times or event.user:
        return times
    return _of_all.times(event.kind, now, times)


def _line(event) -> str:
    told = {
        "account": event.account,
        "address": event.address,
        "path": f"{event.method} {event.path}".strip(),
        "section": event.section,
        "format": event.format,
        "rows": event.rows,
        "reason": event.reason,
        "times": event.times if event.times > 1 else None,
    }
    words = ", ".join(f"{name} {value}" for name, value in told.items() if value not in ("", None))
    return f"{event.kind}: {words}"


def _write(event) -> None:
    """Write the row and those that wait; they wait on where the database is busy or away."""
    rows = [*_take_waiting(), event]
    try:
        with _patience(), transaction.atomic():
            AccessEvent.objects.bulk_create(rows)
    except Error as error:
        _waiting.extend(rows)
        logger.warning("the access log has %d rows waiting: %s", len(_waiting), error)


def _take_waiting() -> Iterator[AccessEvent]:
    with suppress(IndexError):  # another thread may take the last one
        while True:
            yield _waiting.popleft()


def forget() -> None:
    """Begin to count anew, and let go of rows that wait."""
    _waiting.clear()
    _of_sender.forget()
    _of_all.forget()


@contextmanager
def _patience():
    """Wait shortly for SQLite's one writer; inside a transaction it is this thread already."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5)
    _wait_at_most(connection, PATIENCE)
    try:
        yield
    finally:
        _wait_at_most(connection, usual)


def _wait_at_most(connection, seconds) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def note_refusal(request, reason: str, details: str = "") -> None:
    """Have the refusal told once the request is answered, when no transaction is open any more."""
    request.refused = (reason, details)


def tell_refusal(request, reason: str = "", details: str = "") -> None:
    """Tell of what was noted, else of `reason`; nothing where the refusal was told already."""
    reason, details = getattr(request, "refused", (reason, details))
    if reason and not getattr(request, "refusal_told", False):
        record_access(AccessKind.REFUSAL, request, reason=reason, query=details)


def prune(now: datetime, days: int) -> int:
    """Remove what is older than `days`; returns how many rows. No lock is held for long."""
    old = AccessEvent.objects.filter(at__lt=now - timedelta(days=days)).order_by("pk")
    removed = 0
    while keys := list(old.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        removed += AccessEvent.objects.filter(pk__in=keys).delete()[0]
    return removed
