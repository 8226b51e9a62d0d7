"""The page of an event."""

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from partnerships.countries import country_name
from partnerships.tables.base import state_badge
from partnerships.views.pages import meetings, pledges
from partnerships.views.pages.parts import RecordPage, line_of, region_link
from partnerships.views.pages.timelines import period_text


def context(event, user, today) -> dict:
    page = RecordPage(event, user, today, title=event.shown_title)
    page.badges = [state_badge(event, today)]
    meetings.add_notices(page)
    meetings.add_to_calendar(page)
    _add_facts(page)
    page.sections = {
        **meetings.sections(page),
        "pledges": pledges.of(event.pledges, user, today),
        "delegations": [
            line_of(
                delegation,
                today,
                text=delegation.shown_title,
                about=period_text(delegation.start, delegation.end),
                badge=state_badge(delegation, today),
            )
            for delegation in event.delegations.all()
        ],
        "agreements": [
            line_of(
                agreement, today, text=agreement.shown_title, badge=state_badge(agreement, today)
            )
            for agreement in event.agreements.all()
        ],
    }
    return page.context()


def _add_facts(page) -> None:
    event = page.record
    page.fact(_("Kind"), event.get_kind_display(), "kind", note=event.kind_as_stated)
    page.period(_("When"), event.date_remark)
    page.fact_if(_("Time"), _times(event), "start_time")
    region = region_link(event.region) if event.region else None
    page.fact(
        _("Where"),
        event.place or (region["name"] if region else ""),
        "place",
        note=", ".join(
            part
            for part in (
                region["name"] if region and event.place else "",
                country_name(event.country),
            )
            if part
        ),
    )
    meetings.add_numbers(page)
    page.prose(_("Purpose"), event.shown_summary, "purpose")
    page.prose(_("Outcome"), event.outcome, "outcome")
    meetings.add_links(page, reverse("events_list"))


def _times(event) -> str:
    if not event.start_time:
        return ""
    times = [time_format(time, "H:i") for time in (event.start_time, event.end_time) if time]
    return f"{' - '.join(times)} ({event.time_zone})"
