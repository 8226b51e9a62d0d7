"""The add form filled with what was accepted, each fact with the source and its words."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.choices import Confidence, DelegationStatus, Stage
from partnerships.dates import DateError, PartialDate, parse
from partnerships.models import Agreement, Delegation, Event, Source
from partnerships.models.base import Record
from partnerships.services.filling import Filled
from partnerships.services.from_text import items, roles
from partnerships.services.from_text.items import Proposal, Proposals, one_line
from partnerships.services.from_text.sourcing import NEW, GivenSource

KINDS: dict[str, type[Record]] = {
    "delegation": Delegation,
    "event": Event,
    "agreement": Agreement,
}
_STAGES = {
    DelegationStatus.COMPLETED: Stage.DONE,
    DelegationStatus.CANCELLED: Stage.CANCELLED,
}
_LONGEST_QUOTE = 2000


@dataclass(frozen=True)
class Accepted:
    """What an official took over: kind and direction of the record, the keys of proposals."""

    kind: str
    direction: str
    keys: frozenset[str]


class _Form:
    """Fields, rows and the citation of each as they are filled."""

    def __init__(self, proposals: Proposals, accepted: Accepted, source: Source | None) -> None:
        self.proposals = proposals
        self.accepted = accepted
        self.source = source or NEW
        self.fields: dict[str, object] = {"language": proposals.draft.language or "en"}
        self.rows: dict[str, list[dict[str, object]]] = {}
        self.citations: list[dict[str, object]] = []

    def taken(self, group: str) -> list[Proposal]:
        return self.proposals.of(group, self.accepted.keys)

    def cite(self, fact: str, taken: Iterable[Proposal]) -> None:
        """A citation of one fact with the words of all that it was taken from."""
        taken = list(taken)
        words = dict.fromkeys(one_line(proposal.item.text) for proposal in taken)
        sure = all(proposal.sure for proposal in taken)
        self._cite(fact, "; ".join(words), Confidence.HIGH if sure else Confidence.MEDIUM)

    def cite_words(self, fact: str, words: str) -> None:
        self._cite(fact, one_line(words), Confidence.HIGH)

    def _cite(self, fact, words, confidence) -> None:
        self.citations.append(
            {
                "source": self.source,
                "fact": fact,
                "value_as_stated": words[:_LONGEST_QUOTE],
                "confidence": confidence,
                "accepted": True,
            }
        )


def filled(
    proposals: Proposals, accepted: Accepted, *, source: Source | None, given: GivenSource
) -> Filled:
    """Return the add form of the accepted kind of record, with a citation of each fact.

    `source` is the one on record; without it `given` fills the boxes of a new one. What no accepted
    proposal tells stays empty, and the note names what the form will ask for.
    """
    form = _Form(proposals, accepted, source)
    for fill in (_title, _FILL[accepted.kind], _links, _pledges):
        fill(form)
    form.rows["citations"] = form.citations
    if source is None:
        form.fields |= _new_source(given)
    return Filled(form.fields, form.rows, _note(form))


def _title(form: _Form) -> None:
    for title in form.taken(items.TITLE):
        form.fields |= title.parts
        form.cite("title", [title])


def _delegation(form: _Form) -> None:
    _direction(form)
    for status in form.taken(items.STATUS):
        form.fields |= status.parts
        form.cite("status", [status])
    _span(form)
    _headcount(form)
    parties = form.taken(items.PARTIES)
    _rows(form, "parties", parties, roles.of_delegation(parties, form.accepted.direction))
    _people(form)
    stops = form.taken(items.PLACES)
    _rows(form, "stops", stops, [_stop(number, stop) for number, stop in enumerate(stops, 1)])


def _direction(form: _Form) -> None:
    direction, told = form.accepted.direction, form.proposals.draft.direction
    form.fields["direction"] = direction
    if told and told.value == direction:
        form.cite_words("direction", told.text)


def _event(form: _Form) -> None:
    _kind(form)
    _stage(form)
    _span(form)
    _headcount(form)
    parties = form.taken(items.PARTIES)
    _rows(form, "parties", parties, roles.of_event(parties))
    _people(form)
    for place in form.taken(items.PLACES)[:1]:
        form.fields |= {name: place.parts[name] for name in ("place", "country", "region")}
        form.cite("place" if place.parts["place"] else "region", [place])


def _agreement(form: _Form) -> None:
    _kind(form)
    _stage(form)
    dates = form.taken(items.DATES)
    if dates:
        form.fields["signed"] = _written(dates[0].parts["starts"])
        form.cite("signed", dates[:1])
    for place in form.taken(items.PLACES)[:1]:
        form.fields["place"] = place.value
        form.cite("place", [place])
    parties = form.taken(items.PARTIES)
    _rows(form, "signatures", parties, roles.of_agreement(parties, form.taken(items.PEOPLE)))


_FILL: dict[str, Callable[[_Form], None]] = {
    "delegation": _delegation,
    "event": _event,
    "agreement": _agreement,
}


def _kind(form: _Form) -> None:
    for kind in form.taken(items.KINDS):
        form.fields |= kind.parts
        form.cite("kind", [kind])


def _stage(form: _Form) -> None:
    for status in form.taken(items.STATUS):
        form.fields["stage"] = _STAGES.get(status.parts["status"], Stage.PLANNED)
        form.cite("stage", [status])


def _span(form: _Form) -> None:
    """From the first to the last of the accepted dates."""
    dates = form.taken(items.DATES)
    starts = [date for date in dates if date.parts["starts"].earliest]
    if not starts:
        for date in dates[:1]:
            form.fields["start"] = _written(date.parts["starts"])
            form.cite("start", [date])
        return
    first = min(starts, key=lambda date: date.parts["starts"].earliest)
    last = max(starts, key=lambda date: _last_day(date).latest or datetime.date.min)
    form.fields["start"] = _written(first.parts["starts"])
    form.cite("start", [first])
    if _last_day(last).latest != first.parts["starts"].latest:
        form.fields["end"] = _written(_last_day(last))
        form.cite("end", [last])


def _last_day(date: Proposal) -> PartialDate:
    """The end of a span, or the day itself of what is none."""
    return date.parts["ends"] if date.parts["ends"].latest else date.parts["starts"]


def _written(date: PartialDate) -> PartialDate:
    """In the words of the text where these alone tell the date, else in the form of files."""
    try:
        read = parse(date.text)
    except DateError:
        read = PartialDate.unknown()
    words = date.text if (read.earliest, read.latest) == (date.earliest, date.latest) else ""
    return PartialDate(date.earliest, date.latest, date.precision, words)


def _headcount(form: _Form) -> None:
    for headcount in form.taken(items.HEADCOUNTS)[:1]:
        form.fields |= headcount.parts
        form.cite("headcount", [headcount])
        if "declared_parties" in headcount.parts:
            form.cite("declared_parties", [headcount])


def _people(form: _Form) -> None:
    taken = form.taken(items.PEOPLE)
    leading = {leader.parts["person_key"] for leader in form.taken(items.LEADER)[:1]}
    rows = [
        {
            **{name: person.parts[name] for name in ("person", "name", "title", "organisation")},
            "order": number,
            "leads": person.key in leading,
        }
        for number, person in enumerate(taken, 1)
    ]
    _rows(form, "attendances", taken, rows)


def _stop(number: int, place: Proposal) -> dict[str, object]:
    date = place.parts["date"]
    known = {name: place.parts[name] for name in ("place", "country", "region")}
    return {**known, "order": number, "date": _written(date) if date else PartialDate.unknown()}


def _rows(form: _Form, relation: str, taken: list[Proposal], rows: list[dict]) -> None:
    if rows:
        form.rows[relation] = rows
        form.cite(relation, taken)


def _links(form: _Form) -> None:
    for name, fact in ((items.SECTORS, "sectors"), (items.INITIATIVES, "initiatives")):
        taken = form.taken(name)
        if taken:
            form.fields[fact] = [proposal.record for proposal in taken]
            form.cite(fact, taken)


def _pledges(form: _Form) -> None:
    taken = form.taken(items.PLEDGES)
    if taken:
        form.rows["pledges"] = [dict(pledge.parts) for pledge in taken]


def _new_source(given: GivenSource) -> dict[str, object]:
    return {
        "new_source_title": given.title,
        "new_source_publisher": given.publisher,
        "new_source_url": given.url,
        "new_source_file_name": given.file_name,
        "new_source_published": given.published,
        "new_source_level": given.level,
        "new_source_language": given.language,
    }


def _note(form: _Form) -> str:
    told = _(
        "Filled in from the text, each fact with its words as a source. Nothing is recorded until "
        "you save."
    )
    missing = ", ".join(_missing(form))
    if missing:
        told += " " + _("The text does not tell what the form asks for: %(missing)s.") % {
            "missing": missing
        }
    return told


def _missing(form: _Form) -> list[str]:
    """What the form cannot be saved without, in its own words."""
    meta = KINDS[form.accepted.kind]._meta
    needed = {"delegation": ("title", "direction"), "event": ("title", "kind")}
    names = needed.get(form.accepted.kind, ("title", "kind"))
    missing = [
        str(meta.get_field(name).verbose_name) for name in names if not form.fields.get(name)
    ]
    if form.accepted.kind == "delegation" and "parties" not in form.rows:
        missing.append(_("a party"))
    return missing
