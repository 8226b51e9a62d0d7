"""The geometry of bar charts: numbers to lengths. Nothing here knows records or words."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1000.0
#: Of column charts: the height of the highest column, the room above it and the names below.
HEIGHT, ABOVE, BELOW = 140.0, 22.0, 24.0
WIDEST = 26.0  # a column
#: From this number on a column is as high as can be: one mission is not to look like many.
FULL = 4
NAMES_APART = 44.0


@dataclass(frozen=True)
class Column:
    """One bar; `series` says which of the numbers of its place it is."""

    series: int
    x: float
    y: float
    width: float
    height: float
    value: float


@dataclass(frozen=True)
class Place:
    """The columns of one name, side by side; `is_named` unless names would touch."""

    name: str
    middle: float
    is_named: bool
    columns: tuple[Column, ...]


def columns(rows: Sequence[tuple[str, Sequence[float]]]) -> list[Place]:
    """A place for each row of (name, numbers), along the width; the largest is the highest."""
    most = max([FULL, *(number for _name, numbers in rows for number in numbers)])
    room = WIDTH / max(len(rows), 1)
    each = -(-NAMES_APART // room)
    return [
        Place(
            name,
            room * (index + 0.5),
            (len(rows) - 1 - index) % each == 0,
            _columns(room * (index + 0.5), room, numbers, most),
        )
        for index, (name, numbers) in enumerate(rows)
    ]


def _columns(middle, room, numbers, most) -> tuple[Column, ...]:
    width = min(WIDEST, room * 0.8 / max(len(numbers), 1))
    left = middle - width * len(numbers) / 2
    found = []
    for series, number in enumerate(numbers):
        height = HEIGHT * number / most
        found.append(
            Column(series, left + series * width, ABOVE + HEIGHT - height, width, height, number)
        )
    return tuple(found)


def lengths(numbers: Sequence[float]) -> list[float]:
    """Each number as a share of the largest, 0 to 100."""
    most = max(numbers, default=0) or 1
    return [100 * number / most for number in numbers]
