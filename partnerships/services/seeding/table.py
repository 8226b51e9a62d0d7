"""One file of the seeds: what it fills, by which columns, and what names a row of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from partnerships.services.seeding.columns import Column, column_for

#: Columns with a meaning of their own: sources become citations, owners name the record.
SOURCED = ("sources", "confidence")
OWNERS = ("record_type", "record")


@dataclass(frozen=True, eq=False)
class Table:
    """One file: a record a row, or with `relation` a row of a record of another file."""

    name: str
    model: Any
    columns: tuple[str, ...]
    key: tuple[str, ...]
    #: Columns that a row must fill beside the key and what its model demands.
    filled: tuple[str, ...] = ()
    #: Columns whose field has another name, or that are of a kind of their own.
    fields: Mapping[str, str | Column] = field(default_factory=dict)
    #: The rows' name on the record that owns them, and the columns that name this record.
    relation: str = ""
    owner: tuple[str, ...] = ()
    #: Columns by which citations.csv names a row.
    named_by: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def readers(self) -> dict[str, Column]:
        """The columns that fill the model, in order; plain ones are made from its fields."""
        return {
            name: self._reader(name)
            for name in self.columns
            if name not in (*SOURCED, *self.owner) or name in self.fields
        }

    def _reader(self, name: str) -> Column:
        given = self.fields.get(name, name)
        return column_for(self.model, name, given) if isinstance(given, str) else given

    @cached_property
    def required(self) -> frozenset[str]:
        """Columns that must stand in the header and be filled in each row."""
        demanded = (
            name
            for name, column in self.readers.items()
            if isinstance(column.field, models.Field)
            and not (column.field.blank or column.field.null or column.field.has_default())
        )
        keys = (name for name in self.key if name not in self._may_be_empty)
        return frozenset((*keys, *self.owner, *self.filled, *demanded))

    @property
    def given(self) -> tuple[str, ...]:
        """Keys that a record gets once and that no later load changes."""
        return self.key if self.has_keys else ()

    @property
    def has_keys(self) -> bool:
        """Whether other rows can name its rows by a public key."""
        return not self.relation and hasattr(self.model, "key")

    @property
    def _may_be_empty(self) -> tuple[str, ...]:
        """Key columns that part rows of one record and may be empty themselves."""
        return tuple(name for name in self.key if name not in self.owner) if self.relation else ()
