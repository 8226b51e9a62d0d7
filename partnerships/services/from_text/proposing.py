"""What a draft proposes for a record: each thing with what is on record, and whether it is sure."""

from collections.abc import Iterable
from datetime import timedelta

from partnerships.choices import DelegationStatus
from partnerships.models import Initiative, Organisation, Person, Region, Sector
from partnerships.services.drafting.items import Draft, Mention
from partnerships.services.from_text import items, kinds, naming, placing, surroundings
from partnerships.services.from_text.items import Group, Proposal, Proposals, one_line

#: More of one kind are not shown: a form of hundreds of rows helps nobody.
MOST = 40
_OPENING = 1500
_STAY = timedelta(days=31)


class _Known:
    """The records that a draft names, as far as the user may see them; one query a kind."""

    def __init__(self, draft: Draft, user) -> None:
        self.regions = Region.objects.in_bulk([item.pk for item in draft.regions])
        visible = Organisation.objects.visible_to(user).for_reading()
        self.governments = naming.governments(visible, self.regions)
        self.organisations = _in_bulk(visible, draft.organisations)
        self.people = _in_bulk(Person.objects.visible_to(user), draft.people)
        self.sectors = _in_bulk(Sector.objects.all(), draft.sectors)
        self.initiatives = _in_bulk(Initiative.objects.visible_to(user), draft.initiatives)


def _in_bulk(found, named) -> dict:
    return found.in_bulk([item.pk for item in named if item.pk])


def propose(text: str, draft: Draft, user) -> Proposals:
    """Return what `draft`, read out of `text`, proposes; what `user` may not see is not in it.

    The number of queries does not depend on the text.
    """
    known = _Known(draft, user)
    stops = placing.places(text, draft, known.regions)
    parties = naming.parties(text, draft, known)
    people = list(naming.people(text, draft, known, parties))
    groups = (
        _group(items.TITLE, _title(draft), single=True),
        _group(items.KINDS, _kinds(text, draft), single=True),
        _group(items.STATUS, _status(draft), single=True),
        _group(items.DATES, _dates(draft, stops)),
        _group(items.PARTIES, parties),
        _group(items.PEOPLE, people),
        _group(items.LEADER, naming.leaders(text, draft, people), single=True),
        _group(items.HEADCOUNTS, _headcounts(draft), single=True),
        _group(items.PLACES, (stop.proposal for stop in stops)),
        _group(items.SECTORS, _links(items.SECTORS, draft.sectors, known.sectors)),
        _group(items.INITIATIVES, _links(items.INITIATIVES, draft.initiatives, known.initiatives)),
        _group(items.PLEDGES, naming.pledges(draft, parties)),
    )
    return Proposals(text=text, draft=draft, groups=tuple(filter(None, groups)))


def _group(name: str, proposals: Iterable[Proposal], *, single=False) -> Group | None:
    found = list(proposals)
    if not found:
        return None
    left_out = max(len(found) - MOST, 0)
    return Group(name=name, proposals=tuple(found[:MOST]), single=single, left_out=left_out)


def _title(draft: Draft):
    if draft.title:
        words = one_line(draft.title.text)[:300].replace(";", ",").replace("；", ",")
        yield items.proposal(items.TITLE, draft.title, words, parts={"title": words})


def _kinds(text: str, draft: Draft):
    """The kind of event or agreement: by the title, the sentence that tells of it, the opening."""
    if draft.kind is None:
        return
    places = [surroundings.sentence_of(text, draft.kind), (0, min(len(text), _OPENING))]
    if draft.title:
        places.insert(0, (draft.title.start, draft.title.end))
    for start, end in places:
        if found := kinds.kind_told(draft.kind.value, text, start, end):
            kind, words = found
            parts = {"kind": kind.value, "kind_as_stated": one_line(words.text)[:200]}
            yield items.proposal(items.KINDS, words, str(kind.label), parts=parts)
            return


def _status(draft: Draft):
    if draft.status:
        status = DelegationStatus(draft.status.value)
        yield items.proposal(
            items.STATUS, draft.status, str(status.label), parts={"status": status.value}
        )


def _dates(draft: Draft, stops):
    """The record's own date is sure, and so are the days of a mission's stops near it."""
    period = draft.period or (draft.dates[0] if len(draft.dates) == 1 else None)
    near = {stop.day.start for stop in stops if stop.day and _is_near(stop.day, period)}
    is_journey = bool(draft.kind and draft.kind.value == "delegation")
    for item in draft.dates:
        own = period is not None and item.start == period.start
        yield items.proposal(
            items.DATES,
            item,
            item.partial.display(),
            sure=own or (is_journey and item.start in near),
            parts={"starts": item.starts, "ends": item.ends},
        )


def _is_near(day, period) -> bool:
    if period is None or not (day.earliest and period.earliest):
        return False
    return abs(day.earliest - period.earliest) <= _STAY


def _headcounts(draft: Draft):
    for number, item in enumerate(draft.headcounts):
        parts = {
            "headcount_number": item.value,
            "headcount_basis": item.basis,
            "headcount_text": one_line(item.text)[:200],
        }
        if kinds.counts_heads_of_regions(item.text):
            parts |= {
                "declared_parties": item.value,
                "declared_parties_text": parts["headcount_text"],
            }
        yield items.proposal(
            items.HEADCOUNTS, item, item.quantity.display(), sure=number == 0, parts=parts
        )


def _links(name: str, found: Iterable[Mention], known: dict):
    for item in found:
        record = known.get(item.pk)
        if record is not None:
            yield items.proposal(name, item, str(record), record=record)
