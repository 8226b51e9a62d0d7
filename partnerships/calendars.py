"""Calendar files (RFC 5545) of what stands on certain days, for calendar programs to subscribe to.

Everything is an all-day event whose end is the day after the last one, as the standard has it. An
event keeps its identity, the reference at the host of the site; its sequence is the version of
the record, so that a changed date moves it instead of adding a second one. A file speaks English
whoever asks. People, offices and free texts, which may name people, are not in it.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, vText
from icalendar import Event as Entry

from partnerships.choices import DelegationStatus, Stage
from partnerships.metrics.agenda import Item
from partnerships.models import Delegation

PRODUCT = "-//Setuhashi//Calendar//EN"
#: How often a program is asked to look again.
REFRESH = timedelta(hours=12)
#: How many events are written at a time.
PART = 200
END = b"END:VCALENDAR"

_CANCELLED = (DelegationStatus.CANCELLED, DelegationStatus.POSTPONED)
_FIRM = (DelegationStatus.CONFIRMED, DelegationStatus.COMPLETED, Stage.DONE)


def calendar_file(items: Sequence[Item], name: str, base: str) -> bytes:
    """A calendar called `name`; links to records begin with `base`, such as https://host."""
    return b"".join(calendar_parts(items, name, base))


def calendar_parts(items: Sequence[Item], name: str, base: str) -> Iterator[bytes]:
    """The same, a number of events at a time."""
    with override("en"):
        head, end = _frame(name).to_ical().split(END)
    yield head
    for start in range(0, len(items), PART):
        with override("en"):
            part = b"".join(_entry(item, base).to_ical() for item in items[start : start + PART])
        yield part
    yield END + end


def _frame(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT12H"))
    return calendar


def _entry(item: Item, base: str) -> Entry:
    record = item.record
    entry = Entry()
    entry.add("uid", f"{record.reference}@{urlsplit(settings.SETUHASHI_ADDRESS).hostname}")
    entry.add("dtstamp", record.updated_at)
    entry.add("created", record.created_at)
    entry.add("last-modified", record.updated_at)
    entry.add("sequence", record.version)
    entry.add("dtstart", item.first)
    entry.add("dtend", item.last + timedelta(days=1))
    entry.add("summary", _summary(item))
    entry.add("description", "\n".join(_description(item)))
    if place := _place(item):
        entry.add("location", place)
    entry.add("status", _status(item))
    entry.add("categories", [_kind(item)])
    entry.add("transp", "TRANSPARENT")  # it takes nobody's time
    entry.add("class", "PUBLIC" if record.visibility == "public" else "PRIVATE")
    entry.add("url", f"{base}{record.get_absolute_url()}")
    return entry


def _summary(item: Item) -> str:
    title = item.record.shown_title
    if item.is_end:
        return _("Term ends: %(title)s") % {"title": title}
    if _state(item.record) in _CANCELLED:
        return f"{_state_words(item.record)}: {title}"
    return title


def _description(item: Item) -> list[str]:
    record = item.record
    lines = [f"{record.reference} · {_kind(item)} · {_state_words(record)}"]
    if isinstance(record, Delegation):
        lines.append(record.get_direction_display())
        lines.append(_names(record.senders, record.hosts))
    elif item.is_end:
        lines.append(", ".join(str(party) for party in record.parties()))
    else:
        lines += [_names(record.parties.all()), _times(record)]
    return [line for line in lines if line]


def _names(first, second=()) -> str:
    """ "Uttar Pradesh → Yamanashi" as far as they are named."""
    sides = [", ".join(str(row.organisation) for row in rows) for rows in (first, second)]
    return " → ".join(filter(None, sides))


def _times(event) -> str:
    if not event.start_time:
        return ""
    times = [f"{event.start_time:%H:%M}"]
    if event.end_time:
        times.append(f"{event.end_time:%H:%M}")
    return f"{'-'.join(times)} ({event.time_zone})"


def _place(item: Item) -> str:
    record = item.record
    if isinstance(record, Delegation):
        places = [stop.place or str(stop.region) for stop in record.stops.all()]
        return "; ".join(dict.fromkeys(places))
    return "" if item.is_end else record.place


def _kind(item: Item) -> str:
    record = item.record
    if item.is_end:
        return _("End of an agreement")
    return _("Delegation") if isinstance(record, Delegation) else record.get_kind_display()


def _state(record) -> str:
    return record.status if isinstance(record, Delegation) else record.stage


def _state_words(record) -> str:
    return (
        record.get_status_display()
        if isinstance(record, Delegation)
        else record.get_stage_display()
    )


def _status(item: Item) -> str:
    """Postponed days are cancelled, too: new ones come with the same identity."""
    state = _state(item.record)
    if item.is_end:
        return "CONFIRMED"
    if state in _CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if state in _FIRM else "TENTATIVE"
