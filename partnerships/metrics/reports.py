"""What a region or an initiative has to report of a period: each number with its rows.

The rows are those of the public lists with the filters named beside them, so that both always
agree. Numbers are counts; figures that somebody reported are listed and never added up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Q, QuerySet, Value

from partnerships.choices import DelegationStatus, EndsWithin, PledgeState, Stage
from partnerships.models import (
    Agreement,
    Delegation,
    Event,
    ExchangeProgramme,
    Figure,
    Initiative,
    Partnership,
    Pledge,
)

#: Agreements that end so soon count as what comes next.
ENDING_SOON = (EndsWithin.IN_180,)
_WAITING = (DelegationStatus.PLANNED.value, DelegationStatus.CONFIRMED.value)
_FIGURED = (Delegation, Event, Agreement, ExchangeProgramme, Partnership, Pledge)


@dataclass(frozen=True)
class Part:
    """One number of a report. `rows` are all records behind it, in the order of the report.

    `section` and `filters` name the public list of the same rows; "" where there is none.
    """

    key: str
    rows: QuerySet
    section: str = ""
    filters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Scope:
    """What is reported on: a region by its code, or an initiative."""

    record: Any
    filters: tuple[tuple[str, str], ...]

    def of(self, records, user) -> Any:
        """Those of `records` that count for it and that `user` may see."""
        visible = records.visible_to(user)
        if not isinstance(self.record, Initiative):
            return visible.touching_regions([self.record.code], user)
        if records.model is Pledge:
            return visible.made_under("initiatives", [self.record.pk])
        return visible.filter(initiatives=self.record)


class Period(NamedTuple):
    """Whole days, both inclusive."""

    start: date
    end: date

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        return (("from", self.start.isoformat()), ("to", self.end.isoformat()))


def report(scope: Scope, user, period: Period, today: date) -> list[Part]:
    """The numbers of a period in the order of the report; no query is run yet.

    What comes next is told from `today` on.
    """

    def part(key, rows, section, *filters) -> Part:
        return Part(key, scope.of(rows, user), section, (*scope.filters, *filters))

    return [
        *_happened(part, period),
        *_promised(part, period),
        Part("figures", figures(scope, user, period)),
        *_unrecorded(part, period, today),
        *_next(part, user, today),
    ]


def _happened(part: Callable, period) -> list[Part]:
    """Missions and events that took place, and agreements signed, in the period."""
    kinds = (
        ("delegations", Delegation, "delegations", "status", DelegationStatus.COMPLETED),
        ("events", Event, "events", "stage", Stage.DONE),
        ("signed", Agreement, "agreements", "stage", Stage.DONE),
    )
    return [
        part(
            key,
            model.objects.filter(**{name: value}).overlapping(*period).oldest_first(),
            section,
            (name, value.value),
            *period.filters,
        )
        for key, model, section, name, value in kinds
    ]


def _promised(part: Callable, period) -> list[Part]:
    """Pledges made in the period, and those kept in it."""
    pledges = Pledge.objects.order_by("reference_year", "reference_number")
    made, kept = (
        [(f"{what}_{name}", value) for name, value in period.filters]
        for what in ("promised", "kept")
    )
    return [
        part("promised", pledges.made_between(*period), "pledges", *made),
        part("kept", pledges.kept_between(*period), "pledges", *kept),
    ]


def _next(part: Callable, user, today) -> list[Part]:
    """What is planned from today on, and the agreements whose term ends soon."""
    start = ("from", today.isoformat())
    delegations = Delegation.objects.filter(status__in=_WAITING).overlapping(today, None)
    events = Event.objects.filter(stage=Stage.PLANNED).overlapping(today, None)
    ending = Agreement.objects.ending(ENDING_SOON, user, today).order_by("ends_latest", "pk")
    soon = [("ending", value.value) for value in ENDING_SOON]
    return [
        part("next_delegations", delegations.oldest_first(), "delegations", *_statuses(), start),
        part("next_events", events.oldest_first(), "events", ("stage", Stage.PLANNED.value), start),
        part("ending", ending, "agreements", *soon),
    ]


def _unrecorded(part: Callable, period, today) -> list[Part]:
    """What was planned for days of the period that are over, and is not recorded as completed."""
    last = min(period.end, today - timedelta(days=1))
    if last < period.start:
        return []
    days = Period(period.start, last)
    rows = Delegation.objects.filter(status__in=_WAITING).overlapping(days.start, days.end)
    return [
        part("unrecorded", rows.oldest_first(), "delegations", *_statuses(), *days.filters),
    ]


def _statuses():
    return (("status", value) for value in _WAITING)


def figures(scope: Scope, user, period: Period) -> QuerySet:
    """Figures as of days of the period, of the scope itself and of records that count for it."""
    rule = Q()
    for model in _FIGURED:
        records = scope.of(model.objects, user).order_by().values("pk")
        kind = ContentType.objects.get_for_model(model)
        rule |= Q(content_type=kind, object_id__in=records)
    own = ContentType.objects.get_for_model(scope.record)
    rule |= Q(content_type=own, object_id=scope.record.pk)
    found = Figure.objects.visible_to(user).filter(
        rule,
        Q(as_of_earliest__isnull=True) | Q(as_of_earliest__lte=period.end),
        as_of_latest__gte=period.start,
    )
    return found.select_related("source", "organisation__region").order_by("as_of_latest", "pk")


def undated(scope: Scope, user) -> dict[str, int]:
    """How many records of each list have no known date, and so are in no period; one query."""
    unreviewed = Pledge.objects.with_day_kept().filter(found_kept_on__isnull=True)
    counts = [
        scope.of(records, user)
        .undated()
        .order_by()
        .annotate(section=Value(section, CharField()))
        .values("section")
        .annotate(number=Count("pk"))
        .values_list("section", "number")
        for section, records in (
            ("delegations", Delegation.objects.filter(status=DelegationStatus.COMPLETED)),
            ("events", Event.objects.filter(stage=Stage.DONE)),
            ("agreements", Agreement.objects.filter(stage=Stage.DONE)),
            ("pledges", unreviewed.filter(state=PledgeState.KEPT)),
        )
    ]
    return dict(counts[0].union(*counts[1:], all=True))
