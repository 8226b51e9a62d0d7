"""One order of what happened and what is planned: delegations, events, agreements, cohorts.

Each entry carries the span of days that the picture above the list draws it by.
"""

from django.utils.translation import gettext as _

from partnerships.choices import Direction, PartyRole, Stage
from partnerships.dates import PartialDate, Precision, sort_key, span_display, visit_period
from partnerships.services.audience import narrow_badge
from partnerships.tables.base import party, state_badge
from partnerships.views.pages.parts import parties
from partnerships.views.time_axis import Span

#: The part of the picture that missions of a direction stand in.
WAYS = {Direction.INDIA_TO_JAPAN: "to_japan", Direction.JAPAN_TO_INDIA: "to_india"}


def period_text(start: PartialDate, end: PartialDate) -> str:
    """The days as known; unknown ones with the words they were given in."""
    if start.is_known or end.is_known:
        return span_display(start, end)
    return start.text or _("date unknown")


def story(*groups) -> list[dict]:
    """Entries of all groups in one order: by earliest, latest, title; unknown dates last."""
    entries = [entry for group in groups for entry in group]
    return sorted(entries, key=lambda entry: (entry["order"], entry["title"]))


def delegation_entries(delegations, today) -> list[dict]:
    return [
        {
            **_common(
                delegation, delegation.start, delegation.end, state_badge(delegation, today), today
            ),
            "span": _visit(WAYS.get(delegation.direction, "elsewhere"), delegation),
            "kind_label": _("Delegation, %(direction)s")
            % {"direction": delegation.get_direction_display()},
            "summary": delegation.shown_summary,
            "first": parties(delegation.senders),
            "second": parties(delegation.hosts),
        }
        for delegation in delegations
    ]


def event_entries(events, today) -> list[dict]:
    return [
        {
            **_common(event, event.start, event.end, state_badge(event, today), today),
            "span": _visit("events", event),
            "kind_label": event.get_kind_display(),
            "summary": event.place,
            "first": parties(event.parties_in(*PartyRole)),
        }
        for event in events
    ]


def agreement_entries(agreements, today) -> list[dict]:
    return [
        {
            **_common(
                agreement,
                agreement.signed,
                PartialDate.unknown(),
                state_badge(agreement, today),
                today,
            ),
            "span": _term(agreement),
            "endless": agreement.is_open_ended,
            "kind_label": agreement.get_kind_display(),
            "summary": agreement.shown_summary,
            "first": [party(organisation) for organisation in agreement.parties()],
        }
        for agreement in agreements
    ]


def cohort_entries(programmes, today) -> list[dict]:
    return [
        {
            **_common(
                programme, cohort.start, cohort.end, _cohort_badge(programme, cohort, today), today
            ),
            "date_text": period_text(cohort.start, cohort.end)
            if cohort.start.is_known or cohort.end.is_known
            else cohort.period_text or _("date unknown"),
            "span": _visit("cohorts", cohort),
            "kind_label": _("Cohort"),
            "summary": cohort_numbers(cohort),
        }
        for programme in programmes
        for cohort in programme.cohorts.all()
    ]


def _visit(group, row) -> Span:
    """The possible days of something that is over on the day it starts unless an end is stated."""
    period = visit_period(row.start, row.end)
    if period is None:
        return Span(group, None, None)
    stated = {row.start.precision, row.end.precision} <= {Precision.DAY, Precision.UNKNOWN}
    return Span(group, period.earliest, period.latest, is_day=stated)


def _term(agreement) -> Span:
    """From the day it may have been signed to the last day of its term; without end it runs on.

    Of one that was never signed only the planned signing is drawn.
    """
    signed, ends = agreement.signed, agreement.ends
    if agreement.stage != Stage.DONE:
        return Span("agreements", signed.earliest, signed.latest, is_day=_is_day(signed))
    if signed.earliest is None and ends.latest is None:
        return Span("agreements", None, signed.latest)
    return Span("agreements", signed.earliest, ends.latest, is_day=_is_day(signed))


def _is_day(stated: PartialDate) -> bool:
    return stated.precision == Precision.DAY


def _cohort_badge(programme, cohort, today) -> dict:
    """A cohort of which only the planned number is known is not shown as carried out."""
    if cohort.planned.is_stated and not cohort.actual.is_stated:
        return {"kind": "planned", "text": _("Planned")}
    return state_badge(programme, today)


def cohort_numbers(cohort) -> str:
    """Planned and actual numbers side by side; "" where neither is stated."""
    stated = []
    if cohort.planned.is_stated:
        stated.append(_("Planned: %(number)s.") % {"number": cohort.planned.display()})
    if cohort.actual.is_stated:
        stated.append(_("Actual: %(number)s.") % {"number": cohort.actual.display()})
    return " ".join(stated)


def _common(record, start, end, badge, today) -> dict:
    return {
        "order": sort_key(start if start.is_known else end),
        "date_text": period_text(start, end),
        "title": record.shown_title,
        "url": record.get_absolute_url(),
        "state": badge["kind"],
        "state_label": badge["text"],
        "level": narrow_badge(record, today),
    }
