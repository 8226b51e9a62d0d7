"""The door of the engine: one text in, one draft out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from partnerships.services.drafting import (
    apart,
    contact,
    dating,
    headcounts,
    kinds,
    names,
    people,
    placing,
    pledging,
    reading,
    subjects,
    travel,
)
from partnerships.services.drafting.dateparts import Stated
from partnerships.services.drafting.items import (
    Choice,
    DateFound,
    Draft,
    InitiativeFound,
    Mention,
    OrganisationFound,
    PlaceFound,
    PledgeFound,
    RegionFound,
    SectorFound,
)
from partnerships.services.drafting.names import Match
from partnerships.services.drafting.reading import Reading
from partnerships.services.drafting.sentences import Sentences
from partnerships.services.drafting.signs import Sign

MOST_CHARACTERS = 200_000


class TextTooLongError(ValueError):
    """A text above the limit; `str()` gives a translated sentence."""

    def __init__(self, length: int) -> None:
        message = _("The text has %(length)d characters; at most %(limit)d are read.")
        super().__init__(message % {"length": length, "limit": MOST_CHARACTERS})


@dataclass
class _Text:
    """One text with what the first rules found in it, for those that follow."""

    reading: Reading
    sentences: Sentences
    matches: list[Match]
    apart: apart.Apart
    people: list[people.Person]
    counts: list[headcounts.Count]

    def of(self, *kinds: str) -> list[Match]:
        return [match for match in self.matches if match.known.kind in kinds]


def draft(text: str, *, published: date | None = None, user) -> Draft:
    """Return what the text tells, names known from the records that `user` may see.

    `published` is the day of the article, None when unknown; a dateline or posting date in the
    text then stands in. Raises TextTooLongError.
    """
    if len(text) > MOST_CHARACTERS:
        raise TextTooLongError(len(text))
    gazetteer = names.load(user)
    read = reading.read(text, gazetteer.vocabulary)
    stated = dating.stated_dates(read)
    aside = apart.set_apart(read, stated)
    published = published or apart.day_of(aside.posted) or apart.day_of(stated[:1])
    found = _text(read, gazetteer.matches(read), aside, stated)
    if not contact.tells_of_contact(read.plain, _evidence(found, stated)):
        return Draft()
    kept = [one for one in stated if not aside.holds(one.start, one.end)]
    return _drafted(found, dating.resolve(read, found.sentences, kept, published), published)


def _text(read: Reading, matches: list[Match], aside: apart.Apart, stated: list[Stated]) -> _Text:
    """Keep the names that mean what they name: no region inside a firm's name or a dateline."""
    matches = [match for match in matches if not aside.holds(match.start, match.end)]
    persons = [
        person
        for person in people.people(read, matches)
        if not aside.holds(person.start, person.end)
    ]
    surnames = people.surnames(persons)
    long_forms = {
        match.known.key
        for match in matches
        if match.known.kind == names.REGION and match.end - match.start > 4
    }
    taken = _Taken(read.plain, persons, matches)
    kept = [match for match in matches if _means(read, match, surnames, long_forms, taken)]
    sentences = Sentences(read.plain)
    counts = list(headcounts.headcounts(read, sentences, _places(read, stated)))
    return _Text(read, sentences, kept, aside, persons, counts)


def _evidence(found: _Text, stated: list[Stated]) -> contact.Evidence:
    """What the text holds besides words of contact."""
    dates = [one for one in stated if one.first.month or one.first.day or one.first.form]
    dates = [one for one in dates if not found.apart.holds(one.start, one.end)]
    firm = [one.start for one in (*dates, *found.counts)]
    placed = found.of(names.REGION, names.PLACE, names.ORGANISATION)
    return contact.Evidence(
        countries=frozenset(match.known.country for match in placed),
        regions=frozenset(match.known.key for match in found.of(names.REGION)),
        people=sum(bool(person.title) for person in found.people),
        firm=bool(firm or found.people),
        together=contact.stand_together(_sides(found), firm),
        initiative=bool(found.of(names.INITIATIVE)),
    )


def _places(read: Reading, stated: list[Stated]) -> bytearray:
    taken = bytearray(len(read.plain) + 1)
    for one in stated:
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    return taken


class _Taken:
    """Which characters the names of people take, and where sectors begin."""

    def __init__(self, plain: str, persons: list[people.Person], matches: list[Match]) -> None:
        self.sectors = [match.start for match in matches if match.known.kind == names.SECTOR]
        self.places: set[int] = set()
        for person in persons:
            begin = plain.find(person.name.split(" ")[0], person.start, person.end)
            self.places.update(range(max(begin, person.start), person.end))

    def holds(self, match: Match) -> bool:
        return match.start in self.places and match.end - 1 in self.places


def _means(read: Reading, match: Match, surnames, long_forms, taken: _Taken) -> bool:
    match match.known.kind:
        case names.REGION:
            return not taken.holds(match) and placing.is_region(read, match, surnames, long_forms)
        case names.SECTOR:
            return subjects.is_sector(read, match, taken.sectors)
        case names.ORGANISATION | names.PLACE:
            return not taken.holds(match)
    return True


def _drafted(found: _Text, dates: list, published: date | None) -> Draft:
    read, plain = found.reading, found.reading.plain
    third = travel.is_third_country(plain)
    kind = kinds.kind(plain, found.sentences, third is not None)
    journey = travel.direction(plain, _journey(found), kind.value if kind else "")
    if not kinds.is_remote(plain, found.sentences):
        kind = kinds.with_journey(kind, journey)
    direction = journey if kind and kind.value == "delegation" else None
    dated = tuple(item for _stated, item in dates)
    period = _period(kind, dates)
    return Draft(
        language=_language(plain),
        kind=_choice(read, kind),
        direction=_choice(read, direction),
        status=_status(found, kind, period, published),
        title=_title(found),
        period=period,
        regions=_regions(found),
        organisations=_organisations(found),
        dates=dated,
        headcounts=headcounts.proposed(read, found.counts),
        people=people.proposed(read, found.people),
        sectors=tuple(_each(found, names.SECTOR, _sector)),
        initiatives=tuple(_each(found, names.INITIATIVE, _initiative)),
        places=tuple(_each(found, names.PLACE, _place)),
        pledges=_pledges(found),
        notices=_notices(dated, published),
    )


def _journey(found: _Text) -> travel.Journey:
    return travel.Journey(_sides(found), [(count.start, count.end) for count in found.counts])


def _choice(read: Reading, sign: Sign | None) -> Choice | None:
    return Choice(value=sign.value, **read.words(sign.start, sign.end)) if sign else None


def _period(kind, dates: list) -> DateFound | None:
    """The date of the record: the first of day or span near what tells the kind, else the first."""
    if kind is None:
        return None
    firm = [
        (stated, item)
        for stated, item in dates
        if item.earliest and item.precision in ("day", "month")
    ]
    days = [(stated, item) for stated, item in firm if item.precision == "day"]
    spans = [item for stated, item in days if item.earliest != item.latest and stated.start < 1500]
    if kind.value == "delegation" and spans:
        return spans[0]
    nearest = min(firm, key=lambda pair: abs(pair[0].start - kind.start), default=None)
    return nearest[1] if nearest else None


def _status(found: _Text, kind, period, published) -> Choice | None:
    if kind is None:
        return None
    happened = bool(period and published and period.latest and period.latest < published)
    value = kinds.status(found.sentences, kind.start, kind.end, happened=happened)
    return Choice(value=value, **found.reading.words(kind.start, kind.end))


def _title(found: _Text) -> Mention | None:
    """The first line or sentence that is more than a dateline, at most 200 characters of it."""
    read, hidden = found.reading, found.apart.hidden
    for first, last in found.sentences:
        begin = first
        while begin < last and hidden[begin]:
            begin += 1
        while (
            begin < last and not read.plain[begin].isalnum() and read.plain[begin] not in "「『【"
        ):
            begin += 1
        if last - begin > 6:
            line = read.original.find("\n", read.starts[begin] + 6)
            end = next((at for at in range(begin, last) if read.starts[at] >= line > 0), last)
            return read.mention(begin, min(end, begin + 200))
    return None


def _sides(found: _Text) -> list[tuple[int, int, str]]:
    """Places and bodies with their country; names of countries count too."""
    known = [
        (match.start, match.end, match.known.country)
        for match in found.of(names.REGION, names.PLACE, names.ORGANISATION)
        if match.known.country in ("IN", "JP")
    ]
    return sorted(known + contact.countries(found.reading.plain))


def _grouped(matches: Iterable[Match], key) -> dict:
    groups: dict = {}
    for match in matches:
        groups.setdefault(key(match), []).append(match)
    return groups


def _each(found: _Text, kind: str, make):
    """Yield one item for each thing of a kind, with its later mentions."""
    for matches in _grouped(found.of(kind), lambda match: _identity(found, match)).values():
        yield make(found, matches[0], **_mentioned(found.reading, matches))


def _identity(found: _Text, match: Match) -> str:
    if match.known.kind != names.PLACE:
        return match.known.key
    return match.known.written.casefold()


def _mentioned(read: Reading, matches: list[Match]) -> dict:
    first, *others = matches
    later = tuple(read.mention(other.start, other.end) for other in others)
    return {**read.words(first.start, first.end), "mentions": later}


def _regions(found: _Text) -> tuple[RegionFound, ...]:
    return tuple(
        _each(
            found,
            names.REGION,
            lambda _found, match, **words: RegionFound(
                code=match.known.key, pk=match.known.pk, **words
            ),
        )
    )


def _organisations(found: _Text) -> tuple[OrganisationFound, ...]:
    return tuple(_each(found, names.ORGANISATION, _organisation))


def _organisation(_found: _Text, match: Match, **words) -> OrganisationFound:
    known = match.known
    own = known.form == "regional_government"
    return OrganisationFound(
        slug=known.key,
        identifier=known.region if own else known.key,
        name=known.name,
        pk=known.pk,
        **words,
    )


def _sector(_found: _Text, match: Match, **words) -> SectorFound:
    return SectorFound(slug=match.known.key, pk=match.known.pk, **words)


def _initiative(_found: _Text, match: Match, **words) -> InitiativeFound:
    return InitiativeFound(slug=match.known.key, pk=match.known.pk, **words)


def _place(_found: _Text, match: Match, **words) -> PlaceFound:
    return PlaceFound(name=match.known.written, country=match.known.country, **words)


def _pledges(found: _Text) -> tuple[PledgeFound, ...]:
    kinds = (names.REGION, names.ORGANISATION, names.INITIATIVE)
    parties = [(match.start, match.end) for match in found.of(*kinds)]
    parties += [(person.start, person.end) for person in found.people]
    read = found.reading
    said = pledging.pledges(read.plain, found.sentences, sorted(parties), found.apart.hidden)
    return tuple(
        PledgeFound(by=pledge.by, **read.words(pledge.start, pledge.end)) for pledge in said
    )


def _language(plain: str) -> str:
    """The language whose script most of the text is in."""
    japanese = sum("\u3040" <= letter <= "\u30ff" for letter in plain)
    hindi = sum("\u0900" <= letter <= "\u097f" for letter in plain)
    latin = sum(letter.isascii() and letter.isalpha() for letter in plain)
    kanji = sum("\u4e00" <= letter <= "\u9fff" for letter in plain)
    return max((("en", latin), ("ja", 2 * (japanese + kanji)), ("hi", hindi)), key=lambda p: p[1])[
        0
    ]


def _notices(dates: tuple[DateFound, ...], published: date | None) -> tuple[str, ...]:
    notices = []
    if published is None:
        notices.append(
            _("The day of the article is not known, so weekdays and days without a year are open.")
        )
    if any(item.precision == "unknown" for item in dates):
        notices.append(_("Some dates have no year; complete them by hand."))
    return tuple(notices)
