"""Reads the records of an export in short reads, so that memory stays flat."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from django.db.models import QuerySet
from django.utils import translation

from partnerships.exports.sheets import RowSheet, Sheet, loaded

BLOCK = 500
FIRST_BLOCK = 50  # so that the first bytes leave at once


class ChangedMeanwhileError(RuntimeError):
    """A record vanished while it was exported: the file must not pass for whole."""


class Lines(Protocol):
    """What a file is written of."""

    @property
    def sheet(self) -> Sheet | RowSheet: ...

    @property
    def line_count(self) -> int: ...

    def blocks(self) -> Iterator[list[list]]: ...


@dataclass(frozen=True)
class Computed:
    """The lines of a sheet for rows that are in hand: numbers made of records, not records."""

    rows: Sequence
    sheet: Sheet

    @property
    def line_count(self) -> int:
        return len(self.rows)

    def blocks(self) -> Iterator[list[list]]:
        """The lines, some hundred at a time, in English whatever the reader's language."""
        for start in range(0, len(self.rows), BLOCK):
            with translation.override("en"):
                block = self.rows[start : start + BLOCK]
                lines = [line for row in block for line in self.sheet.lines(row)]
            yield lines


@dataclass(frozen=True)
class Extract:
    """The lines of a sheet for the records of `found`, in its order, as `user` may see them.

    `adds` gives the records what the sheet reads of the day asked. The keys are read first and
    the records after them in blocks; records that vanish in between end the reading with
    `ChangedMeanwhileError`.
    """

    found: QuerySet
    sheet: Sheet | RowSheet
    user: object
    adds: Callable[[QuerySet], QuerySet] | None = None
    _keys: array = field(init=False, repr=False)

    def __post_init__(self):
        keys = self.found.values_list("pk", flat=True).iterator(chunk_size=10_000)
        object.__setattr__(self, "_keys", array("q", keys))

    @cached_property
    def line_count(self) -> int:
        model = self.found.model
        return sum(self.sheet.count(model, keys, self.user) for keys in self._key_blocks())

    def blocks(self) -> Iterator[list[list]]:
        """The lines, some hundred records at a time, in English whatever the reader's language."""
        told = self.line_count
        written = 0
        for keys in self._key_blocks():
            lines = self._lines(keys)
            written += len(lines)
            yield lines
        if written != told:
            raise ChangedMeanwhileError(f"{told} lines were announced, {written} were found")

    def _key_blocks(self) -> Iterator[array]:
        start, size = 0, min(FIRST_BLOCK, BLOCK)
        while start < len(self._keys):
            yield self._keys[start : start + size]
            start, size = start + size, BLOCK

    def _lines(self, keys) -> list[list]:
        visible = self.found.model.objects.visible_to(self.user).filter(pk__in=keys)
        visible = self.adds(visible) if self.adds else visible
        with translation.override("en"):
            records = {record.pk: record for record in loaded(visible, self.sheet, self.user)}
            if len(records) != len(keys):
                raise ChangedMeanwhileError("a record was removed or hidden during the export")
            return [line for key in keys for line in self.sheet.lines(records[key])]
