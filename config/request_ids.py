"""Names each request, so that what a user reports, the answer and the lines of the log match.

django-guid and django-log-request-id were weighed: they take the name from whoever sends it, and
write into the log what is wrong with it.
"""

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")

# Not taken back when a request is answered: a streamed file is read after that.
_current: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdMiddleware:
    """Sets `request.request_id` and tells it in the answer; stands first, before what may fail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = _given(request) or uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        _current.set(request_id)
        response = self.get_response(request)
        response[HEADER] = request_id
        return response


def _given(request) -> str:
    """The name that a proxy of ours gave to the request, "" for none or a strange one."""
    if not settings.TRUSTED_PROXIES & {request.META.get("REMOTE_ADDR", ""), "*"}:
        return ""
    given = request.headers.get(HEADER, "")
    return given if WELL_FORMED.fullmatch(given) else ""


class RequestIdFilter(logging.Filter):
    """Gives each line of the log the name of the request that it is about, "-" for none."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get()
        return True
