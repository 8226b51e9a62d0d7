"""Who a text names: parties, people with whom they stand for, who leads, who promises."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from partnerships.choices import Country, Direction, OrganisationKind
from partnerships.services.drafting.items import Draft
from partnerships.services.from_text import items, surroundings
from partnerships.services.from_text.items import Proposal, one_line
from partnerships.services.from_text.placing import regions_as_places

#: Which country travels.
TRAVELLING: dict[str, str] = {
    Direction.INDIA_TO_JAPAN.value: Country.INDIA.value,
    Direction.JAPAN_TO_INDIA.value: Country.JAPAN.value,
}
#: Bodies whose mention alone does not make them a party.
_OFTEN_IN_PASSING = {
    OrganisationKind.NATIONAL_GOVERNMENT,
    OrganisationKind.COMPANY,
    OrganisationKind.AGENCY,
    OrganisationKind.EMBASSY,
    OrganisationKind.OTHER,
}


def governments(visible, regions: dict) -> dict:
    """The government of each region by the region's key, as far as visible; one query."""
    found = visible.filter(kind=OrganisationKind.REGIONAL_GOVERNMENT, region__in=regions)
    return {organisation.region_id: organisation for organisation in found}


def parties(text: str, draft: Draft, known) -> list[Proposal]:
    """Regions by their governments and organisations by themselves, each once.

    A region that is only named as a place is no sure party, unless nobody else was visited.
    """
    found: dict[int, Proposal] = {}
    places = {item.pk for item in regions_as_places(text, draft)}
    proposed = [
        *(_region_party(text, item, known, places) for item in draft.regions),
        *(_body_party(text, item, known) for item in draft.organisations),
    ]
    for proposal in sorted(filter(None, proposed), key=lambda one: one.item.start):
        found.setdefault(proposal.record.pk if proposal.record else -proposal.item.pk, proposal)
    return _with_somebody_visited(draft, list(found.values()))


def _with_somebody_visited(draft: Draft, found: list[Proposal]) -> list[Proposal]:
    travelling = TRAVELLING.get(draft.direction.value) if draft.direction else None
    there = [
        one for one in found if travelling and one.parts.get("country") not in (travelling, "")
    ]
    if any(one.sure for one in there):
        return found
    return [
        replace(one, sure=True, note="") if one in there and one.parts.get("as_place") else one
        for one in found
    ]


def _region_party(text: str, item, known, places) -> Proposal | None:
    region, government = known.regions.get(item.pk), known.governments.get(item.pk)
    if region is None:
        return None
    if government is None:
        note = _("Its government is not on record: add it first, then choose it in the form.")
        return items.proposal(items.PARTIES, item, region.name, note=note, sure=False)
    as_place = item.pk in places
    return items.proposal(
        items.PARTIES,
        item,
        str(government),
        record=government,
        note=_("Named as a place only.") if as_place else "",
        sure=not as_place,
        parts=_party_parts(text, item, government, region.country) | {"as_place": as_place},
    )


def _body_party(text: str, item, known) -> Proposal | None:
    body = known.organisations.get(item.pk)
    if body is None:
        return None
    parts = _party_parts(text, item, body, body.country)
    sure = parts["hosts"] or body.kind not in _OFTEN_IN_PASSING
    return items.proposal(items.PARTIES, item, str(body), record=body, sure=sure, parts=parts)


def _party_parts(text: str, item, organisation, country) -> dict:
    mentions = (item, *item.mentions)
    return {
        "organisation": organisation,
        "country": country,
        "hosts": surroundings.hosts(text, mentions),
    }


def people(text: str, draft: Draft, known, named: Iterable[Proposal]):
    for order, item in enumerate(draft.people):
        person = known.people.get(item.pk) if item.pk else None
        title, name = one_line(item.title)[:300], one_line(item.name)[:200]
        party = _party_of(text, item, named)
        shown = ", ".join(filter(None, (str(person or name), title)))
        yield items.proposal(
            items.PEOPLE,
            item,
            shown,
            record=person,
            note="" if person else _("Not on record: the name is kept as printed."),
            parts={
                "person": person,
                "name": "" if person else name.replace(";", ","),
                "title": title,
                "organisation": party.record if party else None,
                "country": party.parts["country"] if party else "",
                "order": order + 1,
            },
        )


def _party_of(text: str, person, named: Iterable[Proposal]) -> Proposal | None:
    """The party that the words of a person name: "Governor Nitta of Toyama Prefecture"."""
    recorded = [party for party in named if party.record]
    return next(
        (
            party
            for party in recorded
            for words in (person, *person.mentions)
            if any(surroundings.belongs(text, words, body) for body in party.spans)
        ),
        None,
    )


def leaders(text: str, draft: Draft, found: list[Proposal]):
    """Each person as the possible head; sure is who is said to lead, else the first who travels."""
    if not draft.kind:
        return
    sure = _head(text, draft, found)
    for person in found:
        yield items.proposal(
            items.LEADER,
            person.item,
            person.value,
            record=person.record,
            sure=person is sure,
            parts={"person_key": person.key},
        )


def _head(text: str, draft: Draft, found: list[Proposal]) -> Proposal | None:
    said = [one for one in found if surroundings.leads(text, one.spans)]
    if said or draft.kind is None or draft.kind.value != "delegation":
        return said[0] if said else None
    direction = draft.direction.value if draft.direction else ""
    country = TRAVELLING.get(direction)
    return next((one for one in found if country and one.parts["country"] == country), None)


def pledges(draft: Draft, named: list[Proposal]):
    """Pledges with the party that makes them, where its words are a party's."""
    for item in draft.pledges:
        maker = _maker(item, named)
        quote = one_line(item.text)
        yield items.proposal(
            items.PLEDGES,
            item,
            quote,
            record=None,
            note=_pledge_note(item, maker),
            parts={
                "text": quote[:500],
                "quote": quote,
                "quote_language": draft.language or "en",
                "made_by": maker.record if maker else None,
            },
        )


def _maker(pledge, named: list[Proposal]) -> Proposal | None:
    if not pledge.by:
        return None
    return next(
        (
            party
            for party in named
            if party.record and any(words.text and words.text in pledge.by for words in party.spans)
        ),
        None,
    )


def _pledge_note(pledge, maker: Proposal | None) -> str:
    if maker:
        return _("Made by %(party)s.") % {"party": maker.value}
    return _("Who makes it is not on record: choose the party in the form.")
