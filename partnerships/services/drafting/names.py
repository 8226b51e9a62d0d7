"""The names on record, as far as the reader may see, and where a text has them.

All names are looked for in one pass (Aho-Corasick), so time grows with the text alone, whatever
it holds. The library's own longest-match search misses names that begin inside another one, so
all matches are taken and the longest kept here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from partnerships.choices import AliasKind
from partnerships.models import Initiative, Organisation, Person, Region, RegionAlias, Sector
from partnerships.services.drafting.cities import CITIES
from partnerships.services.drafting.reading import Reading, is_devanagari
from partnerships.text import fold

REGION, PERSON, INITIATIVE = "region", "person", "initiative"
ORGANISATION, PLACE, SECTOR = "organisation", "place", "sector"


class Known(NamedTuple):
    """One name of one thing on record; `key` is its code or slug."""

    kind: str
    key: str
    pk: int
    written: str
    name: str = ""
    form: str = ""  # what kind of name: of an alias its kind, of an organisation its kind
    country: str = ""
    region: str = ""


@dataclass(frozen=True)
class Match:
    """A name in the text; `start` and `end` count in `Reading.plain`."""

    start: int
    end: int
    known: Known


@dataclass(frozen=True)
class Gazetteer:
    automaton: ahocorasick.Automaton
    vocabulary: frozenset[str]

    def matches(self, reading: Reading) -> list[Match]:
        """Return the names in the text, the longest where several overlap, in its order."""
        if not self.automaton:
            return []
        found = sorted(self._all(reading), key=lambda match: (match.start, -match.end))
        kept: list[Match] = []
        for match in found:
            if not kept or match.start >= kept[-1].end:
                kept.append(match)
        return kept

    def _all(self, reading: Reading) -> Iterator[Match]:
        folded, origins = reading.folded, reading.origins
        for last, (length, entries) in self.automaton.iter(folded):
            first = last - length + 1
            if not _stands_alone(folded, first, last + 1):
                continue
            start, end = origins[first], _end(reading, last)
            for known in entries:
                if _reads_like(known, reading.plain, start, end):
                    yield Match(start, end, known)
                    break


def load(user) -> Gazetteer:
    """Return the names of all records that `user` may see; six queries, however many names."""
    known = [name for name in _names(user) if name.written.strip()]
    entries: dict[str, list[Known]] = {}
    for name in known:
        key = fold(name.written)
        if len(key) > 1 or not key.isascii():
            entries.setdefault(key, []).append(name)
    automaton = ahocorasick.Automaton()
    for key, names in entries.items():
        names.sort(key=lambda name: _ORDER.index(name.kind))
        automaton.add_word(key, (len(key), tuple(names)))
    if entries:
        automaton.make_automaton()
    return Gazetteer(automaton, _vocabulary(entries))


_ORDER = (REGION, PERSON, INITIATIVE, ORGANISATION, PLACE, SECTOR)


def _names(user) -> Iterator[Known]:
    yield from _regions()
    yield from _organisations(user)
    for country, cities in CITIES.items():
        for written in cities.split():
            yield Known(PLACE, "", 0, written.replace("_", " "), country=country)
    for person in Person.objects.visible_to(user):
        spellings = (person.name, person.name_local, *person.other_names.splitlines())
        for written in dict.fromkeys(spellings):
            yield Known(PERSON, person.slug, person.pk, written, person.name)
    for initiative in Initiative.objects.visible_to(user):
        for written in _spellings(initiative):
            yield Known(INITIATIVE, initiative.slug, initiative.pk, written, initiative.name)
    for sector in Sector.objects.visible_to(user):
        names = (sector.name_en, sector.name_ja, sector.name_hi, *sector.synonyms.splitlines())
        for written in _with_numbers(names):
            yield Known(SECTOR, sector.slug, sector.pk, written, sector.name_en)


def _regions() -> Iterator[Known]:
    for region in Region.objects.all():
        for written in (region.name_en, region.name_ja, region.name_hi):
            yield _region_name(region.code, region.pk, written, AliasKind.NAME)
        for capital in (region.capital_en, region.capital_ja, region.capital_hi):
            for written in re.split(r"[(（,、;/]| and |・と|・", capital)[:1]:
                yield Known(PLACE, region.code, region.pk, written, country=region.code[:2])
    for alias in RegionAlias.objects.select_related("region"):
        yield _region_name(alias.region.code, alias.region.pk, alias.text, alias.kind)


def _region_name(code: str, pk: int, written: str, form: str) -> Known:
    return Known(REGION, code, pk, written, form=form, country=code[:2])


def _organisations(user) -> Iterator[Known]:
    for body in Organisation.objects.visible_to(user).select_related("region"):
        region = body.region.code if body.region else ""
        spellings = [body.name, body.name_ja, body.name_hi]
        # Other names without a capital are descriptions ("business council"), not names.
        spellings += [name for name in body.other_names.splitlines() if not name.islower()]
        for written in dict.fromkeys(spellings):
            if written in ("India", "Japan"):
                continue  # the countries are in every sentence
            yield Known(
                ORGANISATION,
                body.slug,
                body.pk,
                written,
                body.name,
                body.kind,
                body.country,
                region,
            )


def _spellings(initiative) -> Iterator[str]:
    """Names with and without the part in brackets and the countries in front."""
    names = (initiative.name, initiative.name_ja, initiative.name_hi)
    for name in (*names, *initiative.other_names.splitlines()):
        plain = re.sub(r"\s*[(（][^()（）]*[)）]", "", name)
        yield from dict.fromkeys((name, plain))
        yield plain.removesuffix(" series")
        bare = re.sub(r"^(?:India-Japan|Japan-India|Japan)\s+", "", plain)
        if bare != plain and len(bare.split()) > 2:
            yield bare


def _with_numbers(names: Iterable[str]) -> Iterator[str]:
    """Names and their English singular or plural."""
    for name in names:
        yield name
        if len(name) > 4 and name.isascii():
            yield name.removesuffix("s") if name.endswith("s") else f"{name}s"


def _vocabulary(entries: dict[str, list[Known]]) -> frozenset[str]:
    kinds = (REGION, PERSON, PLACE, ORGANISATION)
    known = (key for key, names in entries.items() if names[0].kind in kinds)
    return frozenset(word for key in known for word in key.split() if len(word) > 4) | _WORDS


# Words that dates, people and head-counts hang on, which a line break must not part.
_WORDS = frozenset(
    fold(word)
    for word in [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Governor",
        "Minister",
        "Ambassador",
        "Prefecture",
        "Prefectural",
        "delegation",
        "delegates",
        "members",
        "participants",
        "people",
        "officials",
        "students",
        "representatives",
        "government",
        "memorandum",
        "understanding",
        "agreement",
        "partnership",
        "secretary",
        "chairman",
        "president",
        "director",
        "assembly",
        "visited",
        "signed",
        "meeting",
        "जनवरी",
        "फरवरी",
        "फ़रवरी",
        "मार्च",
        "अप्रैल",
        "जून",
        "जुलाई",
        "अगस्त",
        "सितंबर",
        "अक्टूबर",
        "अक्तूबर",
        "नवंबर",
        "दिसंबर",
        "मुख्यमंत्री",
        "प्रधानमंत्री",
        "राज्यपाल",
        "प्रतिनिधिमंडल",
        "प्रतिनिधि",
        "सदस्य",
        "सदस्यीय",
        "समझौता",
        "गवर्नर",
        "अधिकारी",
        "राजदूत",
        "निदेशक",
    ]
)


# Where a name may begin and end


def _end(reading: Reading, last: int) -> int:
    """The place in `plain` after the folded character, with the marks that folded away."""
    origins = reading.origins
    following = origins[last] + 1
    while (
        following < len(reading.plain)
        and reading.starts[following] == reading.starts[following - 1]
    ):
        following += 1
    return following


def _stands_alone(folded: str, first: int, end: int) -> bool:
    before = folded[first - 1] if first else " "
    after = folded[end] if end < len(folded) else " "
    return not (_runs_on(before, folded[first]) or _runs_on(folded[end - 1], after))


def _runs_on(left: str, right: str) -> bool:
    """Whether two characters stand inside one word."""
    if is_devanagari(left) or is_devanagari(right):
        return is_devanagari(left) and is_devanagari(right)
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


_KATAKANA = re.compile(r"[ァ-ヺー・=]+")


def _reads_like(known: Known, plain: str, start: int, end: int) -> bool:
    """Whether script and case agree: folding makes デリー and でりー, US and us one."""
    said = plain[start:end]
    if said[0].isascii() and said.isascii():
        return _case_agrees(known, said)
    if _has_kana(known.written, "ァ", "ヺ") or _has_kana(said, "ァ", "ヺ"):
        if _has_kana(known.written, "ぁ", "ゖ") != _has_kana(said, "ぁ", "ゖ"):
            return False
        around = plain[start - 1 : start] + plain[end : end + 1]
        outer = around[:1] if start else ""
        inner = plain[end : end + 1]
        starts_with = _KATAKANA.match(said[0]) and _KATAKANA.match(outer) and outer not in "・="
        ends_with = _KATAKANA.match(said[-1]) and _KATAKANA.match(inner) and inner not in "・="
        return not (starts_with or ends_with)
    return True


def _has_kana(text: str, first: str, last: str) -> bool:
    return any(first <= letter <= last for letter in text)


def _case_agrees(known: Known, said: str) -> bool:
    if known.kind == SECTOR:
        return not known.written.isupper() or len(known.written) > 3 or said.isupper()
    if known.kind == REGION and known.form in (AliasKind.CODE, AliasKind.FORMER_CODE):
        return said.isupper() and "-" in said
    letters = [letter for letter in known.written if letter.isalpha()]
    if len(letters) < 6 and all(map(str.isupper, letters)):
        return said.isupper()
    return said[0].isupper() or not said[0].isalpha()
