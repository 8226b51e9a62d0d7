"""Turns numbers and dates, as a workbook stores them, into the texts that a file would carry."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from partnerships.services.importing.reading.cells import ExcelDay

#: How a style shows a number: as a span of time, or as a day, month or year.
SPAN, DAY, MONTH, YEAR = "span", "day", "month", "year"

#: Formats that Excel of East Asia knows by number alone, era dates among them (ECMA-376 18.8.30).
_EAST_ASIAN = {
    **dict.fromkeys((*range(27, 32), 35, 36, *range(50, 59)), DAY),
    **dict.fromkeys((32, 33), SPAN),
    **dict.fromkeys((34, 52, 55), MONTH),
}

_WHOLE = re.compile(r"-?[0-9]+")
_DIGITS_OF_A_DOUBLE = 15  # those that Excel shows; the others are what binary fractions leave
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ERA_YEAR = re.compile(r"g{1,3}e{1,2}", re.IGNORECASE)
_CONTROL = re.compile("_x([0-9A-Fa-f]{4})_")


def shown_as(number: int, code: str | None) -> str:
    """Return how a number format shows dates: SPAN, DAY, MONTH, YEAR, or "" for plain numbers."""
    if code is None and number in _EAST_ASIAN:
        return _EAST_ASIAN[number]
    code = code or builtin_format_code(number) or "General"
    first = code.split(";")[0]
    if is_timedelta_format(first):
        return SPAN
    plain = _QUOTED.sub("", first).lower()
    if not (is_date_format(first) or _ERA_YEAR.search(plain)) or "general" in plain:
        return ""
    return _unit(plain)


def _unit(code: str) -> str:
    """The smallest part of a date in a format without quoted text; times show a whole day."""
    if "d" in code or "h" in code or "s" in code:
        return DAY
    return MONTH if "m" in code else YEAR


@lru_cache(maxsize=20_000)
def plain_number(stored: str) -> str:
    """Return a number as a person would write it: 70, 12.5; raises ValueError for none."""
    if _WHOLE.fullmatch(stored):
        return stored
    number = float(stored)
    if number == int(number):
        return str(int(number))
    text = format(number, f".{_DIGITS_OF_A_DOUBLE}g")
    return format(number, f".{_DIGITS_OF_A_DOUBLE}f").rstrip("0") if "e" in text else text


def day_reader(*, from_1904: bool) -> Callable[[str, str], str]:
    """Return what turns a stored serial number and its unit into the text of the cell."""
    epoch = MAC_EPOCH if from_1904 else WINDOWS_EPOCH

    @lru_cache(maxsize=20_000)
    def read(stored: str, unit: str) -> str:
        try:
            return _moment(float(stored), unit, epoch)
        except (OverflowError, ValueError):
            return plain_number(stored)

    return read


def _moment(serial: float, unit: str, epoch: datetime) -> str:
    """A day as ISO text, a time of day or a span as hours and minutes."""
    if serial < 0:
        raise ValueError(serial)
    if unit == SPAN or serial < 1:
        return _hours(timedelta(seconds=round(serial * 86_400)))
    return _day(from_excel(serial, epoch), unit)


def _hours(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text


def _day(moment: datetime, unit: str) -> ExcelDay:
    """The day of a moment, with its time unless it is midnight, to the nearest second."""
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    day = moment.date().isoformat()
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return ExcelDay(f"{day} {_hours(timedelta(seconds=seconds))}" if seconds else day, unit)


def stored_day(text: str) -> ExcelDay:
    """Return the day that a cell of the strict kind stores as text; raises ValueError."""
    return _day(datetime.fromisoformat(text.strip().removesuffix("Z")), DAY)


def unescaped(text: str) -> str:
    """Return a text with `_x000A_` turned into the character; none that cannot be stored."""
    return _CONTROL.sub(_character, text) if "_x" in text else text


def _character(found: re.Match) -> str:
    number = int(found[1], 16)
    return found[0] if not number or 0xD800 <= number < 0xE000 else chr(number)
