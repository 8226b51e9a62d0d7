"""A month as weeks of seven columns, with what lasts several days drawn across them."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

_MONDAY_FIRST = Calendar(firstweekday=0)


@dataclass(frozen=True)
class Cell:
    """So many columns of a row, with an item or empty.

    `goes_on_before` and `goes_on_after` say that the item has more days than are drawn here;
    `first` is the number of its first column, from 0.
    """

    columns: int
    item: Any = None
    goes_on_before: bool = False
    goes_on_after: bool = False
    first: int = 0


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday, some of them perhaps of a neighbouring month, and its rows."""

    days: list[date]
    rows: list[list[Cell]]


def weeks_of(first: date, items) -> list[Week]:
    """The weeks of the month that begins on `first`.

    `items` have a `first` and a `last` day and come in order. Only days of the month are filled;
    no two items share a cell.
    """
    weeks = _MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    return [Week(days, _rows(days, first.month, items)) for days in weeks]


def _rows(days, month, items) -> list[list[Cell]]:
    own = [day for day in days if day.month == month]
    lanes: list[list[Any]] = []
    for item in items:
        if item.first > own[-1] or item.last < own[0]:
            continue
        start, end = days.index(max(item.first, own[0])), days.index(min(item.last, own[-1]))
        cell = Cell(end - start + 1, item, item.first < own[0], item.last > own[-1], start)
        lane = next((lane for lane in lanes if lane[-1][1] < start), None)
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append((start, end, cell))
    return [_filled(lane) for lane in lanes]


def _filled(lane) -> list[Cell]:
    """The cells of a row, empty ones between them."""
    cells, column = [], 0
    for start, end, cell in lane:
        cells += [Cell(1, first=empty) for empty in range(column, start)]
        cells.append(cell)
        column = end + 1
    return cells + [Cell(1, first=empty) for empty in range(column, 7)]
