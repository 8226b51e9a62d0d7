"""People with their titles, as printed: in three scripts, each person once."""

import re
from collections.abc import Iterator
from dataclasses import replace

from partnerships.services.drafting.items import PersonFound
from partnerships.services.drafting.names import ORGANISATION, PERSON, PLACE, REGION, Match
from partnerships.services.drafting.people_english import english
from partnerships.services.drafting.people_hindi import hindi
from partnerships.services.drafting.people_japanese import japanese
from partnerships.services.drafting.persons import Person
from partnerships.services.drafting.reading import Reading, is_cjk, is_devanagari
from partnerships.text import fold

__all__ = ["Person", "people", "proposed", "surnames"]


def people(reading: Reading, matches: list[Match]) -> list[Person]:
    """Return every mention of a person, those on record by their names alone."""
    on_record = [
        Person(
            match.start,
            match.end,
            reading.plain[match.start : match.end],
            "",
            match.known.key,
            match.known.pk,
        )
        for match in matches
        if match.known.kind == PERSON
    ]
    found = sorted(_titled(reading.plain, matches), key=lambda person: (person.start, -person.end))
    return _with_records(_apart(found), on_record)


def _titled(plain: str, matches: list[Match]) -> Iterator[Person]:
    regions = [match for match in matches if match.known.kind in (REGION, PLACE, ORGANISATION)]
    yield from english(plain, {match.start: match.end for match in regions})
    if any(map(is_cjk, plain)):
        yield from japanese(plain, regions)
    if any(map(is_devanagari, plain)):
        yield from hindi(plain, regions)


def _apart(found: list[Person]) -> list[Person]:
    """Keep the first and longest where several overlap."""
    kept: list[Person] = []
    for person in found:
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


def _with_records(found: list[Person], on_record: list[Person]) -> list[Person]:
    """Join two ordered lists: a person on record lends the key to the one printed around it."""
    joined: list[Person] = []
    both = sorted([*found, *on_record], key=lambda person: (person.start, -person.end, person.slug))
    for person in both:
        last = joined[-1] if joined else None
        if last is None or person.start >= last.end:
            joined.append(person)
        elif person.slug and not last.slug and person.end <= last.end:
            joined[-1] = replace(last, slug=person.slug, pk=person.pk)
    return joined


def surnames(found: list[Person]) -> frozenset[str]:
    """Return the folded first and last words of the names: a region of that name may be meant."""
    words = (person.name.split() for person in found)
    return frozenset(fold(word) for name in words for word in (name[0], name[-1]))


def proposed(reading: Reading, found: list[Person]) -> tuple[PersonFound, ...]:
    """Return each person once, under the fullest name printed, with the first title printed."""
    groups: list[list[Person]] = []
    by_word: dict[str, list[int]] = {}
    by_name: dict[str, int] = {}
    for person in found:
        at = by_name.get(person.slug or person.name)
        if at is None:
            at = _group_of(person, groups, by_word)
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(person)
        for name in filter(None, (person.slug, person.name)):
            by_name.setdefault(name, at)
        for word in _clues(person.name):
            if at not in by_word.setdefault(word, []):
                by_word[word].append(at)
    return tuple(_person_found(reading, group) for group in groups)


def _group_of(
    person: Person, groups: list[list[Person]], by_word: dict[str, list[int]]
) -> int | None:
    """A surname alone is the person named in full before or after; few groups share a word."""
    words = _key(person.name)
    for clue in _clues(person.name):
        for at in by_word.get(clue, [])[:20]:
            names = dict.fromkeys(other.name for other in groups[at][:20])
            if any(_fits(words, _key(name)) for name in names):
                return at
    return None


def _clues(name: str) -> tuple[str, ...]:
    """What two names of one person share: a word, or in Japanese the first or last two signs."""
    words = _key(name)
    if len(words) == 1 and not name.isascii():
        return (*words, words[0][:2], words[0][-2:])
    return (*words, "".join(words)[:2]) if not name.isascii() else words


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    few, many = sorted((one, other), key=len)
    joined = "".join(many)
    if len(few) > 1:
        return set(few) <= set(many)
    if few[0] in many or joined == few[0]:
        return True
    if few[0].isascii() or len(few[0]) < 2:
        return False
    return joined.startswith(few[0]) or joined.endswith(few[0]) or few[0].startswith(joined)


def _key(name: str) -> tuple[str, ...]:
    return tuple(
        word for word in re.split(r"[\s・=]+", name.lower()) if len(word.strip(".")) > 1
    ) or (name,)


def _person_found(reading: Reading, group: list[Person]) -> PersonFound:
    first, *others = group
    fullest = max(group, key=lambda person: (len(_key(person.name)), len(person.name)))
    title = fullest.title or next((person.title for person in group if person.title), "")
    slug, pk = next(((person.slug, person.pk) for person in group if person.slug), ("", None))
    return PersonFound(
        **reading.words(first.start, first.end),
        mentions=tuple(reading.mention(other.start, other.end) for other in others),
        name=fullest.name,
        title=title,
        slug=slug,
        pk=pk,
    )
