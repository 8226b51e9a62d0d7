"""Sends reads of the records to a replica; in use only when DATABASE_REPLICA_URL is set.

A replica lags behind, so whoever has just written reads from the primary for some seconds.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

REPLICA = "replica"
READING_METHODS = ("GET", "HEAD")
SAFE_METHODS = (*READING_METHODS, "OPTIONS", "TRACE")

WROTE_COOKIE = "setuhashi_wrote"
# A standby that streams replays within a second; ten leave room for a busy one, and are over
# before somebody who writes now and then would burden the primary with all their reading.
WROTE_SECONDS = 10

#: Models of the application that are always read where they are written: accounts and rights
#: act at once, and the bookkeeping is read in order to write.
ON_PRIMARY = {
    *("User", "OfficeMember", "OpenIdIdentity", "RecoveryCode", "SignInTry"),
    *("AccessEvent", "ImportBatch", "ImportedRow", "ReferenceCounter", "SeededRow"),
}

# Commands and threads without a request never set it.
_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


class ReplicaRouter:
    """Reads of records go to the replica while a reading request asks; all else to the primary."""

    # Every answer is explicit: without one, Django follows the row in hand to where it was read.

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        if _reads_replica.get() and _is_record(model) and not _in_transaction():
            return REPLICA
        return DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:
        return True  # both hold the same rows

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == REPLICA else None


class ReplicaMiddleware:
    """Decides where a request reads, and tells the browser when it has written.

    Stands first, so that nothing is read before a request has forgotten the one before it. The
    choice is not taken back at the end: a streamed file is read after the middleware is done.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _reads_replica.set(False)
        response = self.get_response(request)
        if request.method not in SAFE_METHODS:
            _remember_writing(response)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Choose once the address is resolved, as the admin has one for each language."""
        in_admin = request.resolver_match and "admin" in request.resolver_match.app_names
        reads = request.method in READING_METHODS and WROTE_COOKIE not in request.COOKIES
        _reads_replica.set(reads and not in_admin)


def _is_record(model: type[Model]) -> bool:
    # A many-to-many table belongs to the model that declares it.
    owner = getattr(model._meta, "auto_created", None) or model
    return owner._meta.app_label == "partnerships" and owner.__name__ not in ON_PRIMARY


def _in_transaction() -> bool:
    return connections[DEFAULT_DB_ALIAS].in_atomic_block


def _remember_writing(response: HttpResponse) -> None:
    response.set_cookie(
        WROTE_COOKIE,
        "1",
        max_age=WROTE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        path=settings.SESSION_COOKIE_PATH,
        samesite="Lax",
    )
