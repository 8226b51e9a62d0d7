"""`/calendar/`: a month of meetings and ends of agreements, what is ahead, and clashes."""

from calendar import monthrange
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.choices import DelegationStatus, Direction
from partnerships.dateforms import FIRST_YEAR, LAST_YEAR, quoted
from partnerships.dates import DateError, Precision, day_display, parse
from partnerships.filters.calendar import CalendarFilters
from partnerships.metrics.agenda import Item, Sources, month_of, months_ahead
from partnerships.metrics.clashes import clashes
from partnerships.models import Delegation
from partnerships.sections import section_of
from partnerships.tables.base import state_badge
from partnerships.views.chips import chips, clear_url
from partnerships.views.frame import frame
from partnerships.views.month_grid import weeks_of
from partnerships.views.pages.clashes import clash_lines
from partnerships.views.pages.timelines import period_text

MOST_MONTHS_AHEAD = 24
#: The side that those who travel come from, as the style sheets call it.
FROM: dict[str, str] = {Direction.INDIA_TO_JAPAN: "india", Direction.JAPAN_TO_INDIA: "japan"}
STRUCK = (DelegationStatus.CANCELLED, DelegationStatus.POSTPONED)


def calendar(request):
    """The page; a month or filter that is wrong is told on it, and this month or none is shown."""
    filters = CalendarFilters(
        request.GET, Delegation.objects.visible_to(request.user), request=request
    )
    is_valid = filters.is_valid()
    first, notices = _month_asked(request)
    narrow = filters.filter_queryset if is_valid else type(filters.queryset).none
    return render(
        request,
        "partnerships/calendar.html",
        {
            **frame(request),
            **_frame_of_month(request, first),
            **_month(request, Sources.of(request.user, narrow), first),
            "page_title": _("Calendar"),
            "notices": [{"kind": "warning", "text": text} for text in notices],
            "filter": filters,
            "chips": chips(filters, request.GET, request.path),
            "clear_url": clear_url(filters, request.GET, request.path),
            "keep": [{"name": "month", "value": _file_form(first)}],
            "clashes": clash_lines(_clashes(request, filters, is_valid, first)),
            **(_feeds(request, filters) if is_valid else {}),
        },
    )


def _month_asked(request) -> tuple[date, list[str]]:
    """The first day of `?month=`, of this month without one, and what was wrong with it."""
    this = request.today.replace(day=1)
    text = request.GET.get("month", "")
    if not text:
        return this, []
    try:
        asked = parse(text)
    except DateError as error:
        return this, [str(error)]
    if asked.precision != Precision.MONTH or asked.earliest is None:
        sentence = _("“%(value)s” is no month; write for example 2026-11. This month is shown.")
        return this, [sentence % {"value": quoted(text)}]
    return asked.earliest, []


def _frame_of_month(request, first) -> dict:
    """Its name and the ways to its neighbours."""
    last = _last_day(first)
    before, after = (first - timedelta(days=1)).replace(day=1), last + timedelta(days=1)
    this_month = request.today.replace(day=1)
    return {
        "month_label": _label(first),
        "before": _month_link(request, before) if before.year >= FIRST_YEAR else None,
        "after": _month_link(request, after) if after.year <= LAST_YEAR else None,
        "this_month": _month_link(request, this_month) if this_month != first else None,
        "weekdays": [
            {"short": WEEKDAYS_ABBR[number], "name": WEEKDAYS[number]} for number in range(7)
        ],
    }


def _month(request, sources, first) -> dict:
    today = request.today
    month = month_of(sources, first, _last_day(first), today)
    ahead = months_ahead(sources, today)
    entries = {id(item): _entry(item, today) for item in month.items}
    return {
        "weeks": [_week(week, first, today, entries) for week in weeks_of(first, month.items)],
        "days": [entries[id(item)] for item in month.items],
        "within": [_vague(record, today) for record in month.within],
        "wider": [_vague(record, today) for record in month.wider],
        "undated": [_vague(record, today) for record in month.undated],
        "left_out": [_left_out(request, model, n, first) for model, n in month.left_out.items()],
        "ahead": [
            {**_month_link(request, begins), "number": number, "current": begins == first}
            for begins, number in list(ahead.items())[:MOST_MONTHS_AHEAD]
        ],
    }


def _week(week, first, today, entries) -> dict:
    return {
        "days": [
            {
                "number": day.day,
                "label": day_display(day),
                "is_outside": day.month != first.month,
                "is_today": day == today,
            }
            for day in week.days
        ],
        "rows": [
            [
                {
                    "cell": cell,
                    "entry": entries[id(cell.item)] if cell.item else None,
                    "is_outside": week.days[cell.first].month != first.month,
                }
                for cell in row
            ]
            for row in week.rows
        ],
    }


def _entry(item: Item, today) -> dict:
    """One bar or line; see the head of calendar.html."""
    record = item.record
    days = record.ends.display() if item.is_end else period_text(record.start, record.end)
    entry = {
        "text": record.shown_title,
        "url": record.get_absolute_url(),
        "about": days,
        "first": item.first,
        "kind_label": _("Term ends") if item.is_end else _kind(record),
        "side": FROM.get(getattr(record, "direction", ""), ""),
        "badge": None if item.is_end else state_badge(record, today),
    }
    entry["struck"] = bool(entry["badge"]) and entry["badge"]["kind"] in STRUCK
    return entry


def _vague(record, today) -> dict:
    badge = state_badge(record, today)
    return {
        "text": record.shown_title,
        "url": record.get_absolute_url(),
        "about": period_text(record.start, record.end),
        "kind_label": _kind(record),
        "badge": badge,
        "struck": badge["kind"] in STRUCK,
    }


def _kind(record) -> str:
    if isinstance(record, Delegation):
        return _("Delegation, %(direction)s") % {"direction": record.get_direction_display()}
    return record.get_kind_display()


def _left_out(request, model, number, first) -> dict:
    """How many more there are, leading to the list of all of them."""
    query = [*_filters_of(request), ("from", _file_form(first)), ("to", _file_form(first))]
    section = section_of(model)
    return {
        "text": section.count_words(number),
        "url": f"{section.list_url()}?{urlencode(query)}",
    }


def _clashes(request, filters, is_valid, first) -> list:
    """Clashes that touch the month and, where filters are set, one of the missions they find."""
    if not is_valid:
        return []
    found = clashes(request.user, first, _last_day(first), request.today)
    if found and filters.chosen():
        keys = {mission.pk for clash in found for mission in clash.missions}
        kept = set(filters.qs.filter(pk__in=keys).values_list("pk", flat=True))
        found = [clash for clash in found if any(one.pk in kept for one in clash.missions)]
    return found


def _feeds(request, filters) -> dict:
    """The address to subscribe to, for the filters in use, and the file for those signed in."""
    query = urlencode(_filters_of(request))
    tail = f"?{query}" if query else ""
    address = request.build_absolute_uri(reverse("calendar_feed") + tail)
    return {
        "feed_url": address if settings.SETUHASHI_PUBLIC else "",
        "subscribe_url": "webcal" + address.removeprefix(request.scheme),
        "download_url": reverse("calendar_download") + tail
        if request.user.is_authenticated
        else "",
    }


def _filters_of(request) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name in CalendarFilters.base_filters
        for value in request.GET.getlist(name)
        if value
    ]


def _month_link(request, first) -> dict:
    query = urlencode([("month", _file_form(first)), *_filters_of(request)])
    return {"url": f"{reverse('calendar')}?{query}", "label": _label(first)}


def _label(first) -> str:
    return date_format(first, "YEAR_MONTH_FORMAT")


def _file_form(first) -> str:
    return f"{first.year:04}-{first.month:02}"


def _last_day(first) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])
