"""Partial dates: a date as far as it is known, written for people and for files, compared.

The bounds carry all arithmetic, the precision decides what may be shown: nothing here ever writes
a day that nobody stated. Which written forms are understood is in `dateforms`.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils import dateformat
from django.utils.translation import get_language, gettext, pgettext

from partnerships.dateforms import (
    EXAMPLES,
    FISCAL_YEAR_STARTS,
    MAX_LENGTH,
    UNDERSTOOD,
    DateError,
    Precision,
    deadline_unit,
    quoted,
    read,
    words_of_unknown,
)

__all__ = [
    "EXAMPLES",
    "MAX_LENGTH",
    "UNDERSTOOD",
    "DateError",
    "PartialDate",
    "Period",
    "Precision",
    "fiscal_year_of",
    "overlaps",
    "parse",
    "sort_key",
    "span_display",
    "term_period",
    "understood_as",
    "visit_period",
    "year_bounds",
]


@dataclass(frozen=True)
class PartialDate:
    """A date as far as it is known; unknown has no bound, "by" has no earliest one."""

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
        """Return the form that files carry, empty if unknown; `parse` takes it back."""
        first, last = self.earliest, self.latest
        if self.precision == Precision.BY and last:
            return f"by {_iso(last, deadline_unit(last, self.text))}"
        if first is None:
            return ""
        if self.precision == Precision.QUARTER:
            return f"{first.year}-Q{(first.month + 2) // 3}"
        if self.precision == Precision.FISCAL_YEAR:
            return f"FY{first.year}"
        return _iso(first, self.precision)

    def display(self) -> str:
        """Return short words in the active language: "28 Jul 2025", "by Mar 2029"."""
        first, last = self.earliest, self.latest
        if self.precision == Precision.BY and last:
            day = _formats().write(last, deadline_unit(last, self.text))
            return pgettext("deadline", "by %(date)s") % {"date": day}
        if first is None or last is None:
            return _unknown_words(self.text)
        if self.precision == Precision.QUARTER:
            return _formats().months_of_year.write(first, last)
        if self.precision == Precision.FISCAL_YEAR:
            years = {"first": first.year, "second": f"{last.year % 100:02}"}
            return pgettext("fiscal year", "FY%(first)s-%(second)s") % years
        return _formats().write(first, self.precision)

    def __str__(self) -> str:
        return self.display()


def parse(text: str) -> PartialDate:
    """Return the date that a person or a file wrote, empty being unknown.

    Raises DateError with a sentence that names the value and what would be accepted.
    """
    return PartialDate(*read(text))


# Writing


class _Pair(NamedTuple):
    """How two days are written as one span, without repeating what they share."""

    first: str
    joint: str
    last: str

    def write(self, first: date, last: date) -> str:
        start = dateformat.format(first, self.first)
        return start + self.joint + dateformat.format(last, self.last)


class _Formats(NamedTuple):
    """Django date formats of one language; its own lack short months and spans."""

    day: str
    month: str
    year: str
    days_of_month: _Pair
    days_of_year: _Pair
    months_of_year: _Pair

    def write(self, day: date, precision: str) -> str:
        if precision == Precision.DAY:
            return dateformat.format(day, self.day)
        style = self.month if precision == Precision.MONTH else self.year
        return dateformat.format(day, style)


_ENGLISH = _Formats(
    day="j M Y",
    month="M Y",
    year="Y",
    days_of_month=_Pair("j", "-", "j M Y"),
    days_of_year=_Pair("j M", " - ", "j M Y"),
    months_of_year=_Pair("M", "-", "M Y"),
)
_FORMATS = {
    "hi": _Formats(
        day="j F Y",
        month="F Y",
        year="Y",
        days_of_month=_Pair("j", "-", "j F Y"),
        days_of_year=_Pair("j F", " - ", "j F Y"),
        months_of_year=_Pair("F", "-", "F Y"),
    ),
    "ja": _Formats(
        day="Y年n月j日",
        month="Y年n月",
        year="Y年",
        days_of_month=_Pair("Y年n月j", "-", "j日"),
        days_of_year=_Pair("Y年n月j日", " - ", "n月j日"),
        months_of_year=_Pair("Y年n", "-", "n月"),
    ),
}


def _formats() -> _Formats:
    return _FORMATS.get((get_language() or "en").split("-")[0], _ENGLISH)


def _iso(day: date, precision: str) -> str:
    """Return the day in ISO 8601, cut to what the precision allows."""
    if precision == Precision.DAY:
        return day.isoformat()
    return day.isoformat()[: 7 if precision == Precision.MONTH else 4]


def _unknown_words(text: str) -> str:
    words = words_of_unknown(text)
    if words:
        return pgettext("date", "unknown: %(words)s") % {"words": words}
    return pgettext("date", "unknown")


def day_display(day: date) -> str:
    """Return a day in the words of the active language, "28 Jul 2025"."""
    return PartialDate(day, day, Precision.DAY).display()


def span_display(start: PartialDate, end: PartialDate) -> str:
    """Return "28-29 Jul 2025" and its like in the active language.

    An end that is unknown, or says the same as the start, is left out.
    """
    if not end.is_known or end.file_form() == start.file_form():
        return start.display()
    first, last = start.earliest, end.earliest
    days = start.precision == end.precision == Precision.DAY
    if days and first and last and first.year == last.year:
        same_month = first.month == last.month
        pair = _formats().days_of_month if same_month else _formats().days_of_year
        return pair.write(first, last)
    return f"{start.display()} - {end.display()}"


def understood_as(stated: PartialDate) -> str:
    """Return what a text was taken for, with its first and last day, as an answer to its typist.

    "Dec 2024: 1 to 31 Dec 2024", "Sat 30 Aug 2025"; empty for an empty text.
    """
    first, last = stated.earliest, stated.latest
    if last is None:
        return stated.display() if stated.text else ""
    if first is None:
        days = pgettext("deadline", "until %(date)s") % {"date": day_display(last)}
        return f"{stated.display()}: {days}"
    if first == last:
        return f"{dateformat.format(first, 'D')} {day_display(first)}"
    return f"{stated.display()}: {_first_to_last(first, last)}"


def _first_to_last(first: date, last: date) -> str:
    pair = _formats().days_of_month if first.month == last.month else _formats().days_of_year
    begin = dateformat.format(first, pair.first if first.year == last.year else _formats().day)
    end = dateformat.format(last, pair.last if first.year == last.year else _formats().day)
    return pgettext("days", "%(first)s to %(last)s") % {"first": begin, "last": end}


# Comparing


class Period(NamedTuple):
    """From the first to the last possible day; None is an open end."""

    earliest: date | None
    latest: date | None


def overlaps(
    earliest: date | None, latest: date | None, from_: date | None, to: date | None
) -> bool:
    """Return whether two closed intervals share a day; None is an open end of either.

    The one overlap rule. Undated rows have no interval: leave them out before asking.
    """
    begins_in_time = earliest is None or to is None or earliest <= to
    ends_late_enough = latest is None or from_ is None or latest >= from_
    return begins_in_time and ends_late_enough


def visit_period(start: PartialDate, end: PartialDate) -> Period | None:
    """Return the widest period of a visit, whose unstated end equals its start.

    None when undated; an unstated start stays open.
    """
    if not start.is_known and not end.is_known:
        return None
    return Period(start.earliest, end.latest if end.is_known else start.latest)


def term_period(start: PartialDate, end: PartialDate) -> Period | None:
    """Return the widest period of an agreement or post, whose unstated end is open.

    None when undated; an unstated start is open too.
    """
    if not start.is_known and not end.is_known:
        return None
    return Period(start.earliest, end.latest)


def sort_key(partial: PartialDate, *, descending: bool = False) -> tuple[bool, int, bool, int]:
    """Return a key for earliest, then latest; a missing bound comes last both ways.

    The order of both columns with `nulls_last=True`: "by" after the dated, unknown last.
    Sort with the key as it is, without `reverse`.
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
    """Return the first and last day of a year such as 2025 or FY2025, else DateError."""
    stated = parse(text)
    whole = stated.precision in (Precision.YEAR, Precision.FISCAL_YEAR)
    if not (whole and stated.earliest and stated.latest):
        message = gettext(
            "“%(value)s” is not a year. Write for example 2025, or FY2025 for "
            "April 2025 to March 2026."
        )
        raise DateError(message % {"value": quoted(text)})
    return stated.earliest, stated.latest
