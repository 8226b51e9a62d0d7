"""Weekdays beside dates, 2025年8月30日(土) and Saturday, 30 August 2025: taken off and checked."""

import re

from partnerships.dates import PartialDate, Precision

_ENGLISH = (
    "monday|mon tuesday|tues|tue wednesday|wed thursday|thurs|thur|thu friday|fri saturday|sat "
    "sunday|sun"
)
_HINDI = "सोम मंगल बुध गुरु|बृहस्पति|वीर शुक्र शनि रवि"
_JAPANESE = "月火水木金土日"


def _numbered(names: str) -> dict[str, int]:
    """{name: number of the day, Monday 0}; longer names come before those they begin with."""
    days = enumerate(names.split())
    return {name: number for number, spellings in days for name in spellings.split("|")}


_NUMBERS = _numbered(_ENGLISH) | _numbered(_HINDI) | _numbered(" ".join(_JAPANESE))
_ENGLISH_NAMES = "|".join(_numbered(_ENGLISH))
_HINDI_NAMES = "|".join(_numbered(_HINDI))
#: A lone 日 ends every Japanese date, so without brackets 曜 has to follow.
_FORMS = (
    re.compile(
        rf"(?P<date>.+?) ?\((?P<day>{_ENGLISH_NAMES}|{_HINDI_NAMES}|[{_JAPANESE}])"
        r"(?:曜日?|वार|\.)?(?: ?[・,/]? ?祝日?)?\)"
    ),
    re.compile(rf"(?P<date>.+?) ?(?P<day>[{_JAPANESE}])曜日?"),
    re.compile(rf"(?P<date>.+?),? (?P<day>{_ENGLISH_NAMES})\.?"),
    re.compile(rf"(?P<date>.+?),? (?P<day>{_HINDI_NAMES})(?:वार)?"),
    re.compile(rf"(?P<day>{_ENGLISH_NAMES})\.?,? (?P<date>.+)"),
    re.compile(rf"(?P<day>{_HINDI_NAMES})(?:वार)?,? (?P<date>.+)"),
)


def taken_off(normal: str) -> tuple[str, int | None]:
    """Return the text without its weekday, and the weekday, Monday being 0; None without one."""
    for form in _FORMS:
        if found := form.fullmatch(normal):
            return found["date"], _NUMBERS[found["day"]]
    return normal, None


def fits(weekday: int, stated: PartialDate) -> bool:
    """Return whether a date falls on the weekday; what is no single day fits any."""
    if stated.precision != Precision.DAY or stated.earliest is None:
        return True
    return stated.earliest.weekday() == weekday
