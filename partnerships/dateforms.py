"""The written forms of partial dates: what a text names, and which texts are refused.

Text comes as an official typed it, in English, Japanese or Hindi; `dates.parse` is the door to all
this.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 200
FIRST_YEAR, LAST_YEAR = 1868, 2200
FISCAL_YEAR_STARTS = 4  # April, in India and in Japan alike

#: Enough to write a date by; `UNDERSTOOD` lists every form, once on a form.
EXAMPLES = _("2025-08-30, Dec 2024, FY2025, by 2029-03, 2025年8月30日 or “unknown: words”")
UNDERSTOOD = _(
    "2025-08-30, 30 Aug 2025, 2025-08, Dec 2024, 2025-Q3, 2025, FY2025 (April 2025 "
    "to March 2026), by 2029-03, 2025年8月30日, 令和7年8月30日, 令和7年度, 30 अगस्त 2025, or "
    "“unknown: words”"
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
    """A date that was refused; `str()` gives a translated sentence for whoever typed it."""


class Span(NamedTuple):
    """Days from the earliest to the latest, and how finely they were stated."""

    precision: Precision
    earliest: date
    latest: date


class Reading(NamedTuple):
    """What a text says: bounds (None: no bound), precision, and the text itself."""

    earliest: date | None
    latest: date | None
    precision: str
    text: str


def read(text: str) -> Reading:
    """Return what the text says, empty being unknown; raise DateError when it is refused."""
    entered = text.strip()
    if len(entered) > MAX_LENGTH:
        message = gettext("“%(value)s” is too long for a date: at most %(limit)d characters.")
        raise DateError(message % {"value": quoted(entered), "limit": MAX_LENGTH})
    entered = " ".join(entered.split())
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in entered):
        raise _not_understood(entered)
    normal = normalised(entered)
    if not normal or _UNKNOWN.fullmatch(normal):
        return Reading(None, None, Precision.UNKNOWN.value, entered)
    body = _deadline_body(normal)
    span = _span(body or normal, entered)
    if body:
        return Reading(None, span.latest, Precision.BY.value, entered)
    return Reading(span.earliest, span.latest, span.precision.value, entered)


def deadline_unit(latest: date, text: str) -> Precision:
    """Return how finely a deadline was stated, so that "by 2029" does not become a day.

    The text decides if it names that very day; else the coarsest unit that ends on it.
    """
    body = _deadline_body(normalised(text[:MAX_LENGTH]))
    try:
        stated = _span(body, body)
    except DateError:
        stated = None
    shown = (Precision.DAY, Precision.MONTH, Precision.YEAR)
    if stated and stated.latest == latest and stated.precision in shown:
        return stated.precision
    if (latest.month, latest.day) == (12, 31):
        return Precision.YEAR
    return Precision.MONTH if latest == _month_end(latest) else Precision.DAY


def words_of_unknown(text: str) -> str:
    """Return the words after "unknown:", empty when there are none."""
    said = _UNKNOWN.fullmatch(text)
    return (said["words"] or "") if said else ""


def quoted(text: str) -> str:
    """Return the value short and printable enough to stand inside a sentence."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:41])
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


# Reading

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_DIGITS = dict(zip(map(ord, "०१२३४५६७८९"), "0123456789", strict=True))
_UNKNOWN = re.compile(r"(?:unknown|不明|अज्ञात) ?(?:[:：] ?(?P<words>.*))?", re.IGNORECASE)
_BY = re.compile(r"by (?:the )?(?:end (?:of )?)?(?P<body>.+)")


def normalised(text: str) -> str:
    """Return the text as patterns expect it: half-width, lower case, plain hyphens and blanks."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES | _DIGITS).lower()
    return " ".join(text.split())


def _deadline_body(normal: str) -> str:
    """Return the date after "by" or before まで or तक, or nothing."""
    if normal.endswith(" तक"):
        return normal.removesuffix("तक").strip()
    if normal.endswith("まで"):
        return normal.removesuffix("まで").removesuffix("末").strip()
    by = _BY.fullmatch(normal)
    return by["body"] if by else ""


def _span(normal: str, entered: str) -> Span:
    for pattern, reader in _FORMS:
        found = pattern.fullmatch(normal)
        if found:
            return reader(found, entered)
    raise _not_understood(entered)


def _western(found: re.Match[str], entered: str) -> Span:
    """A year, month or day in numbers, or with the name of its month."""
    parts = found.groupdict()
    month = _MONTHS.get(parts.get("name", ""), parts.get("month"))
    year = _known_year(found["year"], entered)
    return _calendar_span(entered, year, month, parts.get("day"))


def _month_or_fiscal_year(found: re.Match[str], entered: str) -> Span:
    """YYYY-MM is always a month; 2025-26 is a fiscal year as there is no month 26."""
    year, second = _known_year(found["year"], entered), int(found["month"])
    if second > 12 and second == (year + 1) % 100:
        return _fiscal_span(year)
    if not 1 <= second <= 12:
        message = gettext(
            "“%(value)s” is neither a month, written like 2025-08, nor a fiscal year, "
            "written like 2025-26."
        )
        raise DateError(message % {"value": quoted(entered)})
    return _calendar_span(entered, year, second)


def _quarter(found: re.Match[str], entered: str) -> Span:
    year, last_month = _known_year(found["year"], entered), int(found["quarter"]) * 3
    first = date(year, last_month - 2, 1)
    return Span(Precision.QUARTER, first, _month_end(date(year, last_month, 1)))


def _fiscal_year(found: re.Match[str], entered: str) -> Span:
    year, second = _known_year(found["year"], entered), found["second"]
    if second and not str(year + 1).endswith(second):
        message = gettext(
            "“%(value)s” is not one fiscal year. Write for example FY2025 or FY2025-26."
        )
        raise DateError(message % {"value": quoted(entered)})
    return _fiscal_span(year)


def _japanese(found: re.Match[str], entered: str) -> Span:
    era = _ERAS.get(found["era"])
    if era is None and len(found["year"]) != 4:
        raise _not_understood(entered)
    number = 1 if found["year"] == "元" else int(found["year"])
    year = _known_year(era.first.year + number - 1 if era else number, entered)
    if found["fiscal"]:
        span = _fiscal_span(year)
    else:
        span = _calendar_span(entered, year, found["month"], found["day"])
    if era and not (number and era.touches(span)):
        raise era.refusal(found["era"], entered)
    return span


def _calendar_span(
    entered: str,
    year: int,
    month: str | int | None = None,
    day: str | int | None = None,
) -> Span:
    """Return the year, the month or the day that one, two or three numbers name."""
    try:
        if month is None:
            return Span(Precision.YEAR, date(year, 1, 1), date(year, 12, 31))
        first = date(year, int(month), int(day or 1))
    except ValueError:
        message = gettext(
            "“%(value)s” is not in the calendar. Write a day that exists, or only "
            "the month, for example 2025-08."
        )
        raise DateError(message % {"value": quoted(entered)}) from None
    if day is None:
        return Span(Precision.MONTH, first, _month_end(first))
    return Span(Precision.DAY, first, first)


def _fiscal_span(year: int) -> Span:
    first, next_first = (date(y, FISCAL_YEAR_STARTS, 1) for y in (year, year + 1))
    return Span(Precision.FISCAL_YEAR, first, next_first - timedelta(days=1))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _known_year(stated: str | int, entered: str) -> int:
    year = int(stated)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = gettext("The year of “%(value)s” is not between %(first)d and %(last)d.")
        values = {"value": quoted(entered), "first": FIRST_YEAR, "last": LAST_YEAR}
        raise DateError(message % values)
    return year


# Refusing


def _not_understood(entered: str) -> DateError:
    message = gettext("“%(value)s” is not understood as a date. Write for example %(forms)s.")
    return DateError(message % {"value": quoted(entered), "forms": EXAMPLES})


def _which_is_the_day(found: re.Match[str], entered: str) -> Span:
    message = gettext(
        "“%(value)s” is ambiguous: numbers alone do not say which is the day and "
        "which the month. Write for example 2025-04-03 or 3 Apr 2025."
    )
    raise DateError(message % {"value": quoted(entered)})


def _which_year(found: re.Match[str], entered: str) -> Span:
    message = gettext(
        "“%(value)s” is ambiguous: write the year with four digits, for example "
        "Aug 2025, or FY2025 for April 2025 to March 2026."
    )
    raise DateError(message % {"value": quoted(entered)})


class _Era(NamedTuple):
    """The Gregorian first and last day of an era; the present one has no last day."""

    first: date
    last: date | None = None

    def touches(self, span: Span) -> bool:
        return span.latest >= self.first and (not self.last or span.earliest <= self.last)

    def refusal(self, name: str, entered: str) -> DateError:
        values = {
            "value": quoted(entered),
            "era": name,
            "first": self.first,
            "last": self.last,
        }
        if self.last is None:
            message = gettext("“%(value)s” lies outside the era %(era)s, which began on %(first)s.")
        else:
            message = gettext(
                "“%(value)s” lies outside the era %(era)s, which ran from %(first)s to %(last)s."
            )
        return DateError(message % values)


_ERAS = {
    "令和": _Era(date(2019, 5, 1)),
    "平成": _Era(date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": _Era(date(1926, 12, 25), date(1989, 1, 7)),
}
_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_MONTHS = {
    name: number
    for number, full in enumerate(_MONTH_NAMES.split(), start=1)
    for name in (full, full[:3])
} | {"sept": 9}
#: Hindi months with the spellings in use, Django's own among them.
_HINDI_MONTHS = (
    "जनवरी|जन फरवरी|फ़रवरी|फर|फ़र मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर|सितमबर "
    "अक्टूबर|अक्तूबर नवंबर|नवम्बर|नवमबर दिसंबर|दिसम्बर|दिसमबर"
)
_MONTHS |= {
    unicodedata.normalize("NFKC", name): number
    for number, names in enumerate(_HINDI_MONTHS.split(), start=1)
    for name in names.split("|")
}

_Reader = Callable[[re.Match[str], str], Span]


def _form(pattern: str, reader: _Reader) -> tuple[re.Pattern[str], _Reader]:
    return re.compile(pattern, re.ASCII), reader


# Tried in order; each reads the whole normalised text in linear time.
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})\.?"
_FORMS = (
    _form(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", _western),
    _form(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})", _month_or_fiscal_year),
    _form(r"(?P<year>\d{4})", _western),
    _form(_DAY + r"[ -]" + _NAME + r",?[ -](?P<year>\d{4})", _western),
    _form(_NAME + r" " + _DAY + r",? (?P<year>\d{4})", _western),
    _form(_NAME + r",?[ -](?P<year>\d{4})", _western),
    _form(r"(?P<year>\d{4})[- ]?q(?P<quarter>[1-4])", _quarter),
    _form(
        r"(?:fy|fiscal year|वित्त वर्ष|वित्तीय वर्ष) ?(?P<year>\d{4})(?:[-/](?P<second>\d{4}|\d{2}))?",
        _fiscal_year,
    ),
    _form(
        r"(?P<era>令和|平成|昭和)? ?(?P<year>元|\d{1,4}) ?年 ?"
        r"(?:(?P<fiscal>度)|(?P<month>\d{1,2}) ?月 ?(?:(?P<day>\d{1,2}) ?日)?)?",
        _japanese,
    ),
    _form(r"\d{1,2}([-/. ])\d{1,2}\1(?:\d{4}|\d{2})", _which_is_the_day),
    _form(r"(?:fy|fiscal year) ?'?\d{2}(?:[-/]\d{2})?", _which_year),
    _form(
        r"(?:\d{1,2}(?:st|nd|rd|th)?[ -])?" + _NAME + r",?[ -]'?\d{2}",
        _which_year,
    ),
)
