"""A text made readable for the rules, with the way back to where each character came from.

`plain` is the text with half-width letters, ASCII digits, single blanks, and without the line
breaks and hyphens that a PDF leaves inside words and dates; "\\n" remains where a paragraph, a
sentence or a line of a form ends. `folded` is `plain` as names are compared.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from partnerships.services.drafting.items import Mention
from partnerships.text import fold

_MOST_MARKS = 8
_LINE_ENDS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_SIGNS = (
    dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | {"’": "'", "‘": "'", "“": '"', "”": '"', "′": "'"}
)
_SENTENCE_ENDS = frozenset("。！？!?」』।")
# What begins a line of its own: a number, bullet or bracketed number; or a short label and a gap.
_ITEM = re.compile(
    r"\s*(?:[0-9]{1,2}(?:[.)、:]|\s+(?![年月日名人]))(?!\d)|\([0-9一二三四五六七八九十ア-ンa-z]{1,3}\)"
    r"|[○●・■◆◇□▪•※*>◎▼▲★☆-]|[一二三四五六七八九十]{1,2}[、.]|[①-⑳])"
)
_LABEL = re.compile(
    r"\s*(?:[^\s:,、。.]{1,8}(?:\s(?![0-9年月日名人])|:)"
    r"|(?:日時|日程|期日|期間|場所|会場|人数|参加者|訪問者|対応者|出席者|内容|主催)[\s:])"
)
_DATE_TAIL = re.compile(r"\d{1,3}\s?(?:年|月|日|名|人|時)")
_MONTH_AHEAD = re.compile(
    r"\d{0,2}(?:st|nd|rd|th)?(?:\s?(?:to|and|-|&|से)\s?\d{1,2}(?:st|nd|rd|th)?)?\s+"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|जन|फ|मार्च|अप्रैल|मई|जून|जुल|अग|सित|अक|नव|दिस)"
)
# A line that ends like this goes on: "28 to", "on 28 and", "from 28-".
_GOES_ON = frozenset(
    "about and around at between by from in of on or over some the through till to until".split()
)
_UNIT_AHEAD = re.compile(r"[年月日名人時](?![時程付本称数前々古材口的])")
_CIRCLED = range(0x2460, 0x2500)


class Unit(NamedTuple):
    """One character of the original with its marks: how it reads, and where it stands."""

    text: str
    start: int
    end: int
    wide: bool = False


@dataclass(frozen=True)
class Reading:
    original: str
    plain: str
    starts: list[int]
    ends: list[int]
    folded: str
    origins: list[int]  # of each folded character, its place in `plain`

    def words(self, start: int, end: int) -> dict:
        """Return the original words of `plain[start:end]` as the fields of a `Mention`."""
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        first, last = self.starts[start], self.ends[end - 1]
        return {"start": first, "end": last, "text": self.original[first:last]}

    def mention(self, start: int, end: int) -> Mention:
        return Mention(**self.words(start, end))

    def ends_line(self, end: int) -> bool:
        """Whether only blanks stand between the place and the line's end."""
        if end >= len(self.plain):
            return True
        after = self.original[self.ends[end - 1] :][:40].lstrip(" \t\u3000")
        return not after or after[0] in _LINE_ENDS


def read(original: str, vocabulary: frozenset[str]) -> Reading:
    """Return the text made readable; `vocabulary` decides which broken words are joined."""
    units = list(_joined(list(_units(original)), vocabulary))
    plain = "".join(unit.text for unit in units)
    starts = [unit.start for unit in units for _letter in unit.text]
    ends = [unit.end for unit in units for _letter in unit.text]
    folded, origins = _folded(units)
    return Reading(original, plain, starts, ends, folded, origins)


def _units(original: str) -> Iterator[Unit]:
    """Yield the characters with their marks, normalised; invisible ones are left out."""
    place, length = 0, len(original)
    while place < length:
        letter, start = original[place], place
        place += 1
        if letter == "\r" and original[place : place + 1] == "\n":
            continue
        if letter.isascii():
            yield Unit(_ascii(letter), start, place)
            continue
        marks = place
        while marks < length and _is_mark(original[marks]):
            marks += 1
        place = marks
        shown = _shown(original[start : min(marks, start + 1 + _MOST_MARKS)])
        if shown:
            yield Unit(shown, start, place, True)


def _ascii(letter: str) -> str:
    if letter >= " " and letter != "\x7f":
        return letter
    return "\n" if letter in _LINE_ENDS else " "


@lru_cache(maxsize=4096)
def _is_mark(letter: str) -> bool:
    return letter in "\uff9e\uff9f" or unicodedata.category(letter) in ("Mn", "Mc", "Me")


@lru_cache(maxsize=8192)
def _shown(cluster: str) -> str:
    letter = cluster[0]
    if letter in _SIGNS:
        return _SIGNS[letter]
    category = unicodedata.category(letter)
    if category in ("Cf", "Cs", "Cn", "Co"):
        return ""
    if category[0] == "Z" or category == "Cc" or ord(letter) in _CIRCLED:
        return " "
    if category == "Nd":
        return str(unicodedata.digit(letter))
    return unicodedata.normalize("NFKC", cluster).replace("\n", " ")


def is_cjk(letter: str) -> bool:
    """Whether the character belongs to Japanese writing, its punctuation included."""
    return "\u3001" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"


def is_devanagari(letter: str) -> bool:
    return "\u0900" <= letter <= "\u097f" and letter not in "।॥"


def _joined(units: list[Unit], vocabulary: frozenset[str]) -> Iterator[Unit]:
    """Replace each run of white space by what it means: nothing, a blank, or an end of line."""
    kept: list[Unit] = []
    place, length = 0, len(units)
    while place < length:
        if not units[place].text.isspace():
            kept.append(units[place])
            place += 1
            continue
        begin = place
        while place < length and units[place].text.isspace():
            place += 1
        if kept and place < length:
            gap = _Gap(units, begin, place)
            mark = _meaning(gap, kept, vocabulary)
            if mark:
                kept.append(Unit(mark, units[begin].start, units[begin].end))
    return iter(kept)


class _Gap(NamedTuple):
    units: list[Unit]
    begin: int
    end: int

    @property
    def breaks(self) -> int:
        return sum(unit.text == "\n" for unit in self.units[self.begin : self.end])

    @property
    def ahead(self) -> str:
        return "".join(unit.text for unit in self.units[self.end : self.end + 24])


def _meaning(gap: _Gap, kept: list[Unit], vocabulary: frozenset[str]) -> str:
    left, right = kept[-1], gap.units[gap.end]
    if not gap.breaks:
        spaced = left.wide and right.wide and left.text.isdigit() and right.text.isdigit()
        era = left.text + right.text in ("平成", "令和", "昭和")
        return "" if spaced or era else " "
    if gap.breaks > 1:
        return "\n"
    return _line_break(gap, kept, left.text[-1], right.text[0], vocabulary)


def _line_break(gap: _Gap, kept: list[Unit], left: str, right: str, vocabulary) -> str:
    ahead = gap.ahead
    if left.isdigit() and right.isdigit():
        return _between_digits(kept, ahead)
    if left in _SENTENCE_ENDS or (_ITEM.match(ahead) and not _goes_on(kept, left, right)):
        return "\n"
    if is_cjk(left) or is_cjk(right):
        return _between_japanese(left, right, ahead)
    if left == "-" and right.isalnum() and len(kept) > 1 and _in_word(kept[-2].text[0]):
        if kept[-2].text[0].isalpha() and _is_hyphenated(kept, ahead, vocabulary):
            kept.pop()
        return ""
    if left.isalpha() and (right.islower() or is_devanagari(right)):
        joined = _last_word(kept), _first_word(ahead)
        if _is_broken(*joined, vocabulary):
            return ""
    return " " if left not in ".:;" or right.islower() else "\n"


def _goes_on(kept: list[Unit], left: str, right: str) -> bool:
    """Whether a number at the line's beginning belongs to the words before, and is no item."""
    return right.isdigit() and (left == "-" or _last_word(kept).lower() in _GOES_ON)


def _between_japanese(left: str, right: str, ahead: str) -> str:
    if left.isdigit() and _UNIT_AHEAD.match(ahead):
        return ""
    if not (is_cjk(left) or left.isdigit()) or not (is_cjk(right) or right.isdigit()):
        return "\n" if _LABEL.match(ahead) else " "
    return "\n" if _LABEL.match(ahead) else ""


def _between_digits(kept: list[Unit], ahead: str) -> str:
    trailing = re.search(r"\d+$", _last_word(kept))
    digits = trailing[0] if trailing else ""
    following = re.match(r"\d+", ahead)
    whole = digits + following[0] if following else digits
    if _DATE_TAIL.match(ahead) and len(whole) <= 4:
        return ""
    year = re.fullmatch(r"(?:19|20)\d\d", whole) and not re.match(r"\d+[-/.)]", ahead)
    day = int(whole) <= 31 and _MONTH_AHEAD.match(ahead) if len(whole) < 5 else False
    return "" if year or day else "\n" if _ITEM.match(ahead) else " "


def _is_hyphenated(kept: list[Unit], ahead: str, vocabulary: frozenset[str]) -> bool:
    """Whether the hyphen at the line's end parts one word, rather than joining two."""
    left, right = _last_word(kept[:-1]), _first_word(ahead)
    if fold(left + right) in vocabulary:
        return True
    if is_devanagari(right[:1]):
        return fold(left) not in vocabulary and fold(right) not in vocabulary
    return right[:1].islower() and fold(right) not in vocabulary


def _last_word(kept: list[Unit]) -> str:
    letters: list[str] = []
    for unit in reversed(kept[-30:]):
        if not _in_word(unit.text[0]):
            break
        letters.append(unit.text)
    return "".join(reversed(letters))


def _first_word(ahead: str) -> str:
    for place, letter in enumerate(ahead):
        if not _in_word(letter):
            return ahead[:place]
    return ahead


def _in_word(letter: str) -> bool:
    return letter.isalnum() or is_devanagari(letter)


def _is_broken(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    """Whether two pieces are one known word; "to" and "day" are words of their own."""
    if fold(left + right) not in vocabulary:
        return False
    return not (fold(left) in _SHORT_WORDS or fold(left) in vocabulary)


_SHORT_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "on",
        "in",
        "of",
        "at",
        "by",
        "for",
        "and",
        "or",
        "as",
        "is",
        "was",
        "be",
        "he",
        "she",
        "it",
        "we",
        "may",
        "up",
        "no",
        "so",
        "any",
        "some",
        "this",
        "that",
        "week",
        "man",
        "with",
        "from",
        "out",
        "off",
        "per",
        "pro",
        "non",
        "un",
        "re",
        "fore",
        "mid",
    ]
)


def _folded(units: list[Unit]) -> tuple[str, list[int]]:
    """Fold unit by unit, so that each folded character knows where it comes from."""
    letters: list[str] = []
    origins: list[int] = []
    place = 0
    for index, unit in enumerate(units):
        folded = " " if _is_possessive(units, index) else _folded_unit(unit.text)
        for letter in folded:
            letters.append(letter)
            origins.append(place)
        place += len(unit.text)
    return _without_gaps(letters, origins)


def _is_possessive(units: list[Unit], index: int) -> bool:
    """An apostrophe before a last "s" ends the name; any other is part of it."""
    if units[index].text != "'" or index + 1 >= len(units) or units[index + 1].text not in "sS":
        return False
    return index + 2 >= len(units) or not units[index + 2].text[0].isalnum()


@lru_cache(maxsize=8192)
def _folded_unit(text: str) -> str:
    if text in (" ", "\n", "-"):
        return " "
    return fold(text) or (" " if unicodedata.category(text[0]) == "Pd" else "")


def _without_gaps(letters: list[str], origins: list[int]) -> tuple[str, list[int]]:
    """Single blanks between words, none inside Japanese, where a blank parts nothing."""
    kept: list[str] = []
    places: list[int] = []
    for index, letter in enumerate(letters):
        if letter == " ":
            following = letters[index + 1] if index + 1 < len(letters) else " "
            if not kept or following == " " or kept[-1] == " ":
                continue
            if is_cjk(kept[-1]) and is_cjk(following):
                continue
        kept.append(letter)
        places.append(origins[index])
    return "".join(kept), places
