"""A row of the seeds beside the row of the database that it became: what differs, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from partnerships.services.seeding.columns import Column
from partnerships.services.seeding.keys import Keys, Refused, Waiting
from partnerships.services.seeding.report import Outcome, Report
from partnerships.services.seeding.table import Table


@dataclass(eq=False)
class Item:
    """One row of a file, or something made of one (`origin` says of which, and by which column)."""

    table: Table
    file: str
    line: int | None
    cells: dict[str, str]
    #: The cells as last loaded, and the number of the row they became; None before the first load.
    last: dict[str, str] | None = None
    last_pk: int | None = None
    #: How other rows refer to it.
    name: str = ""
    owner: Item | None = None
    #: The row of the record that a citation is about, when it stands in that row's own line.
    about: Item | None = None
    origin: Item | None = None
    origin_column: str = ""
    #: The rows, figures and citations of a record.
    rows: list[Item] = field(default_factory=list)
    row: Any = None
    values: dict[str, Any] = field(default_factory=dict)
    writes: list[Column] = field(default_factory=list)
    #: No longer in the files: taken out of the record if it is as it was loaded.
    is_dropped: bool = False
    #: A person removed it: it stays removed.
    is_gone: bool = False
    #: No longer in the files, but another row under its name carries on with what it became.
    is_followed: bool = False
    #: No longer in the files, but changed by a person: it stays.
    is_kept: bool = False
    is_refused: bool = False
    #: Its reference was given to another record meanwhile: it gets the next one.
    is_renumbered: bool = False
    #: The record that stands for it, where it was merged away.
    merged_into: Any = None
    #: Made by this load.
    is_made: bool = False

    @property
    def key(self) -> str:
        return " / ".join(self.cells.get(name, "") for name in self.table.key)

    @property
    def is_new(self) -> bool:
        return not (self.row or self.is_gone or self.is_dropped)

    @property
    def label(self) -> str:
        """What the report calls it: its key, for a source of a row the source."""
        return self.cells["source"] if self.origin and self.owner else self.key

    @property
    def has_work(self) -> bool:
        return self.is_new or bool(self.writes) or (self.is_dropped and self.row is not None)

    @property
    def columns(self) -> Iterator[Column]:
        return (column for column in self.table.readers.values() if column.name in self.cells)

    def rows_named(self, relation: str, name: str) -> list[Item]:
        """Its rows of a relation that citations.csv calls by this name, dropped ones too."""
        return [
            item
            for item in self.rows
            if item.table.relation == relation
            and any(item.cells.get(column) == name for column in item.table.named_by)
        ]

    def replaces(self, dropped: Item) -> bool:
        """Whether this new row stands where one was dropped, under a name that both bear.

        Such a row keeps its number, so that what cites it still does.
        """
        names = self.table.named_by
        return (
            self.table is dropped.table
            and self.last is None
            and any(self.cells.get(n) and self.cells[n] == dropped.cells.get(n) for n in names)
        )

    def follow(self, dropped: Item) -> None:
        self.last, self.last_pk = dropped.last, dropped.last_pk

    def parse(self, keys: Keys, report: Report) -> None:
        """Read all cells; what is refused goes to the report."""
        for column in self.columns:
            try:
                self.values[column.name] = column.parse(self, keys)
            except Refused as refusal:
                self.refuse(report, column.name, str(refusal))
            except Waiting:
                self.is_refused = True

    def refuse(self, report: Report, column: str, text: str) -> None:
        self.is_refused = True
        report.tell(Outcome.REFUSED, self.file, self.line, self.origin_column or column, text)

    def tell(self, report: Report, outcome: Outcome, text: str) -> None:
        report.tell(outcome, self.file, self.line, self.origin_column, text)

    def identity(self) -> tuple:
        """What the row is known by inside its table, to be compared with `identity_of`."""
        return tuple(column.comparable(self.values[column.name]) for column in self._key_columns())

    def identity_of(self, row: models.Model) -> tuple:
        return tuple(column.comparable(column.read(row)) for column in self._key_columns())

    def _key_columns(self) -> list[Column]:
        names = (name for name in self.table.key if name not in self.table.owner)
        return [self.table.readers[name] for name in names if name in self.cells]

    def compare(self, keys: Keys, report: Report) -> None:
        """Decide for each column of a stored row: as in the file, to be written, or a person's."""
        for column in self.columns:
            if column.name in self.table.given or not column.applies(self):
                continue
            current = column.read(self.row)
            if column.comparable(current) == column.comparable(self.values[column.name]):
                continue
            if self._is_untouched(column, current, keys):
                self.writes.append(column)
                self._tell_changed(report, column, current)
            else:
                self._tell_kept(report, column, current)

    def is_as_loaded(self, keys: Keys) -> bool:
        """Whether the stored row still says what the last load wrote."""
        return all(
            self._last_is(column, column.read(self.row), keys)
            for column in self.columns
            if column.applies(self)
        )

    def _is_untouched(self, column, current, keys) -> bool:
        """Whether the release changed the cell and the database still holds the earlier value."""
        if self.last is None or self.cells[column.name] == self.last.get(column.name, ""):
            return False
        return column.is_derived(self.row) or self._last_is(column, current, keys)

    def _last_is(self, column, current, keys) -> bool:
        earlier = Item(self.table, self.file, self.line, self.last or {}, about=self.about)
        earlier.owner, earlier.is_dropped = self.owner, True
        try:
            return column.comparable(column.parse(earlier, keys)) == column.comparable(current)
        except (Refused, Waiting):
            return False  # what it named is gone, so the row cannot hold it any more

    def _tell_changed(self, report, column, current) -> None:
        text = _("changed from “%(old)s” to “%(new)s”.")
        self._tell(report, Outcome.CHANGED, column, text, current)

    def _tell_kept(self, report, column, current) -> None:
        text = _("kept “%(old)s”, which a person wrote; the file says “%(new)s”.")
        self._tell(report, Outcome.KEPT, column, text, current)

    def _tell(self, report, outcome, column, text, current) -> None:
        values = {"old": column.shown(current), "new": self.cells[column.name]}
        name = self.origin_column or column.name
        report.tell(outcome, self.file, self.line, name, text % values)
