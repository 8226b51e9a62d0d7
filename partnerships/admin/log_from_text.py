"""*Log from text*: paste a release, look at what it tells, go on in the ordinary add form.

Three pages in one address, without memory between them: each carries the text and what was typed,
so tabs do not mix, and the text is read anew. Nothing is written before the add form is saved.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.admin.highlights import Mark, pieces
from partnerships.admin.new_source import on_record
from partnerships.admin.pasted import MODELS, PasteForm, TakeForm
from partnerships.metrics.lookalikes import Sought, look_alikes
from partnerships.models import Citation, Source
from partnerships.models.base import Record
from partnerships.services import from_text
from partnerships.services.drafting import draft
from partnerships.services.from_text import GivenSource, items
from partnerships.services.from_text.items import Proposals, one_line

#: What stands at the words of each group, beside the number of the line.
GROUPS = {
    "kind": ("◆", gettext_lazy("What it tells of")),
    "direction": ("→", gettext_lazy("Who travelled")),
    items.TITLE: ("¶", gettext_lazy("Title")),
    items.KINDS: ("◇", gettext_lazy("Kind")),
    items.STATUS: ("✓", gettext_lazy("Status")),
    items.DATES: ("□", gettext_lazy("Dates: from the first to the last one ticked")),
    items.PARTIES: ("●", gettext_lazy("Parties: who travels leads, who is visited hosts")),
    items.PEOPLE: ("@", gettext_lazy("People")),
    items.LEADER: ("", gettext_lazy("Who leads")),
    items.HEADCOUNTS: ("#", gettext_lazy("Head-count")),
    items.PLACES: ("▲", gettext_lazy("Where")),
    items.SECTORS: ("■", gettext_lazy("Sectors")),
    items.INITIATIVES: ("★", gettext_lazy("Initiatives")),
    items.PLEDGES: ("”", gettext_lazy("Pledges: each is recorded with the record")),
}
_CITED_SHOWN = 5


@dataclass
class Reading:
    """A pasted text as read for one user, with its source as far as known."""

    proposals: Proposals
    given: GivenSource
    source: Source | None


def may_log_from_text(site, request) -> bool:
    return bool(_addable(site, request))


def _addable(site, request) -> list[str]:
    """The kinds of records that the user may add."""
    admins = {kind: site.get_model_admin(model) for kind, model in MODELS.items()}
    return [kind for kind, admin in admins.items() if admin.has_add_permission(request)]


def log_from_text(site, request):
    addable = _addable(site, request)
    if not addable:
        raise PermissionDenied
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    pasted = PasteForm(request.POST or None, user=request.user)
    if "_change" in request.POST or not pasted.is_valid():
        return _answer(site, request, "log_from_text", {"form": pasted})
    reading = _read(pasted, request.user)
    posted = request.POST if "_fill" in request.POST else None
    taken = TakeForm(posted, proposals=reading.proposals, addable=addable)
    if taken.is_valid():
        return _filled(site, request, reading, taken)
    return _proposals(site, request, pasted, reading, taken)


def _read(pasted: PasteForm, user) -> Reading:
    text = pasted.cleaned_data["text"]
    found = draft(text, published=pasted.day, user=user)
    given = from_text.completed(pasted.source(), text, found, user)
    source = on_record({"title": given.title, "url": given.url, "publisher": given.publisher}, user)
    return Reading(from_text.propose(text, found, user), given, source)


def _filled(site, request, reading: Reading, taken: TakeForm):
    accepted = taken.accepted()
    filled = from_text.filled(
        reading.proposals, accepted, source=reading.source, given=reading.given
    )
    return site.get_model_admin(MODELS[accepted.kind]).open_filled(request, filled)


def _proposals(site, request, pasted, reading: Reading, taken: TakeForm):
    groups = _groups(reading.proposals, taken)
    marks = [mark for group in groups for line in group["lines"] for mark in line["marks"]]
    context = {
        "carried": pasted.carried(),
        "taken": taken,
        "choices": [group for group in groups if group["is_choice"]],
        "groups": [group for group in groups if not group["is_choice"]],
        "pieces": list(pieces(reading.proposals.text, marks)),
        "source": _source(reading, request.user),
        "look_alikes": _look_alikes(reading, request.user),
        "notices": reading.proposals.draft.notices,
        "is_empty": reading.proposals.draft.is_empty,
        "language": reading.proposals.draft.language,
    }
    return _answer(site, request, "log_from_text_proposals", context)


def _answer(site, request, template, context):
    context = {**site.each_context(request), "title": _("Log from text"), **context}
    return TemplateResponse(request, f"admin/partnerships/{template}.html", context)


# The list


def _groups(proposals: Proposals, taken: TakeForm) -> list[dict]:
    """The choices and groups as the page draws them, each line with its number and marks."""
    told = {"kind": proposals.draft.kind, "direction": proposals.draft.direction}
    lines = _Lines()
    groups = [
        _group(name, [lines.choice(name, words)] if words else [], taken, is_choice=True)
        for name, words in told.items()
    ]
    for group in proposals.groups:
        chosen = taken.chosen(group.name)
        drawn = [lines.proposal(group.name, one, chosen) for one in group.proposals]
        groups.append(_group(group.name, drawn, taken, single=group.single, left=group.left_out))
    return groups


def _group(name, lines, taken: TakeForm, *, is_choice=False, single=True, left=0) -> dict:
    symbol, label = GROUPS[name]
    return {
        "name": name,
        "symbol": symbol,
        "label": label,
        "lines": lines,
        "single": single,
        "is_choice": is_choice,
        "left_out": left,
        "field": taken[name],
        "none_chosen": not any(line.get("checked") for line in lines),
    }


class _Lines:
    """Numbers the lines of the list as they are drawn."""

    def __init__(self) -> None:
        self.number = 0

    def choice(self, name, words) -> dict:
        """The words that tell the kind or the direction."""
        return self._line(name, name, [words]) | {"words": [one_line(words.text)]}

    def proposal(self, name, proposal, chosen) -> dict:
        words = dict.fromkeys(one_line(words.text) for words in proposal.spans)
        words.pop(proposal.value, None)  # not said twice
        url = getattr(proposal.record, "get_absolute_url", None)
        return self._line(name, proposal.key, proposal.spans) | {
            "key": proposal.key,
            "value": proposal.value,
            "url": url() if url else "",
            "note": proposal.note,
            "words": list(words)[:3],
            "checked": proposal.key in chosen,
        }

    def _line(self, name, anchor, spans) -> dict:
        symbol, label = GROUPS[name]
        if symbol:
            self.number += 1
        marks = [
            Mark(words, self.number, name, symbol, str(label), anchor, is_first=number == 0)
            for number, words in enumerate(spans if symbol else ())
        ]
        return {"number": self.number if symbol else "", "anchor": anchor, "marks": marks}


# What is on record


def _source(reading: Reading, user) -> dict:
    """The source as it will be cited: the one on record with what rests on it, or the new one."""
    if reading.source is None:
        return {"given": reading.given, "record": None, "cited": []}
    kinds = Citation.objects.visible_to(user).filter(source=reading.source)
    cited = {
        citation.record: None
        for citation in kinds.prefetch_related("record")[: 20 * _CITED_SHOWN]
        if isinstance(citation.record, tuple(MODELS.values()))
    }
    return {"given": reading.given, "record": reading.source, "cited": list(cited)[:_CITED_SHOWN]}


def _look_alikes(reading: Reading, user) -> list[dict]:
    """Records that may be the one the text tells of, with the reasons."""
    kind = reading.proposals.draft.kind
    if kind is None:
        return []
    return [
        {
            "record": alike.record,
            "url": _change_url(alike.record),
            "detail": alike.detail,
            "reasons": alike.reasons,
            "is_strong": alike.is_strong,
        }
        for alike in look_alikes(_sought(MODELS[kind.value], reading.proposals), user)
    ]


def _change_url(record: Record) -> str:
    return reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])


def _sought(model, proposals: Proposals) -> Sought:
    sure = proposals.sure_keys()
    titles = [title.value for title in proposals.of(items.TITLE, sure)]
    days = [day.parts for day in proposals.of(items.DATES, sure)]
    parties = [party for party in proposals.of(items.PARTIES, sure) if party.record]
    regions = [place.parts["region"] for place in proposals.of(items.PLACES, sure)]
    leaders = {one.parts["person_key"] for one in proposals.of(items.LEADER, sure)}
    leading = proposals.of(items.PEOPLE, leaders)
    dates = {"start": days[0]["starts"], "end": days[-1]["ends"]} if days else {}
    return Sought(
        model,
        names=tuple(titles),
        parties=frozenset(party.record.pk for party in parties),
        regions=frozenset(region.pk for region in regions if region),
        lead_people=frozenset(one.record.pk for one in leading if one.record),
        lead_names=frozenset(one.parts["name"] for one in leading if one.parts["name"]),
        **dates,
    )
