"""Search: one box over all sections; with `part=results` the answer is the results alone."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from partnerships.dateforms import quoted
from partnerships.filters.fields import MOST_CHARACTERS, WordsField
from partnerships.sections import SECTIONS
from partnerships.sections.searching import Group, Hit, Search
from partnerships.tables.base import state_badge
from partnerships.text import fold
from partnerships.views.frame import frame
from partnerships.views.pages.timelines import period_text
from partnerships.views.see_as import seen_as


@require_safe
@seen_as
def search(request):
    """`/search/?q=`: what the reader may see, by words in any script."""
    text, error = _asked(request.GET.get("q", ""))
    context = {
        "text": text[:MOST_CHARACTERS],
        "most_characters": MOST_CHARACTERS,
        "error": error,
        **(_results(text, request) if text and not error else {}),
    }
    if request.GET.get("part") == "results":
        return render(request, "partnerships/components/search_results.html", context)
    return render(request, "partnerships/search.html", {**frame(request), **context})


def _asked(given: str) -> tuple[str, str]:
    """The text to search for, and a sentence for what cannot be searched for."""
    try:
        text = WordsField(required=False).clean(given) or ""
    except ValidationError as refused:
        return given, " ".join(refused.messages)
    if text and not fold(text):
        return text, _(
            "“%(text)s” has nothing to search for; write a name, a word or a number."
        ) % {"text": quoted(text)}
    return text, ""


def _results(text: str, request) -> dict:
    found = Search(text, request.user)
    groups = [_group(group, text, request.today) for group in found.groups]
    if groups:
        return {"groups": groups, "summary": _summary(found.groups)}
    return {
        "nothing": True,
        "summary": _("Nothing on record matches “%(text)s”.") % {"text": text},
        "searched": [section.label for section in SECTIONS],
        "nearest": [
            {"text": name, "url": f"{reverse('search')}?{urlencode({'q': name})}"}
            for name in found.nearest()
        ],
    }


def _summary(groups: list[Group]) -> str:
    total = sum(group.count for group in groups)
    if any(group.is_more for group in groups):
        return _("More than %(number)d results") % {"number": total}
    return ngettext("%(number)d result", "%(number)d results", total) % {"number": total}


def _group(group: Group, text: str, today) -> dict:
    is_all = not group.is_more and group.count == len(group.hits)
    return {
        "slug": group.section.slug,
        "label": group.section.label,
        "count": group.count_words,
        "hits": [_hit(hit, today) for hit in group.hits],
        "url": f"{group.section.list_url()}?{urlencode({'q': text})}",
        "all_label": "" if is_all else _all_label(group),
    }


def _all_label(group: Group) -> str:
    if group.is_more:
        return _("Show all in the list")
    return _("Show all %(number)d in the list") % {"number": group.count}


def _hit(hit: Hit, today) -> dict:
    record = hit.record
    has_state = hasattr(record, "status") or hasattr(record, "stage")
    return {
        "text": getattr(record, "shown_title", "") or str(record),
        "url": record.get_absolute_url(),
        "badge": state_badge(record, today) if has_state else None,
        "about": " · ".join(filter(None, (_reference(record), _dates(record)))),
        "note": hit.note,
    }


def _reference(record) -> str:
    return getattr(record, "reference", "") or getattr(record, "code", "")


def _dates(record) -> str:
    """The days that the record tells first, "" where it tells none."""
    dates = getattr(record, "partial_dates", ())
    if not dates or not getattr(record, dates[0].name).is_known or hasattr(record, "code"):
        return ""
    start = getattr(record, dates[0].name)
    is_span = [date.name for date in dates[:2]] == ["start", "end"]
    return period_text(start, record.end if is_span else start)
