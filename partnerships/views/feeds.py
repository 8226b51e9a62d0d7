"""Calendar files: feeds of public records for everyone, and what a signed-in user may see.

Their addresses and words do not change with the language.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from partnerships.calendars import calendar_file, calendar_parts
from partnerships.dateforms import quoted
from partnerships.exports.taken import log_export
from partnerships.filters.calendar import CalendarFilters
from partnerships.metrics.agenda import (
    Item,
    Sources,
    Stamp,
    is_exact,
    item_of,
    items_since,
    stamp_since,
)
from partnerships.models import Delegation, Event
from partnerships.sections import section_of
from partnerships.views.exporting import refused
from partnerships.views.finding import record_at

CONTENT_TYPE = "text/calendar; charset=utf-8"
#: How far back a file reaches; all that is ahead is in it.
DAYS_BACK = 366
#: What takes place on days, by section, with what a file tells of its rows.
MEETINGS = {"delegations": (Delegation, "parties", "stops"), "events": (Event, "parties")}


@dataclass(frozen=True)
class Asking:
    """What of a request decides a file. The reader of a feed is the public, whoever fetches it."""

    GET: QueryDict
    user: object
    today: date


@require_safe
def feed(request):
    """`/calendar.ics`: public records on certain days, as the filters in the address choose."""
    asked = _asked(Asking(request.GET, AnonymousUser(), request.today))
    return refused(asked.problems) if asked.problems else _streamed(request, asked)


@require_safe
@login_required
def download(request):
    """`/calendar/download.ics`: the same of everything that the signed-in user may see."""
    asked = _asked(Asking(request.GET, request.user, request.today))
    if asked.problems:
        return refused(asked.problems)
    file_name = f"setuhashi-{request.today.isoformat()}"
    number = asked.stamp.number
    return _to_keep(request, _streamed(request, asked), file_name, "calendar", number)


@require_safe
def of_record(request, section_slug, key):
    """`/delegations/<ref>/calendar.ics`: one meeting that the reader may see, on its days.

    400 in plain words where its days are not stated.
    """
    model, *rows = MEETINGS[section_slug]
    visible = model.objects.visible_to(request.user)
    found = visible.prefetch_visible(request.user, *rows)
    record = record_at(section_of(model), key, found, request.user)
    if not is_exact(record):
        told = _("%(reference)s: its days are not known; a calendar file holds certain days.")
        return refused([told % {"reference": record.reference}])
    body = calendar_file([item_of(record)], f"Setuhashi: {record.reference}", _base(request))
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    return _to_keep(request, response, record.reference, section_slug, 1)


def _to_keep(request, response, name: str, section: str, rows: int):
    """The answer as a file to save, noted as one that was taken."""
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    log_export(section, "ics", rows, request)
    return response


@dataclass(frozen=True)
class Asked:
    """What a request asks for: its records, what the file is called, and what is wrong with it."""

    reader: Asking
    sources: Sources
    name: str
    problems: list[str]

    @property
    def since(self) -> date:
        return self.reader.today - timedelta(days=DAYS_BACK)

    def items(self) -> list[Item]:
        return items_since(self.sources, self.since, self.reader.user)

    @cached_property
    def stamp(self) -> Stamp:
        return stamp_since(self.sources, self.since, self.reader.user)


def _asked(asking: Asking) -> Asked:
    with override("en"):
        filters = CalendarFilters(
            asking.GET, Delegation.objects.visible_to(asking.user), request=asking
        )
        problems = [
            _("This list has no filter “%(name)s”.") % {"name": quoted(name)}
            for name in asking.GET
            if name not in filters.filters
        ][:5]
        if not filters.is_valid():
            problems += [
                f"{name}: {error}" for name, errors in filters.errors.items() for error in errors
            ]
        if problems:
            return Asked(asking, Sources.of(asking.user), "", problems)
        chosen = ", ".join(words for _name, _raw, _label, words in filters.chosen())
        sources = Sources.of(asking.user, filters.filter_queryset)
        return Asked(asking, sources, f"Setuhashi: {chosen}" if chosen else "Setuhashi", [])


def _streamed(request, asked: Asked):
    """The file a part at a time, or 304 where the client has it; nothing of it is read for that.

    Only the tag decides: a date could not tell that a record has left the calendar.
    """
    base, stamp = _base(request), asked.stamp
    told = (settings.SETUHASHI_ADDRESS, base, asked.name, asked.since, stamp.counted)
    tag = f'"{sha256(repr(told).encode()).hexdigest()[:32]}"'
    response: Any = get_conditional_response(request, etag=tag)
    if response is None:
        parts = calendar_parts(asked.items(), asked.name, base)
        response = StreamingHttpResponse(parts, content_type=CONTENT_TYPE)
    response["ETag"] = tag
    if stamp.last:
        response["Last-Modified"] = http_date(stamp.last.timestamp())
    return response


def _base(request) -> str:
    return f"{request.scheme}://{request.get_host()}"
