"""Where it was: the places of a text, the region they lie in, the day that is told of them."""

from dataclasses import dataclass

from partnerships.models import Region
from partnerships.services.drafting.items import DateFound, Draft, RegionFound
from partnerships.services.from_text import items, surroundings
from partnerships.services.from_text.items import Proposal, one_line
from partnerships.text import fold

#: Names that say which country, not where in it.
_COUNTRIES = frozenset(map(fold, ("India", "Japan", "インド", "日本", "भारत", "जापान")))
_BESIDE = frozenset((", ", ",", "、", " ", ""))


@dataclass(frozen=True)
class Place:
    """A place with the region that is only named to say where it lies, and its day."""

    proposal: Proposal
    region: Region | None
    day: DateFound | None


def regions_as_places(text: str, draft: Draft) -> list[RegionFound]:
    """Regions of which the text says nothing but that something was there."""
    return [
        item
        for item in draft.regions
        if all(surroundings.names_a_place(text, one) for one in (item, *item.mentions))
    ]


def places(text: str, draft: Draft, regions: dict[int, Region]) -> list[Place]:
    """The cities of a text, and the regions that it names as places."""
    only_places = [item for item in regions_as_places(text, draft) if item.pk in regions]
    found = [
        _city(text, draft, item, only_places, regions)
        for item in draft.places
        if fold(item.name) not in _COUNTRIES
    ]
    told = {place.region.pk for place in found if place.region}
    found += [
        _region(text, draft, item, regions[item.pk]) for item in only_places if item.pk not in told
    ]
    return _weighed(draft, sorted(found, key=lambda place: place.proposal.item.start))


def _city(text, draft, item, only_places, regions) -> Place:
    region = next(
        (
            regions[one.pk]
            for one in only_places
            if item.end <= one.start and text[item.end : one.start] in _BESIDE
        ),
        None,
    ) or _of_capital(item, draft, regions)
    name = one_line(item.name)[:200]
    country = item.country or (str(region.country) if region else "")
    shown = f"{name}, {region.name}" if region else name
    return _place(text, draft, item, shown, region, {"place": name, "country": country})


def _of_capital(item, draft, regions) -> Region | None:
    """The region of the text whose capital it is; a city is not its region, but lies in it."""
    name = fold(item.name)
    return next(
        (
            region
            for region in (regions.get(one.pk) for one in draft.regions)
            if region and name in {fold(region.capital_en), fold(region.capital_ja)} - {""}
        ),
        None,
    )


def _region(text, draft, item, region) -> Place:
    parts = {"place": "", "country": str(region.country)}
    return _place(text, draft, item, region.name, region, parts)


def _place(text, draft, item, shown, region, parts) -> Place:
    day = _day_of(text, draft, item)
    parts |= {"region": region, "date": day.starts if day else None}
    sure = draft.kind is not None
    proposal = items.proposal(items.PLACES, item, shown, record=region, sure=sure, parts=parts)
    return Place(proposal, region, day)


def _day_of(text, draft, item) -> DateFound | None:
    """The day told in the sentence of a place, if it tells one only."""
    sentence = surroundings.sentence_of(text, item)
    told = [day for day in draft.dates if surroundings.is_in(sentence, day)]
    one_day = len(told) == 1 and told[0].precision == "day"
    return told[0] if one_day and told[0].earliest == told[0].latest else None


def _weighed(draft: Draft, found: list[Place]) -> list[Place]:
    """An event is in one place: of several the first is sure."""
    if draft.kind is None or draft.kind.value == "delegation":
        return found
    return [
        Place(items.unsure(place.proposal), place.region, place.day) if number else place
        for number, place in enumerate(found)
    ]
