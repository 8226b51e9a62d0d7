"""The page of a delegation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.countries import country_name
from partnerships.metrics.clashes import clashes_of
from partnerships.tables.base import party, state_badge
from partnerships.views.pages import meetings, pledges
from partnerships.views.pages.clashes import clash_lines
from partnerships.views.pages.parts import RecordPage, line_of, link, parties, region_link
from partnerships.views.pages.timelines import period_text


def context(delegation, user, today) -> dict:
    page = RecordPage(delegation, user, today, title=delegation.shown_title)
    page.badges = [state_badge(delegation, today)]
    meetings.add_notices(page)
    meetings.add_to_calendar(page)
    _add_facts(page)
    page.sections = {
        "first": parties(delegation.senders),
        "second": parties(delegation.hosts),
        **meetings.sections(page),
        "clashes": clash_lines(clashes_of(delegation, user, today)),
        "pledges": pledges.of(delegation.pledges, user, today),
        "stops": [_stop(page, stop) for stop in delegation.stops.all()],
        **_beside(delegation, today),
    }
    return page.context()


def _beside(delegation, today) -> dict:
    """The records that belong to the mission."""
    return {
        "events": [
            line_of(event, today, text=event.shown_title, about=period_text(event.start, event.end))
            for event in delegation.events.all()
        ],
        "agreements": [
            line_of(
                agreement,
                today,
                text=agreement.shown_title,
                about=period_text(agreement.signed, agreement.ends.unknown()),
                badge=state_badge(agreement, today),
            )
            for agreement in delegation.agreements.all()
        ],
        "sub_parties": [
            line_of(
                part,
                today,
                text=part.shown_title,
                about=part.headcount.display(),
                badge=state_badge(part, today),
            )
            for part in delegation.sub_parties.all()
        ],
    }


def _add_facts(page) -> None:
    record = page.record
    page.fact(_("Direction"), record.get_direction_display(), "direction")
    page.period(_("When"), record.date_remark)
    meetings.add_numbers(page, list(record.sub_parties.all()))
    page.prose(_("Purpose"), record.shown_summary, "purpose")
    page.fact(
        _("Outcome"),
        record.outcome,
        "outcome",
        wide=True,
        unknown_text=_("not recorded"),
    )
    meetings.add_links(page, reverse("delegations_list"))
    for label, other in (
        (_("Part of the mission"), record.parent),
        (_("Returns the visit"), record.answers),
    ):
        if other:
            page.links(label, [link(other)])
    page.links(_("Returned by"), map(link, record.answered_by.all()))


def _stop(page, stop) -> dict:
    return {
        "date_text": stop.date.display() if stop.date.is_known else stop.date.text,
        "place": stop.place,
        "region": region_link(stop.region) if stop.region else None,
        "country": country_name(stop.country),
        "host": party(stop.host) if stop.host else None,
        "purpose": stop.purpose,
        **page.marks("stops", stop.pk),
    }
