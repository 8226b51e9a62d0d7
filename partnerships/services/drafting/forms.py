"""The forms of dates that are looked for, and what each yields."""

import re
from collections.abc import Callable, Iterator

from partnerships.services.drafting.dateparts import (
    DAY,
    DAY_FIRST,
    HINDI_DAYS,
    HINDI_MONTH,
    IN_BRACKETS,
    JAPANESE_DAY,
    JAPANESE_MONTH,
    JAPANESE_TO,
    JAPANESE_YEAR,
    LAST_DAY,
    MONTH,
    NUMBER,
    NUMERIC,
    OF_YEAR,
    ON_WEEKDAY,
    SPELT_DAY,
    TO,
    TO_OR_AND,
    YEAR,
    Parts,
    Stated,
    fiscal,
    fiscal_pair,
    japanese,
    latin,
    month_day,
    month_of_year_by_word,
    numeric,
    quarter,
    reiwa,
    weekday,
)
from partnerships.services.drafting.reading import is_cjk, is_devanagari

Form = Callable[[str], Iterator[Stated]]

# The forms, each yielding what it names


def _spans(text: str, read: Callable[[str], Parts]) -> Form:
    """A form of two dates in groups 1 and 2; the second lends the first what it leaves out."""
    compiled = re.compile(text, re.IGNORECASE)

    def find(plain: str) -> Iterator[Stated]:
        for found in compiled.finditer(plain):
            first, last = read(found[1]), read(found[2])
            if first.month is None and last.month is not None and first.day is not None:
                first = Parts(first.year, last.month, first.day)
            if last.month is None:
                last = Parts(last.year, first.month, last.day)
            first, last = _with_shared_year(first, last)
            between = plain[max(0, found.start() - 8) : found.start()].lower() == "between "
            if not between and _are_apart(plain[found.end(1) : found.start(2)], first, last):
                yield Stated(found.start(1), found.end(1), first)
                yield Stated(found.start(2), found.end(2), last)
            else:
                yield Stated(found.start(), found.end(), first, last)

    return find


def _are_apart(between: str, first: Parts, last: Parts) -> bool:
    """Whether "4 and 8 July" are two days; "28 and 29 July" are one span."""
    if first.day is None or last.day is None or not _AND.fullmatch(between):
        return False
    return first.month != last.month or last.day - first.day > 1 + between.count(",")


_AND = re.compile(
    r"[^a-z]{0,24}?(?:\band\b|&|और|एवं|व|तथा|及び|および|並びに|と|・|、)[^a-z]{0,8}", re.IGNORECASE
)


def _with_shared_year(first: Parts, last: Parts) -> tuple[Parts, Parts]:
    """A year stated once holds for both, unless the span runs over the new year."""
    over = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
    if first.year is None and isinstance(last.year, int):
        return Parts(last.year - over, first.month, first.day), last
    if last.year is None and isinstance(first.year, int):
        return first, Parts(first.year + over, last.month, last.day)
    if last.year is None:
        last = Parts(first.year, last.month, last.day)
    return first, last


def _single(text: str, read: Callable[[str], Parts], group: int = 0) -> Form:
    compiled = re.compile(text, re.IGNORECASE)

    def find(plain: str) -> Iterator[Stated]:
        for found in compiled.finditer(plain):
            end = found.end() - found[0].endswith((".", "の"))
            yield Stated(found.start(group), end, read(found[group]))

    return find


def _numbers(text: str) -> Form:
    """A date in numbers alone, or two of them."""
    compiled = re.compile(text, re.IGNORECASE)

    def find(plain: str) -> Iterator[Stated]:
        day_first = bool(DAY_FIRST.search(plain))
        for found in compiled.finditer(plain):
            parts = [numeric(said, day_first=day_first) for said in found.groups()]
            known = [one for one in parts if one]
            if len(known) == len(parts):
                yield Stated(found.start(), found.end(), *known)

    return find


_BEFORE_MONTH = (
    r"\b(?:in|of|by|since|during|from|until|till|to|for|around|before|after|between|and|"
    r"early|mid|late|end|beginning|last|next|this|coming|previous|upcoming|past)"
)
_AFTER_HINDI_MONTH = r"(?= (?:में|माह|महीने|के|से|तक|की))"
_STAGE = r"(?:(?:early|mid|late|end of|beginning of)[ -]?)"
_NOT_A_YEAR = (
    r"(?! ?(?:people|persons|members|students|delegates|companies|firms|yen|crore|lakh|"
    r"million|billion|tonnes|km|MW|jobs|workers|units|%))"
)
_DATED_THING = (
    r"(?=(?: [a-z-]{3,20})? (?:mou|mous|agreement|visit|summit|memorandum|pact|declaration|meeting|"
    r"edition|mission|delegation|accord|statement|conference|talks|tour)\b)"
)

#: What finds dates, the forms that say more before those that say less.
_DAY_MONTH = rf"{LAST_DAY} ?(?:of )?{MONTH}{OF_YEAR}?"
_MONTH_DAY = rf"{MONTH} ?{LAST_DAY}(?:,? ?{YEAR})?"

_ENGLISH = (  # and those in figures alone
    # Spans of days
    _spans(rf"({DAY})(?:, ?{LAST_DAY}){{0,3}}{TO_OR_AND}(?:the )?({_DAY_MONTH})", latin),
    _spans(rf"({MONTH} ?{LAST_DAY}){TO_OR_AND}({LAST_DAY}(?:,? ?{YEAR})?)(?! ?{MONTH})", latin),
    _spans(rf"{ON_WEEKDAY}({DAY} ?{MONTH}{OF_YEAR}?),?{TO}{ON_WEEKDAY}({_DAY_MONTH})", latin),
    _spans(rf"{ON_WEEKDAY}({_MONTH_DAY}),?{TO}{ON_WEEKDAY}({_MONTH_DAY})", latin),
    _spans(rf"(?<=between )({DAY} ?{MONTH}{OF_YEAR}?) and ({_DAY_MONTH})", latin),
    _spans(rf"(?<=between )({_MONTH_DAY}) and ({_MONTH_DAY})", latin),
    _numbers(rf"(?<![\d/.-])({NUMERIC}) ?(?:to|-|~|until|से|から|〜) ?({NUMERIC})(?![\d/-])"),
    # Days
    _single(rf"{ON_WEEKDAY}{DAY} ?(?:of )?{MONTH}{OF_YEAR}?", latin),
    _single(rf"{ON_WEEKDAY}{_MONTH_DAY}", latin),
    _numbers(rf"(?<![\d/.-])({NUMERIC})(?![\d/-])"),
    # Months
    _spans(rf"({MONTH}(?:,? {YEAR})?){TO}({MONTH},? {YEAR})", latin),
    _single(rf"{_STAGE}?{MONTH}{OF_YEAR}", latin),
    _single(
        rf"{_BEFORE_MONTH}(?: the)?[ -]{_STAGE}?((?:(?:last|next|this|coming) )?{MONTH})(?! ?\d)",
        latin,
        1,
    ),
    _single(rf"{MONTH},? (?:of )?(?:last|previous|this|next|coming) year\b", month_of_year_by_word),
    # Years and parts of them
    _single(rf"\b(?:fy|fiscal(?: year)?|financial year) ?{YEAR}(?:[-/]\d{{2,4}})?", fiscal),
    _single(r"(?<![\d-])20\d\d-\d\d(?![\d-])", fiscal_pair),
    _single(rf"\bQ[1-4](?: of)?,? ?{YEAR}|{YEAR}[- ]?Q[1-4]", quarter),
    _single(rf"\b(?:first|second|third|fourth|last) quarter of {YEAR}", quarter),
    _spans(rf"\b(?:from|between) ({YEAR}) (?:to|and|until) ({YEAR})", latin),
    _spans(rf"(?<![\d-])({YEAR}) ?[-~] ?({YEAR})(?![\d-])", latin),
    _single(
        r"\b(?:in|since|during|of|from|until|till|to|by|year|after|before|early|late|mid|around)"
        rf"[ -](?:the )?(?:end of )?(?:year )?({YEAR})(?![-/.,]?\d){_NOT_A_YEAR}",
        latin,
        1,
    ),
    _single(rf"\b(?:the|its|their|a) ({YEAR}){_DATED_THING}", latin, 1),
    # Days by name
    _single(
        r"(?<!every )(?<!each )(?<!black )(?<!good )"
        r"\b(?:(?:last|next|this|past|coming|previous) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        r"(?! ?(?:times|express|guardian|prayers?|brunch))",
        weekday,
    ),
)
_DATED = rf"(?:{JAPANESE_YEAR} ?)?{JAPANESE_MONTH}"
_JAPANESE = (
    _spans(
        rf"({_DATED} ?{JAPANESE_DAY}){IN_BRACKETS}{JAPANESE_TO}翌?({_DATED} ?{JAPANESE_DAY}){IN_BRACKETS}(?: ?まで)?",
        japanese,
    ),
    _spans(
        rf"({_DATED} ?{NUMBER}(?: ?日)?){IN_BRACKETS}{JAPANESE_TO}翌?({JAPANESE_DAY}){IN_BRACKETS}(?: ?まで)?",
        lambda text: japanese(text if "日" in text else f"{text}日"),
    ),
    _single(rf"{_DATED} ?{JAPANESE_DAY}{IN_BRACKETS}", japanese),
    _single(rf"\bR\d{{1,2}}[./]\d{{1,2}}[./]\d{{1,2}}(?!\d){IN_BRACKETS}", reiwa),
    _single(r"(?<![\d/])\d{1,2}/\d{1,2}(?= ?\([月火水木金土日])", month_day),
    _single(r"(?:(?<=\n)|\A)\d{1,2}/\d{1,2}(?= [^\s\d])", month_day),
    _spans(
        rf"({JAPANESE_YEAR} ?{JAPANESE_MONTH}){JAPANESE_TO}({_DATED})(?: ?まで)?(?! ?{NUMBER} ?日)",
        japanese,
    ),
    _single(rf"{_DATED}(?:上旬|中旬|下旬|初旬|初め|末)?", japanese),
    _single(rf"{JAPANESE_YEAR} ?度", fiscal),
    _single(r"(?<!\d)20\d\d年(?:の)?第[1-4]四半期", quarter),
    _single(
        rf"{JAPANESE_YEAR}(?! ?(?:度|間|前|後|ぶり|来|以上|代|版|もの|連続|目標|[\d]))", japanese
    ),
    _single(r"(?<!毎週)(?:先週|今週|来週)?の?[月火水木金土日]曜日?(?![・,、ー\-~)])", weekday),
)
_OF_HINDI_YEAR = rf"(?:,? {YEAR})?"
_HINDI_DAY = rf"(?:{DAY}|{SPELT_DAY})"
_LAST_HINDI_DAY = rf"(?:{LAST_DAY}|{SPELT_DAY})"
_HINDI = (
    _spans(
        rf"({_HINDI_DAY})(?:, ?{_LAST_HINDI_DAY}){{0,3}}{TO_OR_AND}({_LAST_HINDI_DAY} ?{HINDI_MONTH}{_OF_HINDI_YEAR})",
        latin,
    ),
    _spans(
        rf"({_HINDI_DAY} ?{HINDI_MONTH}{_OF_HINDI_YEAR}){TO}({_LAST_HINDI_DAY} ?{HINDI_MONTH}{_OF_HINDI_YEAR})",
        latin,
    ),
    _single(rf"{_HINDI_DAY} ?{HINDI_MONTH}{_OF_HINDI_YEAR}", latin),
    _single(rf"{HINDI_MONTH} (?:की )?{_HINDI_DAY}(?: तारीख)", latin),
    _single(rf"{HINDI_MONTH},? {YEAR}", latin),
    _single(
        rf"(?:पिछले|बीते|गत|अगले|आगामी|इस) (?:वर्ष|साल)(?: के)? {HINDI_MONTH}", month_of_year_by_word
    ),
    _single(rf"(?:(?:अगले|पिछले|आगामी|बीते) )?{HINDI_MONTH}{_AFTER_HINDI_MONTH}", latin),
    _single(r"(?:वर्ष|साल|सन्?) ((?:19|20)\d\d(?!\d))(?![-/]\d)", latin, 1),
    _single(r"(?<![\d-])((?:19|20)\d\d)(?= (?:में|तक|से)(?![\u0900-\u0963]))", latin, 1),
    _single(rf"(?:(?:पिछले|बीते|गत|अगले|आगामी|इस) )?(?:{'|'.join(HINDI_DAYS.split())})", weekday),
)


def forms_for(plain: str) -> tuple[Form, ...]:
    """The forms of the scripts that the text holds; of overlapping dates the longest is kept."""
    japanese = _JAPANESE if any(map(is_cjk, plain)) else ()
    hindi = _HINDI if any(map(is_devanagari, plain)) else ()
    return (*_ENGLISH, *japanese, *hindi)
