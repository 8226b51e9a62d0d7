"""A text in pieces, each with the proposals that it is a word of; overlapping ones are parted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from partnerships.services.drafting.items import Mention


@dataclass(frozen=True)
class Mark:
    """Words of the text that a line of the list speaks of; `number` is that of the line."""

    words: Mention
    number: int
    group: str
    symbol: str
    label: str
    anchor: str
    is_first: bool = True


@dataclass(frozen=True)
class Piece:
    """A run of characters in the same marks: the narrowest first; `ending` ones end with it."""

    text: str
    marks: tuple[Mark, ...] = ()
    starting: tuple[Mark, ...] = ()
    ending: tuple[Mark, ...] = ()


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Part the text where marks begin and end; joined, the pieces are the text."""
    kept = [mark for mark in marks if 0 <= mark.words.start < mark.words.end <= len(text)]
    begins, ends = _by_place(kept, "start"), _by_place(kept, "end")
    places = sorted({0, len(text), *begins, *ends})
    standing: list[Mark] = []
    for start, end in pairwise(places):
        closed = ends.get(start, ())
        standing = [mark for mark in standing if mark not in closed] + begins.get(start, [])
        standing.sort(key=lambda mark: (mark.words.end - mark.words.start, mark.number))
        yield Piece(
            text[start:end],
            tuple(standing),
            tuple(mark for mark in standing if mark.words.start == start),
            tuple(mark for mark in standing if mark.words.end == end),
        )


def _by_place(marks: list[Mark], edge: str) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(getattr(mark.words, edge), []).append(mark)
    return found
