"""Arithmetic of days and years that texts leave open."""

from bisect import bisect_left
from calendar import monthrange
from datetime import date

from partnerships.dates import PartialDate, parse
from partnerships.services.drafting.dateparts import Parts, Stated
from partnerships.services.drafting.reading import Reading


def bounds(partial: PartialDate) -> dict:
    return {
        "earliest": partial.earliest,
        "latest": partial.latest,
        "precision": str(partial.precision),
    }


def anchor(stated: Stated) -> tuple[tuple[int, date], Stated] | None:
    """A day or month whose year is stated, which others near it share."""
    parts = stated.first
    if parts.form or not isinstance(parts.year, int) or not parts.month:
        return None
    try:
        return (stated.start, mid(parts.year, parts.month, parts.day)), stated
    except ValueError:
        return None


def names_year(parts: Parts) -> bool:
    return isinstance(parts.year, int) and parts.form in ("", "fiscal")


def closest(anchors: list[tuple[int, date]], place: int) -> tuple[int, date] | None:
    """The anchor nearest to a place; they stand in the order of the text."""
    index = bisect_left(anchors, place, key=lambda anchor: anchor[0])
    near = anchors[max(0, index - 1) : index + 1]
    return min(near, key=lambda anchor: abs(anchor[0] - place), default=None)


def of_calendar(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """Return the year, month or day by the forms that records take."""
    if month is None:
        return parse(f"{year}")
    return parse(f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}")


def of_day(day: date) -> PartialDate:
    return parse(day.isoformat())


def mid(year: int, month: int, day: int | None) -> date:
    return date(year, month, min(day or 15, monthrange(year, month)[1]))


def closest_year(anchor: date, month: int, day: int | None) -> int:
    """The anchor's year, but for days just over the new year."""
    for year in (anchor.year - 1, anchor.year + 1):
        if abs((mid(year, month, day) - anchor).days) <= 60:
            same = abs((mid(anchor.year, month, day) - anchor).days)
            if same > 240:
                return year
    return anchor.year


def year_on_side(published: date, month: int, day: int | None, *, ahead: bool) -> int:
    """The year of the next or latest such month, the article's own month being neither."""
    if ahead:
        return published.year + ((month, day or 31) <= (published.month, published.day))
    return published.year - ((month, day or 1) >= (published.month, published.day))


def nearest_day(published: date, day: int) -> date | None:
    months = [published.year * 12 + published.month - 1 + step for step in (-1, 0, 1)]
    days = []
    for month in months:
        year, number = month // 12, month % 12 + 1
        if day <= monthrange(year, number)[1]:
            days.append(date(year, number, day))
    return min(days, key=lambda one: abs((one - published).days)) if days else None


def is_open(reading: Reading, end: int, stated: Stated) -> bool:
    """Whether the text between two dates is one paragraph."""
    return "\n\n" not in reading.original[reading.ends[end - 1] : reading.starts[stated.start]]
