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
from partnerships.metrics.agenda import Item, Sources, items_since
from partnerships.models import Delegation
from partnerships.views.exporting import refused

CONTENT_TYPE = "text/calendar; charset=utf-8"
#: How far back a file reaches; all that is ahead is in it.
DAYS_BACK = 366


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
    response = _answer(request, items, name)
    response["Content-Disposition"] = (
        f'attachment; filename="setuhashi-{request.today.isoformat()}.ics"'
    )
    if request.method != "HEAD":
        query = request.META.get("QUERY_STRING", "")
        log_export("calendar", "ics", query, len(items), request.user)
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
