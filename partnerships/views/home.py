"""The home page: what the site is, what it holds, what comes next, what changed last."""

from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from partnerships.dates import day_display
from partnerships.metrics.ahead import planned
from partnerships.metrics.counts import visible
from partnerships.sections import SECTIONS
from partnerships.tables.base import state_badge
from partnerships.views.frame import frame
from partnerships.views.pages.timelines import period_text

LATEST_CHANGES = 8
#: Not more of one kind, or an import would fill the list with targets alone.
LATEST_OF_A_KIND = 3


def home(request):
    user, today = request.user, request.today
    sections = [section for section in SECTIONS if section.in_navigation]
    counts = [(section, visible(section.model, user)) for section in sections]
    ahead = planned(user, today)
    return render(
        request,
        "partnerships/home.html",
        {
            **frame(request),
            "sections": [_card(section, count) for section, count in counts],
            "coming": [_entry(record, today) for record in ahead.coming],
            "undated": [_entry(record, today) for record in ahead.undated],
            "unrecorded": [_entry(record, today) for record in ahead.unrecorded],
            "changes": _latest_changes(counts),
        },
    )


def _card(section, count) -> dict:
    note = ""
    if count.apart:
        note = ngettext(
            "%(number)d unconfirmed or exploratory tie apart",
            "%(number)d unconfirmed or exploratory ties apart",
            count.apart,
        ) % {"number": count.apart}
    return {
        "title": section.count_words(count.value),
        "url": section.list_url(),
        "note": note,
    }


def _entry(record, today) -> dict:
    return {
        "text": record.shown_title,
        "url": record.get_absolute_url(),
        "about": period_text(record.start, record.end),
        "kind_label": str(record._meta.verbose_name).capitalize(),
        "badge": state_badge(record, today),
    }


def _latest_changes(counts) -> list[dict]:
    """The records changed last, of all sections; reference data and sources are no news."""
    found = [
        (record, section)
        for section, count in counts
        if section.is_news
        for record in count.rows.order_by("-updated_at", "-pk")[:LATEST_OF_A_KIND]
    ]
    found.sort(key=lambda pair: pair[0].updated_at, reverse=True)
    return [
        {
            "text": getattr(record, "shown_title", "") or str(record),
            "url": record.get_absolute_url(),
            "about": day_display(localtime(record.updated_at).date()),
            "kind_label": str(record._meta.verbose_name).capitalize(),
        }
        for record, _section in found[:LATEST_CHANGES]
    ]
