"""Where tiles and ties stand on the tile map; pure geometry, in units of one drawing.

The drawing is `WIDTH` by `HEIGHT`: India takes two fifths of its width and stands a fifth from the
top, Japan takes the right half; components/tile-map.css places the two by the same shares.
"""

import re
import unicodedata
from typing import NamedTuple

WIDTH, HEIGHT = 1300, 750
PITCH, TILE = 50, 46
#: Left and top of row 0 and column 0 of each country's tiles.
ORIGINS = {"IN": (-40, 152), "JP": (652, 2)}
#: What each country's part of the drawing shows: x, y, width, height.
VIEWS = {"IN": (0, 150, 520, 350), "JP": (650, 0, 650, 750)}
#: Between the two countries, where the marks of ties stand in columns side by side.
MARKS = (545, 565, 585, 605, 625)
#: More letters than this do not fit one line of a tile.
LETTERS = 6
#: Where the caption of a tile begins, above India; its lines.
CAPTION = (10, 16)
LINE, MOST_LINES = 22, 5
#: How romanised Japanese names are read: "Hok-kaido", "Shizu-oka", "Yama-nashi".
SYLLABLE = re.compile(r"[^aeioun ][hsy]?[aeiou]|n[aeiou]|(?<=u)o|(?<= ).|([kt])(?<=\1\1)")
SYLLABLE_END = re.compile(r"[aeioukt ]\Z|n\Z")
#: The combining class of the sign that joins two consonants in Devanagari.
VIRAMA = 9


class Point(NamedTuple):
    x: float
    y: float


class Curve(NamedTuple):
    """A cubic curve from the right edge of one tile to the left edge of another."""

    start: Point
    bend_out: Point
    bend_in: Point
    end: Point

    @property
    def path(self) -> str:
        """The value of a path's `d`."""
        start, *others = (f"{point.x:g} {point.y:g}" for point in self)
        return f"M{start}C{' '.join(others)}"

    def at(self, share: float) -> Point:
        """The point after a `share` (0 to 1) of the curve's parameter."""
        rest = 1 - share
        weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
        return Point(
            sum(weight * point.x for weight, point in zip(weights, self, strict=True)),
            sum(weight * point.y for weight, point in zip(weights, self, strict=True)),
        )

    def at_x(self, x: float) -> Point:
        """The point of the curve above `x`; its own end where it does not reach so far."""
        low, high = 0.0, 1.0
        for _step in range(14):
            middle = (low + high) / 2
            low, high = (middle, high) if self.at(middle).x < x else (low, middle)
        found = self.at(high)
        return Point(round(found.x, 1), round(found.y, 1))


def corner(country: str, row: int, column: int) -> Point:
    """The upper left corner of a tile."""
    left, top = ORIGINS[country]
    return Point(left + column * PITCH, top + row * PITCH)


def curve(state: Point, prefecture: Point) -> Curve:
    """The tie between two tiles, given by their corners."""
    half = TILE / 2
    start = Point(state.x + TILE, state.y + half)
    end = Point(prefecture.x, prefecture.y + half)
    reach = round((end.x - start.x) * 0.45)
    return Curve(start, Point(start.x + reach, start.y), Point(end.x - reach, end.y), end)


def level(ties: int) -> int:
    """The step of a side's scale, 0 to 4: the more ties, the darker."""
    return min(ties, 4)


def lines_of(name: str) -> tuple[str, ...]:
    """The name on one line, or broken between syllables near its middle where it is too long."""
    letters = [sign for sign in name if not unicodedata.category(sign).startswith("M")]
    breaks = [at for at in range(2, len(name) - 1) if _breaks_at(name, at)]
    if len(letters) <= LETTERS or not breaks:
        return (name,)
    at = min(breaks, key=lambda place: (abs(2 * place - len(name)), -place))
    hyphen = "-" if name[0].isascii() and not name[at - 1].isspace() else ""
    return (name[:at].strip() + hyphen, name[at:].strip())


def short_prefecture(name: str) -> str:
    """The name of a prefecture without the word for it in Japanese; 北海道 keeps its own."""
    return re.sub(r"(?<=..)[都府県]\Z", "", name)


def _breaks_at(name: str, at: int) -> bool:
    """Whether a syllable ends before this place, in Latin letters or another script."""
    if name[at - 1].isascii():
        return bool(SYLLABLE_END.search(name, 0, at) and SYLLABLE.match(name, at))
    is_letter = unicodedata.category(name[at]).startswith("L")
    return is_letter and unicodedata.combining(name[at - 1]) != VIRAMA
