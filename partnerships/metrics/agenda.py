"""What stands in a calendar: meetings on certain days, ends of agreements, and what has no day.

A day is shown only where one was stated: a start and, if any, an end to the day. What is known to
the month stands beside the month; what is wider, or has no date, stands apart while it is awaited.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from partnerships.choices import DelegationStatus, Stage
from partnerships.dates import Precision
from partnerships.models import Agreement, Delegation, Event, Organisation, Region
from partnerships.models.languages import SUMMARIES

#: How many records of a kind a month shows at most; the rest is told and led to.
MOST_OF_A_KIND = 200

#: What is expected to take place: statuses of delegations, stages of events.
AWAITED = {
    Delegation: Q(status__in=[DelegationStatus.PLANNED, DelegationStatus.CONFIRMED]),
    Event: Q(stage=Stage.PLANNED),
}
_EXACT = Q(start_precision=Precision.DAY, end_precision__in=[Precision.DAY, Precision.UNKNOWN])
_MONTH = Q(
    start_precision=Precision.MONTH, end_precision__in=[Precision.MONTH, Precision.UNKNOWN]
) & (Q(end_latest__isnull=True) | Q(end_latest=F("start_latest")))


@dataclass(frozen=True)
class Item:
    """A record on certain days, the last one included; `is_end`: the end of an agreement's term."""

    record: Any
    first: date
    last: date
    is_end: bool = False


@dataclass(frozen=True)
class Sources:
    """The records that a calendar draws on: as its reader may see them, and narrowed."""

    delegations: Any
    events: Any
    agreements: Any

    @classmethod
    def of(cls, user, narrow: Callable[[QuerySet], QuerySet] = lambda found: found) -> "Sources":
        """Those that `user` may see. Of agreements those signed and not renewed, which end."""
        signed = Agreement.objects.visible_to(user).filter(stage=Stage.DONE)
        return cls(
            narrow(Delegation.objects.visible_to(user)),
            narrow(Event.objects.visible_to(user)),
            narrow(signed.with_renewals(user).filter(is_renewed=False)),
        )

    @property
    def meetings(self) -> tuple[Any, Any]:
        return self.delegations, self.events


@dataclass(frozen=True)
class Month:
    """What a month holds; `left_out` counts {model: records} that are not among them."""

    items: list[Item]
    within: list
    wider: list
    undated: list
    left_out: dict[type, int]


def month_of(sources: Sources, first: date, last: date, on: date) -> Month:
    """The month from `first` to `last`, seen on the day `on`; three queries, at most six.

    `within` is known to the month, `wider` to a longer time that is still ahead, `undated` is
    awaited and has no date.
    """
    left_out: dict[type, int] = {}
    found: list = []
    for meetings in sources.meetings:
        found += _bounded(_in_month(meetings, first, last, on), left_out)
    exact = [record for record in found if is_exact(record)]
    vague = [record for record in found if not is_exact(record)]
    ends = sources.agreements.filter(
        ends_precision=Precision.DAY, ends_latest__gte=first, ends_latest__lte=last
    ).order_by("ends_latest", "reference_year", "reference_number")
    return Month(
        items=in_order([*map(item_of, exact), *map(end_of, _bounded(ends, left_out))]),
        within=[record for record in vague if record.is_of_month],
        wider=[record for record in vague if record.last_day and not record.is_of_month],
        undated=[record for record in vague if not record.last_day],
        left_out=left_out,
    )


def _in_month(meetings, first, last, on):
    """Meetings on days of the month, then what may take place in it, then the undated."""
    awaited = AWAITED[meetings.model]
    days = Q(start_earliest__isnull=True) | Q(start_earliest__lte=last)
    of_month = _MONTH & Q(start_earliest=first)
    ahead = awaited & Q(latest__gte=max(first, on)) & days & ~_EXACT
    undated = awaited & Q(start_latest__isnull=True, end_latest__isnull=True)
    touching = _EXACT & Q(start_earliest__lte=last, latest__gte=first)
    return (
        meetings.alias(latest=Coalesce("end_latest", "start_latest"))
        .annotate(is_of_month=of_month)
        .filter(touching | of_month | ahead | undated)
        .order_by(F("start_earliest").asc(nulls_last=True), "reference_year", "reference_number")
    )


def _bounded(found, left_out) -> list:
    """The first of them; one more query counts the others where there are any."""
    rows = list(found[: MOST_OF_A_KIND + 1])
    if len(rows) > MOST_OF_A_KIND:
        left_out[found.model] = found.count() - MOST_OF_A_KIND
    return rows[:MOST_OF_A_KIND]


def items_since(sources: Sources, since: date, user) -> list[Item]:
    """Everything on certain days that ends on or after `since`, with its parties and stops."""
    *meetings, ends = _lasting(sources, since)
    found: list[Item] = []
    for exact in meetings:
        names = ("parties", "stops") if exact.model is Delegation else ("parties",)
        found += map(item_of, _with_rows(exact.defer(*_LONG), user, *names))
    found += map(end_of, _with_rows(ends, user, "signatures"))
    return in_order(found)


class Stamp(NamedTuple):
    """`number` records, changed last at `last` (None without one); `counted` is what tells it."""

    number: int
    last: datetime | None
    counted: tuple


def stamp_since(sources: Sources, since: date, user) -> Stamp:
    """What tells whether `items_since` would find what it found before; five short queries.

    A change of a record or its rows raises its version; one of an organisation or a region changes
    names. What is removed or shown from today on changes the number and the keys.
    """
    names = (Organisation.objects.visible_to(user), Region.objects.all())
    counted = [
        found.order_by().aggregate(
            number=Count("pk"), keys=Sum("pk"), versions=Sum("version"), last=Max("updated_at")
        )
        for found in (*_lasting(sources, since), *names)
    ]
    items = counted[: -len(names)]
    return Stamp(
        number=sum(one["number"] for one in items),
        last=max((one["last"] for one in items if one["last"]), default=None),
        counted=tuple(tuple(one.values()) for one in counted),
    )


def _lasting(sources: Sources, since: date) -> list[QuerySet]:
    """What stands on certain days that end on or after `since`: meetings, then ends."""
    exact = [
        meetings.filter(_EXACT)
        .alias(latest=Coalesce("end_latest", "start_latest"))
        .filter(latest__gte=since)
        for meetings in sources.meetings
    ]
    ends = sources.agreements.filter(ends_precision=Precision.DAY, ends_latest__gte=since)
    return [*exact, ends]


#: What no calendar shows of a meeting.
_LONG = ("search_text", "title_folded", "purpose", "outcome", *SUMMARIES)
#: What names the rows of each kind.
_ENDS = {
    "parties": (("organisation", Organisation),),
    "stops": (("region", Region),),
    "signatures": (("organisation", Organisation), ("on_behalf_of", Organisation)),
}


def _with_rows(found, user, *names: str) -> list:
    """The records with the rows of these names that `user` may see.

    Each organisation and region is read once, however many rows it stands in.
    """
    models = {name: found.model._meta.get_field(name).related_model for name in names}
    records = list(
        found.prefetch_related(
            *(Prefetch(name, model.objects.visible_to(user)) for name, model in models.items())
        )
    )
    for name in names:
        rows = [row for record in records for row in getattr(record, name).all()]
        for end, model in _ENDS[name]:
            _share(rows, end, model)
    return records


def _share(rows: list, end: str, model) -> None:
    keys = {getattr(row, f"{end}_id") for row in rows}
    known = {one.pk: one for one in model.objects.for_reading().filter(pk__in=keys)}
    for row in rows:
        setattr(row, end, known.get(getattr(row, f"{end}_id")))


def months_ahead(sources: Sources, on: date) -> dict[date, int]:
    """{first day of a month: how much is to come in it} from the month of `on`; one query.

    Meetings count in the month that they begin in, ends of agreements in their own.
    """
    start = on.replace(day=1)
    counted = [_ahead(meetings, start, on) for meetings in sources.meetings]
    ends = sources.agreements.filter(ends_precision=Precision.DAY, ends_latest__gte=on)
    rows = counted[0].union(counted[1], _by_month(ends, "ends_latest"), all=True)
    months: Counter[date] = Counter()
    for month, number in rows:
        months[month] += number
    return dict(sorted(months.items()))


def _ahead(meetings, start, on):
    awaited = meetings.alias(latest=Coalesce("end_latest", "start_latest")).filter(
        AWAITED[meetings.model], _EXACT | _MONTH, start_earliest__gte=start, latest__gte=on
    )
    return _by_month(awaited, "start_earliest")


def _by_month(found, name):
    months = found.order_by().annotate(month=TruncMonth(name)).values_list("month")
    return months.annotate(number=Count("pk"))


def is_exact(meeting) -> bool:
    """Whether its days are stated: the start, and the end where there is one."""
    return meeting.start_precision == Precision.DAY and meeting.end_precision in (
        Precision.DAY,
        Precision.UNKNOWN,
    )


def is_ahead(meeting, on: date) -> bool:
    """Whether it stands on stated days that are not over, and is not called off."""
    state = meeting.status if isinstance(meeting, Delegation) else meeting.stage
    off = (DelegationStatus.CANCELLED, DelegationStatus.POSTPONED, Stage.CANCELLED)
    return is_exact(meeting) and meeting.last_day >= on and state not in off


def item_of(meeting) -> Item:
    """A meeting whose days are stated; one without an end ends on the day it starts."""
    return Item(meeting, meeting.start_earliest, meeting.last_day)


def end_of(agreement) -> Item:
    return Item(agreement, agreement.ends_latest, agreement.ends_latest, is_end=True)


def in_order(items: Iterable[Item]) -> list[Item]:
    """By first day, the longer first, then by reference."""
    return sorted(
        items, key=lambda item: (item.first, -item.last.toordinal(), item.record.reference)
    )
