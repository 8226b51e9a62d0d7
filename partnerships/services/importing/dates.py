"""What a cell of a spreadsheet can mean as a date: every reading of it, and the choice among them.

Beside the forms that people write, cells hold what programs make of them: serial numbers, days for
months, the day order of a country, times at midnight, weekdays. Nothing is guessed: a cell that can
mean two days has two readings, and one that lacks its year is refused unless the text beside it
tells.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from partnerships.choices import DayOrder
from partnerships.dateforms import FIRST_YEAR, LAST_YEAR, normalised, quoted
from partnerships.dates import DateError, PartialDate, Precision, fiscal_year_of, parse
from partnerships.services.importing import weekdays
from partnerships.services.importing.reading import ExcelDay

#: A year of two digits is of this century below it, else of the last one: the two countries have
#: had relations since 1952.
CENTURY_TURNS = 50

#: How much of 2024-12-01 a cell of a workbook shows that is drawn as Dec-24 or as 2024.
_SHOWN = {"month": 7, "year": 4}


def readings(cell: str, precision: str = "", text: str = "") -> tuple[PartialDate, ...]:
    """Return all that the cell can mean: the day first, then the month first, then the year first.

    `precision` and `text` are the cells beside it, which decide among readings: a day that is the
    first of the unit in `precision` is that unit, as Excel makes 2024-12-01 of 2024-12. Beside no
    precision a cell that shows its month or year alone says no more. Empty cells are one unknown
    date. Raises DateError for a cell without a reading, and for a `text` that says another date.
    """
    stated = parse(text) if text.strip() else None
    if not cell.strip():
        return (stated or PartialDate.unknown(),)
    if isinstance(cell, ExcelDay) and not (precision or stated) and cell.unit in _SHOWN:
        return (_plain(parse(cell[: _SHOWN[cell.unit]])),)
    found = _read(cell, precision, stated)
    found = [unit for one in found if (unit := _unit(one, precision))] or found
    if stated:
        return (_agreeing(found, stated, cell),)
    return tuple(dict.fromkeys(found))


def choose(found: Sequence[PartialDate], order: str) -> PartialDate:
    """Return the reading that the order picks; the first where the month cannot come first.

    A year that comes first is never picked: it counts only where it is what is recorded.
    """
    first, *others = found
    if order == DayOrder.DAY_FIRST or first.earliest is None:
        return first
    swapped = (one for one in others if one.earliest and one.earliest.year == first.earliest.year)
    return next(swapped, first)


def _read(cell: str, precision: str, stated: PartialDate | None) -> list[PartialDate]:
    try:
        return [parse(cell)]
    except DateError as refusal:
        bare, weekday = weekdays.taken_off(_without_midnight(normalised(cell), cell))
        found = list(_readings_of(bare, precision, stated, cell))
        if not found:
            raise (_refusal(bare, cell) or refusal) from None
    if weekday is None:
        return found
    fitting = [one for one in found if weekdays.fits(weekday, one)]
    if not fitting:
        raise _refused(_("The weekday in “%(value)s” is not that of its date; mend one."), cell)
    return fitting


def _readings_of(bare, precision, stated, cell) -> Iterator[PartialDate]:
    """The dates that a text in normal form can mean, besides those that `parse` takes as it is."""
    if found := _IN_NUMBERS.fullmatch(bare):
        yield from _in_any_order(found)
    elif found := _ERA.fullmatch(bare):
        yield _era(found)
    elif _SERIAL.fullmatch(bare):
        yield _of_day(_BEFORE_FIRST_SERIAL + timedelta(days=int(float(bare))))
    elif found := _RUN_TOGETHER.fullmatch(bare):
        yield from _on_calendar(*map(int, found.groups()))
    elif found := _DAY_AND_MONTH.fullmatch(bare):
        yield from _of_named_month(found, precision, stated)
    elif bare != normalised(cell):
        yield _plain(parse(bare))


# Numbers

_IN_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d\d)", re.ASCII)
_RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
#: Days from 1927 to 2099, so that no year is taken for one.
_SERIAL = re.compile(r"(?:[1-6]\d{4}|7[0-2]\d{3})(?:\.0+)?", re.ASCII)
_BEFORE_FIRST_SERIAL = date(1899, 12, 30)


def _in_any_order(found: re.Match[str]) -> Iterator[PartialDate]:
    first, _sign, second, third = found.groups()
    yield from _on_calendar(_year(third), int(second), int(first))
    yield from _on_calendar(_year(third), int(first), int(second))
    if len(first) == len(third) == 2:
        yield from _on_calendar(_year(first), int(second), int(third))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < CENTURY_TURNS else 1900)


def _on_calendar(year: int, month: int, day: int) -> Iterator[PartialDate]:
    """The day, if there is such a one."""
    try:
        if FIRST_YEAR <= year <= LAST_YEAR:
            yield _of_day(date(year, month, day))
    except ValueError:
        return


def _of_day(day: date) -> PartialDate:
    return PartialDate(day, day, Precision.DAY.value, day.isoformat())


def _plain(stated: PartialDate) -> PartialDate:
    """The date with the form of files for its text: what a program wrote are nobody's words."""
    return PartialDate(stated.earliest, stated.latest, stated.precision, stated.file_form())


# Eras by a letter or with numbers alone: R7.8.30, H31/4/30, 令和7.8.30, R7年度

_ERAS = {"r": "令和", "h": "平成", "s": "昭和", "令": "令和", "平": "平成", "昭": "昭和"}
_ERA = re.compile(
    r"(?P<era>令和|平成|昭和|[rhs令平昭])\.? ?(?P<year>元|\d{1,2})"
    r"(?:(?P<rest> ?年.*)|(?P<sign>[-/.])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?)?",
    re.ASCII,
)


def _era(found: re.Match[str]) -> PartialDate:
    month, day = found["month"], found["day"]
    rest = found["rest"] or "年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return _plain(parse(_ERAS.get(found["era"], found["era"]) + found["year"] + rest))


# Months by name: 30-Aug-25, Aug-25, 25-Aug; and days that lack their year: 8月30日

_DAY_AND_MONTH = re.compile(
    r"(?:(?P<before>\d{1,2})(?:st|nd|rd|th)?[-/ ])?(?P<name>[^\d\s/,'-]+)"
    r"(?:,?[-/ ](?P<mark>')?(?P<after>\d\d))?|(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})日",
    re.ASCII,
)


def _of_named_month(found: re.Match[str], precision, stated) -> Iterator[PartialDate]:
    """One number beside a month is its year where a month is meant, else a day without a year."""
    name, number = found["name"], found["before"] or found["after"]
    if found["before"] and found["after"]:
        yield from _understood(f"{number} {name} {_year(found['after'])}")
        return
    if number and (precision == Precision.MONTH or found["mark"] or stated):
        yield from _understood(f"{name} {_year(number)}")
    if stated and stated.earliest:
        year = stated.earliest.year
        if found["month"]:
            yield from _on_calendar(year, int(found["month"]), int(found["day"]))
        elif number:
            yield from _understood(f"{number} {name} {year}")


def _understood(text: str) -> Iterator[PartialDate]:
    try:
        yield _plain(parse(text))
    except DateError:
        return


# What stands beside

_MIDNIGHT = {("0", ""), ("00", ""), ("12", "a")}
_TIME = re.compile(r",?[ t](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?z?")


def _without_midnight(normal: str, cell: str) -> str:
    """The text without the time that programs write behind a day; another time is refused."""
    for found in _TIME.finditer(normal):
        if found.end() == len(normal):
            hour, minute, second, half = (part or "" for part in found.groups())
            if (hour, half) in _MIDNIGHT and not (minute + second).strip("0"):
                return normal[: found.start()]
            raise _refused(_("“%(value)s” has a time of day; write the date alone."), cell)
    return normal


def _unit(one: PartialDate, precision: str) -> PartialDate | None:
    """The month, quarter or year that a program made its first day of; None for other days."""
    first = one.earliest
    if one.precision != Precision.DAY or first is None:
        return None
    forms = {
        Precision.MONTH.value: first.isoformat()[:7],
        Precision.QUARTER.value: f"{first.year}-Q{(first.month + 2) // 3}",
        Precision.FISCAL_YEAR.value: f"FY{fiscal_year_of(first)}",
        Precision.YEAR.value: first.isoformat()[:4],
    }
    unit = parse(forms[precision]) if precision in forms else None
    return unit if unit and unit.earliest == first else None


def _agreeing(found: list[PartialDate], stated: PartialDate, cell: str) -> PartialDate:
    """The date of the text beside the cell, which one of the cell's readings has to say too."""
    for one in found:
        units = (one, _unit(one, stated.precision))
        if any(unit and _says(unit) == _says(stated) for unit in units):
            return stated
    told = _("“%(value)s” is not the date of the text beside it, “%(text)s”; mend one of them.")
    raise DateError(told % {"value": quoted(cell), "text": quoted(stated.text)})


def _says(one: PartialDate) -> tuple[date | None, date | None, str]:
    return one.earliest, one.latest, one.precision


def _refusal(bare: str, cell: str) -> DateError | None:
    """Why a text that looks like a date is none; None where `parse` said it best."""
    if _IN_NUMBERS.fullmatch(bare):
        told = _(
            "“%(value)s” is not in the calendar. Write a day that exists, or only "
            "the month, for example 2025-08."
        )
        return _refused(told, cell)
    lacking = _DAY_AND_MONTH.fullmatch(bare)
    if lacking and _is_day_of_a_month(lacking):
        return _refused(_("“%(value)s” names no year. Write for example 2025-08-30."), cell)
    return None


def _is_day_of_a_month(found: re.Match[str]) -> bool:
    named = found["before"] and any(_understood(f"{found['name']} 2000"))
    return bool(found["month"] or named)


def _refused(told: str, cell: str) -> DateError:
    return DateError(told % {"value": quoted(cell)})
