"""The geometry of a timeline: days to places on an axis of years, and lanes without overlaps.

A length on the axis is a length of time: what is known to the year is as wide as the year. Nothing
here knows records or words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

WIDTH, GUTTER = 1000.0, 112.0  # the whole picture, and its left part where lanes are named
LANE, GAP, TOP = 20.0, 10.0, 28.0  # height of a lane, between groups, above the first
POINT = 10.0  # a day is drawn as wide, however long the axis
ARROW = 36.0  # "by a day" is an arrow as long, up to the day
NEAREST_TICKS = 44.0
STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Span:
    """Something on the axis from `first` to `last`, the day included.

    Without `first` it is an arrow up to `last`. Without `last` it runs on to the end of the axis;
    without both it cannot be drawn. `is_day` says that its days are stated, so that it is drawn
    as a point at least; `group` is the part of the picture that it belongs to.
    """

    group: str
    first: date | None
    last: date | None
    is_day: bool = False
    what: Any = None

    @property
    def can_be_drawn(self) -> bool:
        return self.first is not None or self.last is not None


@dataclass(frozen=True)
class Shape:
    """A span at its place; `shape` is point, band, arrow or open (runs on)."""

    span: Span
    shape: str
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Axis:
    """Years from `start` to before `end`, along the picture."""

    start: date
    end: date

    @classmethod
    def over(cls, days: Iterable[date]) -> "Axis":
        """Whole years that hold all of the days, two at least."""
        years = {day.year for day in days}
        first, last = min(years), max(years)
        if first == last:
            first -= 1
        return cls(date(first, 1, 1), date(last + 1, 1, 1))

    def x(self, day: date) -> float:
        """The place where the day begins."""
        share = (day - self.start).days / (self.end - self.start).days
        return GUTTER + share * (WIDTH - GUTTER)

    def ticks(self) -> list[tuple[int, float]]:
        """(year, place) of the years named under the axis, not nearer than words are wide."""
        years = range(self.start.year, self.end.year)
        room = (WIDTH - GUTTER) / len(years)
        step = next((step for step in STEPS if step * room >= NEAREST_TICKS), STEPS[-1])
        return [(year, self.x(date(year, 1, 1))) for year in years if year % step == 0]


@dataclass(frozen=True)
class Picture:
    """Everything placed: `groups` are (name, y) in the order asked, `today` a place on the axis."""

    axis: Axis
    shapes: list[Shape]
    groups: list[tuple[str, float]]
    height: float
    today: float


def drawn(spans: Sequence[Span], groups: Sequence[str], on: date) -> Picture | None:
    """The picture of those spans that have a bound; None where there is none of them."""
    spans = [span for span in spans if span.can_be_drawn]
    if not spans:
        return None
    days = [day for span in spans for day in (span.first, span.last) if day]
    axis = Axis.over([*days, on])
    shapes: list[Shape] = []
    named: list[tuple[str, float]] = []
    y = TOP
    for group in groups:
        lanes = _lanes([_placed(span, axis) for span in spans if span.group == group])
        if lanes:
            named.append((group, y))
            shapes += [
                Shape(shape.span, shape.shape, shape.x, y + LANE * number, shape.width)
                for number, lane in enumerate(lanes)
                for shape in lane
            ]
            y += LANE * len(lanes) + GAP
    return Picture(axis, shapes, named, y, axis.x(on))


def _placed(span: Span, axis: Axis) -> Shape:
    if span.first is None:
        end = axis.x((span.last or axis.end) + timedelta(days=1))
        start = max(end - ARROW, GUTTER)
        return Shape(span, "arrow", start, 0, end - start)
    start = axis.x(span.first)
    if span.last is None:
        return Shape(span, "open", start, 0, WIDTH - start)
    width = axis.x(span.last + timedelta(days=1)) - start
    if span.is_day and width < POINT:
        middle = min(max(start + width / 2, GUTTER + POINT / 2), WIDTH - POINT / 2)
        return Shape(span, "point", middle - POINT / 2, 0, POINT)
    return Shape(span, "band", start, 0, width)


def _lanes(shapes: list[Shape]) -> list[list[Shape]]:
    """The shapes in as few rows as they fit side by side, each in the first row with room."""
    lanes: list[list[Shape]] = []
    for shape in sorted(shapes, key=lambda shape: (shape.x, -shape.width)):
        room = (lane for lane in lanes if lane[-1].x + lane[-1].width + 2 <= shape.x)
        lane = next(room, None)
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append(shape)
    return lanes
