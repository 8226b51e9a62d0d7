"""The home page: who is tied to whom, what the site holds, what comes next, what changed last."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dates import day_display
from partnerships.metrics.ahead import planned
from partnerships.metrics.counts import counted, lately_changed
from partnerships.metrics.members import with_unnamed_members
from partnerships.metrics.three_and_three import aims, rule_in_words, three_and_three
from partnerships.metrics.tie_map import established_ties
from partnerships.models import Partnership, Region
from partnerships.sections import SECTIONS
from partnerships.views.frame import frame
from partnerships.views.front.attention import Attention, record_entry, to_count
from partnerships.views.front.meter import headline, meter
from partnerships.views.front.tie_map import TieMapPage

MOST_AHEAD = 6
MOST_FRAMEWORKS = 2
LATEST_CHANGES = 8
LATEST_OF_A_KIND = 3
SHOWN = [section for section in SECTIONS if section.in_navigation]


def home(request):
    user, today = request.user, request.today
    page = TieMapPage(request)
    regions = {region.code: region for region in Region.objects.order_by("code")}
    numbers = counted(
        {**_holdings(user), **to_count(user, today), "left_out": page.left_out},
    )
    ties, chosen = established_ties(user, today, page.chosen)
    ahead = planned(user, today, MOST_AHEAD)
    attention = Attention(user, today, numbers, ties, ahead)
    travels, stated = three_and_three(user, today), aims(user)
    return render(
        request,
        "partnerships/home.html",
        {
            **frame(request),
            "map": page.context(chosen, numbers["left_out"], regions),
            "cards": [headline(travels, stated), attention.card(), *_frameworks(user)],
            "meter": meter(travels, stated, regions),
            "travel_rule": rule_in_words(),
            "matters": attention.matters(),
            "sections": [_card(section, numbers) for section in SHOWN],
            "coming": [record_entry(record, today) for record in ahead.coming[:MOST_AHEAD]],
            "undated": [record_entry(record, today) for record in ahead.undated[:MOST_AHEAD]],
            "changes": _latest_changes(user),
        },
    )


def _frameworks(user) -> list[dict]:
    """ "9 declared: 6 identified, 3 unnamed", for those with members that nobody names."""
    return [
        {
            "title": told.initiative.name,
            "figure": ngettext("%(number)d declared", "%(number)d declared", declared)
            % {"number": declared},
            "note": _("%(named)d identified, %(unnamed)d unnamed")
            % {"named": told.named, "unnamed": told.unnamed},
            "url": told.initiative.get_absolute_url(),
        }
        for told in with_unnamed_members(user, MOST_FRAMEWORKS)
        if (declared := told.initiative.declared_size)
    ]


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
