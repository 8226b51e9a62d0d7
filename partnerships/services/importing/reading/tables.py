"""A table that was found in a file: what it is written in, its header, and its rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from partnerships.dateforms import quoted
from partnerships.services.importing.reading.cells import FileRefused, Row
from partnerships.services.importing.reading.headers import Header
from partnerships.services.importing.reading.limits import MOST_ROWS
from partnerships.services.importing.reading.separated import Record


class Source(Protocol):
    """Where the rows come from; can be read again."""

    def records(self) -> Iterator[Record]: ...


@dataclass(frozen=True)
class Table:
    """What was found in a file, and a way to read its rows.

    `headers` are as written, "" for a column without one; `columns` are the export headers that
    they stand for, None where unknown. `separator` is empty and `sheets` filled for a workbook.
    """

    encoding: str
    separator: str
    header_row: int
    headers: tuple[str, ...]
    columns: tuple[str | None, ...]
    source: Source = field(repr=False, compare=False)
    sheets: tuple[str, ...] = ()
    sheet: str = ""

    def rows(self) -> Iterator[Row]:
        """Read the rows below the header from the file; wholly empty ones are left out.

        Raises FileRefused as soon as a limit is passed or the file turns out to be broken.
        """
        width = len(self.headers)
        empty = ("",) * width
        count = 0
        for number, cells in self.source.records():
            if number <= self.header_row or not any(map(str.strip, cells)):
                continue
            count += 1
            if count > MOST_ROWS:
                raise FileRefused(
                    _("The table has more than %(most)d rows. Divide it into several files.")
                    % {"most": MOST_ROWS}
                )
            if len(cells) > width:
                self._refuse_beyond(number, cells[width:])
            yield Row(number, (*cells[:width], *empty[len(cells) :]))

    def _refuse_beyond(self, number: int, cells: list[str]) -> None:
        """A text file whose row is longer than its header was quoted or separated wrongly.

        A workbook has room for jottings beside the table, which are not read.
        """
        found = next((cell for cell in cells if cell.strip()), None)
        if self.separator and found is not None:
            raise FileRefused(
                _(
                    "Row %(row)d has more cells than the header (“%(cell)s” is one too many). A "
                    "cell that holds the separator has to stand in quotation marks."
                )
                % {"row": number, "cell": quoted(found)}
            )


def table_of(header: Header, width: int, source: Source, **told) -> Table:
    """The table under this header, at least as wide as the first rows are."""
    missing = max(width - len(header.texts), 0)
    return Table(
        header_row=header.row,
        headers=(*header.texts, *[""] * missing),
        columns=(*header.columns, *[None] * missing),
        source=source,
        **told,
    )
