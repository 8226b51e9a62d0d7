"""Numbers as cells hold them: digits of any width and grouping, and counts as offices word them."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from partnerships.choices import Basis
from partnerships.dateforms import normalised, quoted
from partnerships.quantities import Quantity
from partnerships.services.drafting import numerals
from partnerships.services.drafting.countwords import (
    HEDGE,
    HINDI_PEOPLE,
    PEOPLE,
    PLUS,
    english_basis,
    japanese_basis,
)

#: The longest wording that is kept beside a number.
LONGEST = 200


class NumberRefused(ValueError):
    """A number that was refused; `str()` gives a translated sentence for whoever typed it."""


def whole(cell: str) -> int:
    """Return the whole number in digits that the cell holds; raises NumberRefused."""
    number = _digits(cell)
    if number is None or number != number.to_integral_value():
        told = _("“%(value)s” is not a whole number. Write digits, for example 70 or 1,200.")
        raise _refused(told, cell)
    return int(number)


def decimal(cell: str) -> Decimal:
    """Return the number in digits that the cell holds; raises NumberRefused."""
    number = _digits(cell)
    if number is None:
        told = _("“%(value)s” is not a number. Write digits, for example 70, 1,200 or 12.5.")
        raise _refused(told, cell)
    return number


def quantity(cell: str) -> Quantity:
    """Return the number of a cell, what stands behind it and, unless it is digits alone, its words.

    "about 70", "50名以上", "16 (planned)", "5 lakh"; "unknown" and its like have no number. Raises
    NumberRefused.
    """
    number = _digits(cell)
    if number is not None:
        return Quantity(_plain(number))
    words = " ".join(cell.split())
    if len(words) <= LONGEST:
        found = _worded(normalised(words))
        if found:
            return Quantity(found[0], found[1], words)
    told = _(
        "“%(value)s” is not understood as a number. Write for example 70, about 70, over 50, "
        "16 (planned), 5 lakh, 約70名 or लगभग 70."
    )
    raise _refused(told, cell)


# Digits

#: Thousands, or lakh and crore, are parted by commas; some programs part thousands by blanks.
_GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?: \d{3})+|\d{1,18}"
_NUMBER = re.compile(rf"[+-]?(?:{_GROUPED})(?:\.\d{{1,12}})?", re.ASCII)
_SHORTENED = re.compile(r"[+-]?\d(?:\.\d+)?e\+?\d+", re.ASCII)


def _digits(cell: str) -> Decimal | None:
    normal = normalised(cell)
    if _SHORTENED.fullmatch(normal):
        told = _("“%(value)s” has lost digits in a spreadsheet; write all of them.")
        raise _refused(told, cell)
    return _in_digits(normal) if _NUMBER.fullmatch(normal) else None


def _in_digits(text: str) -> Decimal:
    return Decimal(re.sub("[, ]", "", text))


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number


def _refused(told: str, cell: str) -> NumberRefused:
    return NumberRefused(told % {"value": quoted(cell.strip())})


# Words

_NOT_KNOWN = re.compile(
    r"unknown|not known|n/?a|tb[acd]|to be (?:confirmed|decided|announced)|several|many|various|"
    r"不明|未定|調整中|確認中|非公表|多数|若干名?|数(?:百|十)?[名人]?|अज्ञात|अनिश्चित|कई|अनेक"
)
_PLANNED = (
    r"planned|plan|expected|proposed|tentative|scheduled|to be|予定|計画|見込み?|想定|नियोजित|"
    r"प्रस्तावित|संभावित|अपेक्षित"
)
_AHEAD = re.compile(
    rf"\(?(?:{_PLANNED})\)? ?:? ?(?P<rest>.+)|(?P<before>.+?) ?\(?(?:{_PLANNED})\)?"
)
_REMARK = re.compile(r"(?P<rest>[^()]+?) ?\((?P<remark>[^()]+)\)")


def _nfkc(text: str) -> str:
    """The text as normalised cells have it: some Devanagari letters come apart."""
    return unicodedata.normalize("NFKC", text)


_TIMES = {
    Decimal(10) ** power: _nfkc(words)
    for power, words in (
        (3, "thousands?|千|हजार|हज़ार"),
        (4, "万"),
        (5, "lakhs?|lacs?|लाख"),
        (6, "millions?|mn"),
        (7, "crores?|cr|करोड़"),
        (8, "億"),
        (9, "billions?|bn|अरब"),
        (12, "trillions?|兆"),
    )
}
_SCALE = rf"(?: ?(?P<scale>{'|'.join(_TIMES.values())})(?![a-z\u0900-\u0963]))?"
_PAX = rf"(?:{PEOPLE}|person|pax|nos\.?|heads?|members?)"

_Basis = Callable[[re.Match[str]], str]


def _english(found: re.Match[str]) -> str:
    if found["sign"]:
        return Basis.AT_LEAST if found["sign"] in (">", ">=", "≥", "min.", "min") else Basis.ABOUT
    plus = found["plus"] or found["later_plus"] or ""
    return english_basis((found["hedge"] or "").strip(), plus.strip())


def _japanese(found: re.Match[str]) -> str:
    return japanese_basis({found["hedge"], found["mid"], found["after"]})


def _hindi(found: re.Match[str]) -> str:
    if found["plus"] or found["hedge"] == "कम से कम":
        return Basis.AT_LEAST
    return Basis.ABOUT if found["hedge"] else Basis.EXACT


def _range(_found: re.Match[str]) -> str:
    """From 50 to 60 says that there are 50 at least."""
    return Basis.AT_LEAST


def _value_in(spelt: str) -> str:
    return rf"(?P<number>(?:{_GROUPED})(?:\.\d+)?|{spelt})"


_FORMS: tuple[tuple[re.Pattern[str], _Basis], ...] = (
    (
        re.compile(
            r"(?:(?:a )?total(?: of)?:? )?(?P<sign>~|≈|≒|>=?|≥|c\.|ca\.?|circa|min\.?)? ?"
            + HEDGE
            + _value_in(numerals.ENGLISH)
            + PLUS
            + _SCALE
            + PLUS.replace("<plus>", "<later_plus>")
            + rf"(?:[ -](?:[a-z][a-z'-]+ ){{0,3}}?{_PAX})?(?: (?:in )?(?:total|all))?",
            re.IGNORECASE,
        ),
        _english,
    ),
    (
        re.compile(
            r"(?:計|総勢|合計|延べ|のべ|全)? ?(?P<hedge>約|およそ|おおよそ|ほぼ|最大|最低|~)? ?"
            + _value_in(numerals.JAPANESE)
            + _SCALE
            + r" ?(?P<mid>余り|余|超|以上|程度|ほど|前後|弱|強)?の?(?:名様?|人|方々?)?"
            r"(?P<after>余り|余|超|以上|程度|ほど|前後|弱|強|規模)?(?:の?参加)?"
        ),
        _japanese,
    ),
    (
        re.compile(
            r"(?:कुल )?(?:(?P<hedge>लगभग|करीब|क़रीब|तकरीबन|कम से कम|तक़रीबन) )?"
            + _value_in(numerals.HINDI)
            + _SCALE
            + r"(?: (?P<plus>से अधिक|से ज्यादा|से ज़्यादा|से भी अधिक|या अधिक)|\+)?"
            + rf"(?: (?:[\u0900-\u0963]+ ){{0,3}}?{_nfkc(HINDI_PEOPLE)})?"
        ),
        _hindi,
    ),
    (
        re.compile(
            rf"(?P<number>{_GROUPED})(?P<scale>)(?: ?[-~〜] ?| to |から)(?:{_GROUPED})"
            rf" ?(?:名|人|{_PAX})?"
        ),
        _range,
    ),
)


def _worded(normal: str) -> tuple[int | Decimal | None, str] | None:
    """The number and basis of a count in words, None for other words."""
    if _NOT_KNOWN.fullmatch(normal.strip("().")):
        return None, Basis.UNKNOWN
    if found := _counted(normal):
        return found
    if ahead := _AHEAD.fullmatch(normal):
        found = _counted(ahead["rest"] or ahead["before"])
        return (found[0], Basis.PLANNED) if found else None
    if remark := _REMARK.fullmatch(normal):
        scaled = re.match(_SCALE.strip("?"), remark["remark"])
        return None if scaled else _counted(remark["rest"])
    return None


def _counted(text: str) -> tuple[int | Decimal, str] | None:
    for form, basis in _FORMS:
        if found := form.fullmatch(text.strip()):
            return _plain(_value(found["number"]) * _times(found["scale"])), basis(found)
    return None


def _value(number: str) -> Decimal:
    return _in_digits(number) if number[0].isdecimal() else Decimal(numerals.value(number))


def _times(scale: str | None) -> Decimal:
    if not scale:
        return Decimal(1)
    return next(times for times, words in _TIMES.items() if re.fullmatch(words, scale))
