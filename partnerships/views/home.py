"""The home page: who is tied to whom, what the site holds, what comes next, what changed last."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from partnerships.dates import day_display
from partnerships.metrics.ahead import planned
from partnerships.metrics.counts import counted, lately_changed
from partnerships.metrics.tie_map import established_ties
from partnerships.models import Partnership
from partnerships.sections import SECTIONS
from partnerships.tables.base import state_badge
from partnerships.views.frame import frame
from partnerships.views.front.tie_map import TieMapPage
from partnerships.views.pages.timelines import period_text

LATEST_CHANGES = 8
LATEST_OF_A_KIND = 3
SHOWN = [section for section in SECTIONS if section.in_navigation]


def home(request):
    user, today = request.user, request.today
    page = TieMapPage(request)
    numbers = counted({**_holdings(user), "left_out": page.left_out})
    _all_ties, chosen = established_ties(user, today, page.chosen)
    ahead = planned(user, today)
    return render(
        request,
        "partnerships/home.html",
        {
            **frame(request),
            "map": page.context(chosen, numbers["left_out"]),
            "sections": [_card(section, numbers) for section in SHOWN],
            "coming": [_entry(record, today) for record in ahead.coming],
            "undated": [_entry(record, today) for record in ahead.undated],
            "unrecorded": [_entry(record, today) for record in ahead.unrecorded],
            "changes": _latest_changes(user),
        },
    )


def _holdings(user) -> dict:
    """What the cards count; ties that are not established are counted apart."""
    visible = {section.slug: section.model.objects.visible_to(user) for section in SHOWN}
    ties = Partnership.objects.visible_to(user)
    established = ties.established()
    apart = ties.exclude(pk__in=established.values("pk"))
    return {**visible, "partnerships": established, "apart": apart}


def _card(section, numbers) -> dict:
    note = ""
    if section.model is Partnership and numbers["apart"]:
        note = ngettext(
            "%(number)d unconfirmed or exploratory tie apart",
            "%(number)d unconfirmed or exploratory ties apart",
            numbers["apart"],
        ) % {"number": numbers["apart"]}
    return {
        "title": section.count_words(numbers[section.slug]),
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


def _latest_changes(user) -> list[dict]:
    """The records changed last, of all sections; reference data and sources are no news."""
    news = {section.model._meta.model_name: section for section in SHOWN if section.is_news}
    models = [section.model for section in news.values()]
    return [
        {
            "text": changed.title,
            "url": reverse(f"{news[changed.kind].slug}_detail", args=[changed.key]),
            "about": day_display(localtime(changed.at).date()),
            "kind_label": str(news[changed.kind].model._meta.verbose_name).capitalize(),
        }
        for changed in lately_changed(models, user, LATEST_CHANGES, LATEST_OF_A_KIND)
    ]
