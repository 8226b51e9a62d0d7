"""How English, Japanese and Hindi write dates: patterns, and the parts that each names.

Every pattern works on `Reading.plain` and repeats nothing without a bound, so that the time it
takes grows with the text alone.
"""

import re
from dataclasses import dataclass

from partnerships.dates import parse
from partnerships.services.drafting.numerals import HINDI_WORDS


@dataclass(frozen=True)
class Parts:
    """What a text names of one date. `year` may be a word such as "last" until resolved."""

    year: int | str | None = None
    month: int | None = None
    day: int | None = None
    form: str = ""  # "fiscal", "quarter", "weekday", "relative" or "" for a calendar date
    number: int = 0  # of the quarter, weekday or step


@dataclass(frozen=True)
class Stated:
    """A date as stated at `plain[start:end]`; `last` is there for a span."""

    start: int
    end: int
    first: Parts
    last: Parts | None = None


_ENGLISH_MONTHS = (
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? "
    "sep(?:t(?:ember)?)? oct(?:ober)? nov(?:ember)? dec(?:ember)?"
)
_HINDI_MONTHS = (
    "जनवरी फ़?रवरी|फरवरी मार्च अप्रैल मई जून जुलाई|जुलाइ अगस्त सितंबर|सितम्बर "
    "अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर"
)
_DAYS = "mon tue wed thu fri sat sun"
HINDI_DAYS = "सोमवार मंगलवार बुधवार गुरुवार|गुरूवार|बृहस्पतिवार|वीरवार शुक्रवार शनिवार रविवार|इतवार"
_WORDS_OF_DAY = "月火水木金土日"

WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = rf"(?:{'|'.join(_ENGLISH_MONTHS.split())})(?![a-z])\.?"
HINDI_MONTH = rf"(?:{'|'.join(_HINDI_MONTHS.split())})(?![\u0900-\u0963])"
DAY = r"(?<![\d.,/:-])(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%])"
LAST_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%])"
_SPELT_DAYS = {word: number for word, number in HINDI_WORDS.items() if number < 32} | {"पहली": 1}
SPELT_DAY = rf"(?<![\u0900-\u0963])(?:{'|'.join(sorted(_SPELT_DAYS, key=len, reverse=True))})(?![\u0900-\u0963])"
YEAR = r"(?:19|20)\d\d(?!\d)"
OF_YEAR = rf"(?:,? ?(?:of )?{YEAR})"
TO = r" ?(?:-|~|to|till|until|through|upto|up to|से) ?"
TO_OR_AND = rf"(?:{TO}| ?(?:and|&|और|एवं|व|तथा) )"
ON_WEEKDAY = rf"(?:{WEEKDAY},? )?"
JAPANESE_YEAR = (
    r"(?:(?:(?:令和|平成|昭和) ?(?:元|\d{1,2}|[一二三四五六七八九十]{1,3})|"
    r"(?<!\d)(?:19|20)\d\d|(?<!\d)[0-4]\d(?= ?年 ?\d{1,2} ?月)|二[〇一二三四五六七八九]{3}) ?年(?: ?\((?:19|20)\d\d年?\))?|"
    r"一昨年|昨年|去年|再来年|来年|今年|本年|同年|翌年|前年)(?:の)?"
)
NUMBER = r"(?:(?<!\d)\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})"
JAPANESE_MONTH = rf"{NUMBER} ?月(?![間号額例給])"
JAPANESE_DAY = rf"{NUMBER} ?日(?![間目])"
IN_BRACKETS = r"(?: ?\((?:[月火水木金土日](?:曜日?)?)(?:[・,、/]?(?:祝日?|休日?|振休))?\))?"
NUMERIC = (
    r"(?:19|20)\d\d ?[-/.] ?\d{1,2} ?[-/.] ?\d{1,2}|\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:19|20)\d\d"
)
JAPANESE_TO = r" ?(?:~|〜|-|ー|から|より|及び|および|並びに|と|・|、|,) ?"


# Reading of parts

_NUMBERS = {letter: number for number, letter in enumerate("〇一二三四五六七八九")}


def number(text: str) -> int:
    """Return a number in digits or Japanese numerals up to 99, or four digits of a year."""
    if text.isascii():
        return int(text)
    if text == "元":
        return 1
    if "十" in text:
        tens, _sign, ones = text.partition("十")
        return 10 * _NUMBERS.get(tens, 1) + _NUMBERS.get(ones, 0)
    return int("".join(str(_NUMBERS.get(letter, 0)) for letter in text))


def _month_number(text: str) -> int:
    name = text.lower().rstrip(".")
    for months in (_ENGLISH_MONTHS, _HINDI_MONTHS):
        for place, pattern in enumerate(months.split(), start=1):
            if re.fullmatch(pattern, name):
                return place
    raise KeyError(text)


_LATIN_DAY = re.compile(rf"(?<!\d)({LAST_DAY})", re.IGNORECASE)
_LATIN_MONTH = re.compile(rf"{MONTH}|{HINDI_MONTH}", re.IGNORECASE)
_LATIN_YEAR = re.compile(YEAR)
_SPELT_DAY = re.compile(SPELT_DAY)


_BY_WORD = re.compile(
    r"(last|previous|this|next|coming) year|(पिछले|बीते|गत|अगले|आगामी|इस) (?:वर्ष|साल)", re.IGNORECASE
)


def month_of_year_by_word(text: str) -> Parts:
    """Read "March last year": the month, and the word for its year."""
    word = _BY_WORD.search(text)
    month = _LATIN_MONTH.search(_BY_WORD.sub(" ", text))
    if not (word and month):
        return Parts(None)
    said = (word[1] or word[2]).lower()
    ahead = said in ("next", "coming", "अगले", "आगामी")
    year = "来年" if ahead else "今年" if said in ("this", "इस") else "昨年"
    return Parts(year, _month_number(month[0]))


def latin(text: str) -> Parts:
    """Read a day, month and year written in English or Hindi, in any order."""
    month = _LATIN_MONTH.search(text)
    year = _LATIN_YEAR.search(text)
    rest = text.replace(year[0], " ", 1) if year else text
    day = _LATIN_DAY.search(rest)
    spelt = None if day else _SPELT_DAY.search(text)
    return Parts(
        int(year[0]) if year else None,
        _month_number(month[0]) if month else None,
        int(re.sub(r"\D", "", day[1])) if day else _SPELT_DAYS[spelt[0]] if spelt else None,
    )


_J_YEAR = re.compile(rf"({JAPANESE_YEAR})")
_J_MONTH = re.compile(rf"({NUMBER}) ?月")
_J_DAY = re.compile(rf"({NUMBER}) ?日")
_ERA = re.compile(r"(令和|平成|昭和) ?(\S+?) ?年")


def japanese(text: str) -> Parts:
    text = re.sub(r" ?\((?:19|20)\d\d年?\)", "", text)
    year, month, day = _J_YEAR.search(text), _J_MONTH.search(text), _J_DAY.search(text)
    return Parts(
        _japanese_year(year[1].removesuffix("の")) if year else None,
        number(month[1]) if month else None,
        number(day[1]) if day else None,
    )


def _japanese_year(text: str) -> int | str:
    era = _ERA.match(text)
    if era:
        first = parse(f"{era[1]}{number(era[2])}年").earliest
        return first.year if first else era[2]
    if text[0].isdigit() or text[0] == "二":
        year = number(text.removesuffix("年").strip())
        return year + 2000 if year < 100 else year  # newspapers write 18年 for 2018
    return text


DAY_FIRST = re.compile(r"(?<![\d/.-])(?:1[3-9]|2\d|3[01]) ?[-/] ?\d{1,2} ?[-/] ?(?:19|20)\d\d")


def numeric(text: str, *, day_first: bool) -> Parts | None:
    """Read year first, or day first where the text shows that order; else it is ambiguous."""
    first, second, third = (int(part) for part in re.findall(r"\d+", text))
    if first > 31:
        return Parts(first, second, third)
    if day_first or "." in text or first > 12 or first == second:
        return Parts(third, second, first)
    return Parts(third, first, second) if second > 12 else None


def reiwa(text: str) -> Parts:
    year, month, day = re.findall(r"\d+", text)
    return Parts(_japanese_year(f"令和{year}年"), int(month), int(day))


def month_day(text: str) -> Parts:
    month, day = re.findall(r"\d+", text)
    return Parts(None, int(month), int(day))


def fiscal(text: str) -> Parts:
    year = _J_YEAR.search(text) or _LATIN_YEAR.search(text)
    stated = year[0] if year else text
    known = _japanese_year(stated) if "年" in stated else int(stated)
    return Parts(known, form="fiscal")


def fiscal_pair(text: str) -> Parts:
    first, second = re.findall(r"\d+", text)
    same = (int(first) + 1) % 100 == int(second) % 100
    return Parts(int(first), form="fiscal") if same else Parts(None)


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def quarter(text: str) -> Parts:
    year = _LATIN_YEAR.search(text)
    word = re.search(r"first|second|third|fourth|last|q ?([1-4])|第([1-4])", text, re.IGNORECASE)
    if not (word and year):
        return Parts(None)
    digit = word[1] or word[2]
    quarter = int(digit) if digit else _QUARTERS[word[0].lower()]
    return Parts(int(year[0]), form="quarter", number=quarter)


def weekday(text: str) -> Parts:
    lowered = text.lower()
    for place, name in enumerate(_DAYS.split()):
        if re.search(rf"\b{name}", lowered):
            return Parts(form="weekday", number=place)
    for place, pattern in enumerate(HINDI_DAYS.split()):
        if re.search(pattern, text):
            return Parts(form="weekday", number=place)
    letter = re.search(r"([月火水木金土日])曜", text)
    return Parts(form="weekday", number=_WORDS_OF_DAY.index(letter[1])) if letter else Parts(None)
