"""Calendar files: feeds of public records for everyone, and what a signed-in user may see.

Their addresses and words do not change with the language.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, QueryDict
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from partnerships.calendars import calendar_file
from partnerships.dateforms import quoted
from partnerships.exports.taken import log_export
from partnerships.filters.calendar import CalendarFilters
from partnerships.metrics.agenda import Item, Sources, is_exact, item_of, items_since
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
    items, name, problems = _asked(Asking(request.GET, AnonymousUser(), request.today))
    if problems:
        return refused(problems)
    return _answer(request, items, name)


@require_safe
@login_required
def download(request):
    """`/calendar/download.ics`: the same of everything that the signed-in user may see."""
    items, name, problems = _asked(Asking(request.GET, request.user, request.today))
    if problems:
        return refused(problems)
    file_name = f"setuhashi-{request.today.isoformat()}"
    return _to_keep(request, _answer(request, items, name), file_name, "calendar", len(items))


@require_safe
def of_record(request, section_slug, key):
    """`/delegations/<ref>/calendar.ics`: one meeting that the reader may see, on its days.

    400 in plain words where its days are not stated.
    """
    model, *rows = MEETINGS[section_slug]
    visible = model.objects.visible_to(request.user)
    record = record_at(section_of(model), key, visible.prefetch_visible(request.user, *rows))
    if not is_exact(record):
        told = _("%(reference)s: its days are not known; a calendar file holds certain days.")
        return refused([told % {"reference": record.reference}])
    response = _answer(request, [item_of(record)], f"Setuhashi: {record.reference}")
    return _to_keep(request, response, record.reference, section_slug, 1)


def _to_keep(request, response, name: str, section: str, rows: int):
    """The answer as a file to save, noted as one that was taken."""
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    if request.method != "HEAD":
        log_export(section, "ics", request.META.get("QUERY_STRING", ""), rows, request.user)
    return response


def _asked(asking: Asking) -> tuple[list[Item], str, list[str]]:
    """The items, the name of the calendar, and what is wrong with the address."""
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
            return [], "", problems
        chosen = ", ".join(words for _name, _raw, _label, words in filters.chosen())
        sources = Sources.of(asking.user, filters.filter_queryset)
        since = asking.today - timedelta(days=DAYS_BACK)
        name = f"Setuhashi: {chosen}" if chosen else "Setuhashi"
        return items_since(sources, since, asking.user), name, []


def _answer(request, items, name):
    """The file, or 304 where the client has this very one.

    Only the tag decides that: a date could not tell that a record has left the calendar.
    """
    base = f"{request.scheme}://{request.get_host()}"
    body = calendar_file(items, name, base)
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = tag
    if items:
        last = max(item.record.updated_at for item in items)
        response["Last-Modified"] = http_date(last.timestamp())
    return get_conditional_response(request, etag=tag, response=response)
