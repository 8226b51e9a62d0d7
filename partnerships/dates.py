"""Partial dates: reading what an official typed, writing it for people and for files, comparing.

A partial date is a pair of bounds with a precision. The bounds carry all arithmetic, the precision
decides what may be shown: nothing here ever writes a day or a month that nobody stated.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils import dateformat
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 100
FIRST_YEAR, LAST_YEAR = 1868, 2200
FISCAL_YEAR_STARTS = 4  # April, in India and in Japan alike

UNDERSTOOD = _(
    "2025-08-30, 30 Aug 2025, 2025-08, Dec 2024, 2025-Q3, 2025, FY2025 (April 2025 to March 2026), "
    "by 2029-03, 2025年8月30日, 令和7年8月30日, 令和7年度, or “unknown: words”"
)


class Precision(TextChoices):
    """How finely a date was stated."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    FISCAL_YEAR = "fiscal_year", _("fiscal year")
    YEAR = "year", _("year")
    BY = "by", _("by a date")
    UNKNOWN = "unknown", _("unknown")


class DateError(ValueError):
    """A date that was refused; ``str()`` of it is a translated sentence for whoever typed it."""


class Period(NamedTuple):
    """From the first to the last possible day; None is an open end."""

    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known; unknown has neither bound, "by" has no earliest one."""

    earliest: date | None
    latest: date | None
    precision: str
    text: str = ""

    @classmethod
    def unknown(cls, text: str = "") -> "PartialDate":
        """Return the date nobody knows, with what was said about it."""
        return cls(None, None, Precision.UNKNOWN.value, text)

    @property
    def is_known(self) -> bool:
        return self.precision != Precision.UNKNOWN

    def file_form(self) -> str:
        """Return the form that files carry, empty when unknown; ``parse`` takes it back unchanged."""
        match self.precision, self.earliest, self.latest:
            case Precision.BY, _, date() as latest:
                return f"by {_iso(latest, _deadline_unit(latest, self.text))}"
            case Precision.QUARTER, date() as first, _:
                return f"{first.year:04}-Q{(first.month + 2) // 3}"
            case Precision.FISCAL_YEAR, date() as first, _:
                return f"FY{first.year:04}"
            case precision, date() as first, _:
                return _iso(first, precision)
        return ""

    def display(self) -> str:
        """Return short words in the active language, such as "28 Jul 2025" or "by Mar 2029"."""
        formats = _formats()
        match self.precision, self.earliest, self.latest:
            case Precision.BY, _, date() as latest:
                words = formats.write(latest, _deadline_unit(latest, self.text))
                return pgettext("deadline", "by %(date)s") % {"date": words}
            case Precision.QUARTER, date() as first, date() as last:
                return formats.months_of_year.write(first, last)
            case Precision.FISCAL_YEAR, date() as first, _:
                names = {"first": f"{first.year:04}", "second": f"{(first.year + 1) % 100:02}"}
                return pgettext("fiscal year", "FY%(first)s-%(second)s") % names
            case precision, date() as first, _:
                return formats.write(first, precision)
        return _unknown_display(self.text)

    def __str__(self) -> str:
        return self.display()


# Writing


def _iso(day: date, precision: str) -> str:
    """Return the day in ISO 8601, cut to what the precision allows."""
    length = {Precision.DAY: 10, Precision.MONTH: 7}.get(precision, 4)
    return day.isoformat()[:length]


def _deadline_unit(latest: date, text: str) -> str:
    """Return how finely a deadline was stated, so that "by 2029" does not come back as a day.

    The text decides where it ends on that very day; else the coarsest unit that does.
    """
    body = _deadline_body(_normalised(text))
    stated = _span_or_none(body) if body else None
    if stated and stated.latest == latest and stated.precision in ("day", "month", "year"):
        return stated.precision
    if (latest.month, latest.day) == (12, 31):
        return Precision.YEAR
    return Precision.MONTH if latest == _month_end(latest) else Precision.DAY


def _unknown_display(text: str) -> str:
    unknown = pgettext("date", "unknown")
    words = _UNKNOWN.fullmatch(text)
    if words and words["words"]:
        return pgettext("date", "unknown: %(words)s") % {"words": words["words"]}
    return unknown


class _Pair(NamedTuple):
    """How two days are written as one span, without repeating what they share."""

    first: str
    joint: str
    last: str

    def write(self, first: date, last: date) -> str:
        return dateformat.format(first, self.first) + self.joint + dateformat.format(last, self.last)


@dataclass(frozen=True)
class _Formats:
    """Django format strings of one language; Django's own have neither short months nor spans."""

    day: str
    month: str
    year: str
    days_of_month: _Pair
    days_of_year: _Pair
    months_of_year: _Pair

    def write(self, day: date, precision: str) -> str:
        styles = {Precision.DAY: self.day, Precision.MONTH: self.month}
        return dateformat.format(day, styles.get(precision, self.year))


_ENGLISH = _Formats(
    day="j M Y",
    month="M Y",
    year="Y",
    days_of_month=_Pair("j", "-", "j M Y"),
    days_of_year=_Pair("j M", " - ", "j M Y"),
    months_of_year=_Pair("M", "-", "M Y"),
)
_HINDI = _Formats(
    day="j F Y",
    month="F Y",
    year="Y",
    days_of_month=_Pair("j", "-", "j F Y"),
    days_of_year=_Pair("j F", " - ", "j F Y"),
    months_of_year=_Pair("F", "-", "F Y"),
)
_JAPANESE = _Formats(
    day="Y年n月j日",
    month="Y年n月",
    year="Y年",
    days_of_month=_Pair("Y年n月j", "-", "j日"),
    days_of_year=_Pair("Y年n月j日", " - ", "n月j日"),
    months_of_year=_Pair("Y年n", "-", "n月"),
)
_FORMATS = {"hi": _HINDI, "ja": _JAPANESE}


def _formats() -> _Formats:
    return _FORMATS.get((get_language() or "en").split("-")[0], _ENGLISH)


def span_display(start: PartialDate, end: PartialDate) -> str:
    """Return "28-29 Jul 2025" and its like in the active language.

    An end that is unknown or says the same as the start is left out.
    """
    same = (start.earliest, start.latest, start.precision) == (end.earliest, end.latest, end.precision)
    if same or not end.is_known:
        return start.display()
    first, last = start.earliest, end.earliest
    if first and last and start.precision == end.precision == Precision.DAY and first.year == last.year:
        formats = _formats()
        pair = formats.days_of_month if first.month == last.month else formats.days_of_year
        return pair.write(first, last)
    return f"{start.display()} - {end.display()}"


# Comparing


def overlaps(
    earliest: date | None, latest: date | None, from_: date | None, to: date | None
) -> bool:
    """Return whether two closed intervals share a day; None is an open end on either side.

    The one overlap rule. Undated rows have no interval: leave them out before asking.
    """
    starts_in_time = earliest is None or to is None or earliest <= to
    ends_late_enough = latest is None or from_ is None or latest >= from_
    return starts_in_time and ends_late_enough


def visit_period(start: PartialDate, end: PartialDate) -> Period | None:
    """Return the widest period of a visit, whose unstated end equals its start; None if undated."""
    if not start.is_known and not end.is_known:
        return None
    return Period(start.earliest, end.latest if end.is_known else start.latest)


def term_period(start: PartialDate, end: PartialDate) -> Period | None:
    """Return the widest period of an agreement or post, whose unstated end is open; None if undated."""
    if not start.is_known and not end.is_known:
        return None
    return Period(start.earliest, end.latest)


def ends_before_start(start: PartialDate, end: PartialDate) -> bool:
    """Return whether no day of the end can follow the start; False where a bound is missing."""
    return bool(start.earliest and end.latest and end.latest < start.earliest)


def sort_key(partial: PartialDate, *, descending: bool = False) -> tuple[bool, int, bool, int]:
    """Return a key for earliest, then latest; a missing bound, so also unknown, is last both ways.

    The same order as ``F(...).asc(nulls_last=True)`` or ``desc`` on both columns.
    """
    sign = -1 if descending else 1
    first, last = partial.earliest, partial.latest
    return (
        first is None,
        sign * first.toordinal() if first else 0,
        last is None,
        sign * last.toordinal() if last else 0,
    )


def fiscal_year_of(day: date) -> int:
    """Return the year in which the day's fiscal year began, April to March."""
    return day.year if day.month >= FISCAL_YEAR_STARTS else day.year - 1


def year_bounds(text: str) -> tuple[date, date]:
    """Return first and last day of a calendar or fiscal year such as 2025 or FY2025, else DateError."""
    stated = parse(text)
    whole_year = stated.precision in (Precision.YEAR, Precision.FISCAL_YEAR)
    if not (whole_year and stated.earliest and stated.latest):
        message = gettext("“%(value)s” is not a year. Write for example 2025, or FY2025 for April 2025 to March 2026.")
        raise DateError(message % {"value": _quoted(text)})
    return stated.earliest, stated.latest


# Reading


class _Span(NamedTuple):
    precision: str
    earliest: date
    latest: date


def parse(text: str) -> PartialDate:
    """Return the date that a person or a file wrote, empty being unknown.

    Raises DateError with a sentence that names the value and what would be accepted.
    """
    entered = text.strip()
    if len(entered) > MAX_LENGTH:
        message = gettext("“%(value)s” is too long for a date: at most %(limit)d characters.")
        raise DateError(message % {"value": _quoted(entered), "limit": MAX_LENGTH})
    entered = " ".join(entered.split())
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in entered):
        raise _not_understood(entered)
    normal = _normalised(entered)
    if not normal or _UNKNOWN.fullmatch(normal):
        return PartialDate.unknown(entered)
    body = _deadline_body(normal)
    if body:
        return PartialDate(None, _span(body, entered).latest, Precision.BY.value, entered)
    span = _span(normal, entered)
    return PartialDate(span.earliest, span.latest, span.precision, entered)


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNKNOWN = re.compile(r"(?:unknown|不明|अज्ञात) ?(?:[:：] ?(?P<words>.*))?", re.IGNORECASE)
_BY = re.compile(r"by (?:the )?(?:end (?:of )?)?(?P<body>.+)")


def _normalised(text: str) -> str:
    """Return the text as the patterns expect it: half-width, lower case, plain hyphens."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    return " ".join(text.split())


def _deadline_body(normal: str) -> str:
    """Return the date after "by" or before まで, or nothing."""
    if normal.endswith("まで"):
        return normal.removesuffix("まで").removesuffix("末").strip()
    by = _BY.fullmatch(normal)
    return by["body"] if by else ""


def _span_or_none(normal: str) -> _Span | None:
    try:
        return _span(normal, normal)
    except DateError:
        return None


def _span(normal: str, entered: str) -> _Span:
    for pattern, read in _FORMS:
        found = pattern.fullmatch(normal)
        if found:
            return read(found, entered)
    raise _not_understood(entered)


def _day(found: re.Match[str], entered: str) -> _Span:
    return _western(found, entered, int(found["month"]), int(found["day"]))


def _month_or_fiscal_year(found: re.Match[str], entered: str) -> _Span:
    """YYYY-MM is always a month; 2025-26 is a fiscal year because there is no month 26."""
    year, second = int(found["year"]), int(found["month"])
    if second > 12 and second == (year + 1) % 100:
        return _fiscal_year(_known_year(year, entered))
    if not 1 <= second <= 12:
        message = gettext(
            "“%(value)s” is neither a month, written like 2025-08, nor a fiscal year, written like 2025-26."
        )
        raise DateError(message % {"value": _quoted(entered)})
    return _western(found, entered, second)


def _named_month(found: re.Match[str], entered: str) -> _Span:
    number = _MONTHS.get(found["name"])
    if number is None:
        raise _not_understood(entered)
    stated_day = found.groupdict().get("day")
    return _western(found, entered, number, int(stated_day) if stated_day else None)


def _year(found: re.Match[str], entered: str) -> _Span:
    return _western(found, entered)


def _quarter(found: re.Match[str], entered: str) -> _Span:
    year = _known_year(int(found["year"]), entered)
    last_month = int(found["quarter"]) * 3
    first = date(year, last_month - 2, 1)
    return _Span(Precision.QUARTER.value, first, _month_end(date(year, last_month, 1)))


def _stated_fiscal_year(found: re.Match[str], entered: str) -> _Span:
    year, second = _known_year(int(found["year"]), entered), found["second"]
    if second and not str(year + 1).endswith(second):
        message = gettext("“%(value)s” is not one fiscal year. Write for example FY2025 or FY2025-26.")
        raise DateError(message % {"value": _quoted(entered)})
    return _fiscal_year(year)


def _japanese(found: re.Match[str], entered: str) -> _Span:
    era = _ERAS.get(found["era"])
    number = 1 if found["year"] == "元" else int(found["year"])
    if era is None and len(found["year"]) != 4:
        raise _not_understood(entered)
    year = _known_year(number if era is None else era.first.year + number - 1, entered)
    if found["fiscal"]:
        span = _fiscal_year(year)
    else:
        span = _calendar_span(entered, year, *(int(part) for part in found.group("month", "day") if part))
    if era and (number < 1 or not overlaps(span.earliest, span.latest, era.first, era.last)):
        raise _outside_era(found["era"], era, entered)
    return span


def _western(found: re.Match[str], entered: str, *month_and_day: int | None) -> _Span:
    year = _known_year(int(found["year"]), entered)
    return _calendar_span(entered, year, *(part for part in month_and_day if part is not None))


def _calendar_span(entered: str, year: int, *month_and_day: int) -> _Span:
    """Return the year, month or day named by one, two or three numbers."""
    try:
        match month_and_day:
            case ():
                return _Span(Precision.YEAR.value, date(year, 1, 1), date(year, 12, 31))
            case (month,):
                first = date(year, month, 1)
                return _Span(Precision.MONTH.value, first, _month_end(first))
            case _:
                day = date(year, *month_and_day)
                return _Span(Precision.DAY.value, day, day)
    except ValueError:
        message = gettext(
            "“%(value)s” is not in the calendar. Write a day that exists, or only the month, for example 2025-08."
        )
        raise DateError(message % {"value": _quoted(entered)}) from None


def _fiscal_year(year: int) -> _Span:
    first = date(year, FISCAL_YEAR_STARTS, 1)
    return _Span(Precision.FISCAL_YEAR.value, first, date(year + 1, FISCAL_YEAR_STARTS, 1) - timedelta(days=1))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _known_year(year: int, entered: str) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = gettext("The year of “%(value)s” is not between %(first)d and %(last)d.")
        raise DateError(message % {"value": _quoted(entered), "first": FIRST_YEAR, "last": LAST_YEAR})
    return year


# Refusing


def _quoted(text: str) -> str:
    """Return the value short and printable enough to stand inside a sentence."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in text[:41])
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


def _not_understood(entered: str) -> DateError:
    message = gettext("“%(value)s” is not understood as a date. Write for example %(forms)s.")
    return DateError(message % {"value": _quoted(entered), "forms": UNDERSTOOD})


def _which_is_the_day(found: re.Match[str], entered: str) -> _Span:
    message = gettext(
        "“%(value)s” is ambiguous: numbers alone do not say which is the day and which the month. "
        "Write for example 2025-04-03 or 3 Apr 2025."
    )
    raise DateError(message % {"value": _quoted(entered)})


def _which_year(found: re.Match[str], entered: str) -> _Span:
    name = found.groupdict().get("name")
    if name and name not in _MONTHS:
        raise _not_understood(entered)
    message = gettext(
        "“%(value)s” is ambiguous: write the year with four digits, for example Aug 2025, "
        "or FY2025 for April 2025 to March 2026."
    )
    raise DateError(message % {"value": _quoted(entered)})


def _outside_era(name: str, era: "_Era", entered: str) -> DateError:
    values = {"value": _quoted(entered), "era": name, "first": era.first, "last": era.last}
    if era.last is None:
        return DateError(gettext("“%(value)s” lies outside the era %(era)s, which began on %(first)s.") % values)
    message = gettext("“%(value)s” lies outside the era %(era)s, which ran from %(first)s to %(last)s.")
    return DateError(message % values)


class _Era(NamedTuple):
    first: date
    last: date | None


# The first and last days by the Gregorian calendar, as the Japanese cabinet set them.
_ERAS = {
    "令和": _Era(date(2019, 5, 1), None),
    "平成": _Era(date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": _Era(date(1926, 12, 25), date(1989, 1, 7)),
}
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    name: number
    for number, full in enumerate(_MONTH_NAMES.split(), start=1)
    for name in (full, full[:3], "sept" if number == 9 else full)
}


_Reader = Callable[[re.Match[str], str], _Span]


def _form(pattern: str, read: _Reader) -> tuple[re.Pattern[str], _Reader]:
    return re.compile(pattern, re.ASCII), read


# Tried in order; each pattern is linear and reads the whole normalised text.
_DAY_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    _form(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", _day),
    _form(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})", _month_or_fiscal_year),
    _form(r"(?P<year>\d{4})", _year),
    _form(_DAY_NUMBER + r"[ -](?P<name>[a-z]+)\.?,?[ -](?P<year>\d{4})", _named_month),
    _form(r"(?P<name>[a-z]+)\.? " + _DAY_NUMBER + r",? (?P<year>\d{4})", _named_month),
    _form(r"(?P<name>[a-z]+)\.?,?[ -](?P<year>\d{4})", _named_month),
    _form(r"(?P<year>\d{4})[- ]?q(?P<quarter>[1-4])", _quarter),
    _form(r"(?:fy|fiscal year) ?(?P<year>\d{4})(?:[-/](?P<second>\d{4}|\d{2}))?", _stated_fiscal_year),
    _form(
        r"(?P<era>令和|平成|昭和)? ?(?P<year>元|\d{1,4}) ?年 ?"
        r"(?:(?P<fiscal>度)|(?P<month>\d{1,2}) ?月 ?(?:(?P<day>\d{1,2}) ?日)?)?",
        _japanese,
    ),
    _form(r"\d{1,2}([-/. ])\d{1,2}\1(?:\d{4}|\d{2})", _which_is_the_day),
    _form(r"(?:fy|fiscal year) ?'?\d{2}(?:[-/]\d{2})?", _which_year),
    _form(r"(?:\d{1,2}(?:st|nd|rd|th)?[ -])?(?P<name>[a-z]+)\.?,?[ -]'?\d{2}", _which_year),
)
