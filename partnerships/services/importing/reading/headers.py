"""Finds the header among the first rows of a table: offices put titles and groups above it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.dateforms import quoted
from partnerships.services.importing.reading.cells import FileRefused, Formula
from partnerships.services.importing.reading.separated import Record

Knows = Callable[[str], str | None]

_MOST_LISTED = 12


@dataclass(frozen=True)
class Header:
    """The header's row, its texts as written, and the export header that each stands for."""

    row: int
    texts: tuple[str, ...]
    columns: tuple[str | None, ...]

    @property
    def known(self) -> int:
        return len(set(self.columns) - {None})


def find_header(records: Sequence[Record], knows: Knows) -> Header | None:
    """Return the header among these first rows, None without a single known column.

    It is the row with the most known headers, the upper one of equals. A header of two rows is
    put together where that makes more of them known: an empty cell of the lower row takes the
    text above it.
    """
    best: Header | None = None
    above: Sequence[str] = ()
    for number, cells in records:
        for texts in (_stripped(cells), _completed(above, cells, knows)):
            found = Header(number, texts, tuple(_column(text, knows) for text in texts))
            if found.known > (best.known if best else 0):
                best = found
        above = cells
    return best


def _stripped(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell if isinstance(cell, Formula) else cell.strip() for cell in cells)


def _completed(above: Sequence[str], cells: Sequence[str], knows: Knows) -> tuple[str, ...]:
    """The row, with known headers from the row above in its empty cells."""
    width = max(len(above), len(cells))
    upper = (*_stripped(above), *[""] * (width - len(above)))
    lower = (*_stripped(cells), *[""] * (width - len(cells)))
    if not any(_column(text, knows) for text in lower):
        return _stripped(cells)
    return tuple(
        low or (up if _column(up, knows) else "") for up, low in zip(upper, lower, strict=True)
    )


def _column(text: str, knows: Knows) -> str | None:
    return knows(text) if text and not isinstance(text, Formula) else None


def refuse_twice(header: Header) -> None:
    """Raise FileRefused when two columns stand for the same one."""
    counts = Counter(column for column in header.columns if column)
    twice = [column for column, count in counts.items() if count > 1]
    if not twice:
        return
    named = [
        quoted(text)
        for text, column in zip(header.texts, header.columns, strict=True)
        if column == twice[0]
    ]
    raise FileRefused(
        _(
            "The columns %(texts)s in row %(row)d both stand for %(column)s. Remove one of them, "
            "or change its header."
        )
        % {"texts": ", ".join(named), "row": header.row, "column": twice[0]}
    )


def without_header(records: Sequence[Record]) -> FileRefused:
    """The refusal of a table without a known header: what was found, and what is expected."""
    texts = max((_filled(cells) for _number, cells in records), key=len, default=[])
    if not texts:
        return FileRefused(_("The file holds no rows."))
    return FileRefused(
        _(
            "No header was found: the fullest row begins with %(found)s. Expected are the headers "
            "of an export, such as ref, title or version, or their names in Japanese or Hindi, in "
            "one of the first rows."
        )
        % {"found": ", ".join(quoted(text) for text in texts[:_MOST_LISTED])}
    )


def _filled(cells: Iterable[str]) -> list[str]:
    return [text for text in (cell.strip() for cell in cells) if text]
