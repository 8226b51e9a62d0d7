"""The facts of a record as files state them: read from cells, compared, written into a draft.

A fact fills one or several columns of the record and stands in one or several columns of the file.
Its values are plain JSON.
"""

from collections.abc import Collection
from datetime import time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from partnerships.choices import Basis
from partnerships.quantities import Quantity
from partnerships.services.bulk import Draft
from partnerships.services.importing import numbers, twins
from partnerships.services.importing.choice_words import choice_for
from partnerships.services.importing.desk import CellRefused, Cells, Desk, Value
from partnerships.services.states import State


class Fact:
    """A text, and the base of all others; the main one of its `headers` comes first."""

    #: What a cell with CLEAR means.
    empty: Value = ""
    #: The link or relation of the record that it stands in, "" for its own columns.
    part = ""

    def __init__(self, name: str, headers: tuple[str, ...], field: Any = None):
        self.name, self.headers, self.field = name, headers, field

    @property
    def header(self) -> str:
        return self.headers[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the record that it fills."""
        return (self.field.name,) if self.field is not None else ()

    def parse(self, cells: Cells, edited: Collection[str], old: Value, desk: Desk) -> Value:
        """The value that the filled cells of its headers state.

        `edited` are the headers whose cells differ from what is recorded, all of them for a new
        record, for which `old` is None. Raises `CellRefused`.
        """
        return self.one(cells[self.header], old, desk)

    def one(self, cell: str, old: Value, desk: Desk) -> Value:
        """The value of a fact that stands in one column."""
        if isinstance(old, str) and twins.may_have_lost(old, cell, desk.encoding):
            raise CellRefused(
                self.header,
                cell,
                _(
                    "What is recorded has letters that a Shift-JIS file cannot carry, so a “?” "
                    "here may stand for one; save the file as UTF-8 or .xlsx and edit it there."
                ),
            )
        return cell

    def same(self, one: Value, other: Value) -> bool:
        return one == other

    def in_state(self, state: State) -> Value:
        """The value in an earlier state of a record; raises KeyError where it is not known."""
        return state.columns[self.field.name]

    def shown(self, value: Value, cell: str) -> str:
        """What the preview says of a new value that was read from this cell."""
        return cell

    def write(self, draft: Draft, value: Value, old: Value) -> None:
        setattr(draft.record, self.field.attname, self.field.to_python(value))

    def finish(self, draft: Draft, value: Value, old: Value) -> None:
        """Take away what the new value leaves out, once all facts were written."""


class Choice(Fact):
    """One of a few words, by its code or its label in any language."""

    def one(self, cell, old, desk):
        found = choice_for(self.field, cell)
        if found is None:
            values = ", ".join(value for value, _label in self.field.flatchoices if value)
            raise CellRefused(
                self.header, cell, _("Write one of: %(values)s.") % {"values": values}
            )
        return found


class Truth(Fact):
    empty = False
    words = {
        **dict.fromkeys(("yes", "true", "1", "y", "はい", "有", "○", "हाँ", "हां"), True),
        **dict.fromkeys(("no", "false", "0", "n", "いいえ", "無", "×", "नहीं"), False),
    }

    def one(self, cell, old, desk):
        if cell.strip().casefold() not in self.words:
            raise CellRefused(self.header, cell, _("Write yes or no."))
        return self.words[cell.strip().casefold()]

    def shown(self, value, cell):
        return "yes" if value else "no"


class Number(Fact):
    empty = None

    def one(self, cell, old, desk):
        read = numbers.decimal if isinstance(self.field, models.DecimalField) else numbers.whole
        try:
            return _plain(read(cell))
        except ValueError as error:
            raise CellRefused(self.header, cell, str(error)) from None

    def in_state(self, state):
        return _plain(super().in_state(state))

    def shown(self, value, cell):
        return str(value)


def _plain(number) -> int | str | None:
    """A number as JSON keeps it exactly: whole ones as int, others as their digits."""
    if number is None:
        return None
    number = Decimal(number)
    return int(number) if number == number.to_integral_value() else str(number.normalize())


class Time(Fact):
    empty = None

    def one(self, cell, old, desk):
        minutes = twins.minutes(cell)
        if minutes is None or minutes >= 24 * 60:
            raise CellRefused(self.header, cell, _("Write a time, such as 09:30."))
        return time(*divmod(minutes, 60)).isoformat()

    def shown(self, value, cell):
        return value[:5]


class Amount(Fact):
    """A quantity in three columns: number, basis, the words of the source."""

    empty = [None, Basis.EXACT.value, ""]

    @property
    def columns(self):
        return tuple(f"{self.field.name}_{part}" for part in ("number", "basis", "text"))

    def parse(self, cells, edited, old, desk):
        number, basis, text = (
            cells.get(header, "") if header in edited else "" for header in self.headers
        )
        value = list(old or self.empty)
        if number:
            stated = self._stated(number)
            value[0] = _plain(stated.number)
            if (stated.text and stated.text != number.strip()) or not _is_number(number):
                value[1:] = [str(stated.basis), stated.text or number]
        if basis:
            value[1] = self._basis(basis)
        if text:
            value[2] = text
        return value

    def _stated(self, cell) -> Quantity:
        try:
            return numbers.quantity(cell)
        except ValueError as error:
            raise CellRefused(self.header, cell, str(error)) from None

    def _basis(self, cell) -> str:
        if cell not in Basis.values:
            told = _("Write one of: %(values)s.") % {"values": ", ".join(Basis.values)}
            raise CellRefused(self.headers[1], cell, told)
        return cell

    def in_state(self, state):
        number, basis, text = (state.columns[column] for column in self.columns)
        return [_plain(number), basis, text]

    def shown(self, value, cell):
        return str(value[0]) if _is_number(cell) else cell

    def write(self, draft, value, old):
        number, basis, text = value
        number = None if number is None else Decimal(number)
        stored = draft.record._meta.get_field(self.columns[0]).to_python(number)
        setattr(draft.record, self.field.name, Quantity(stored, basis, text))


def _is_number(cell: str) -> bool:
    try:
        numbers.decimal(cell)
    except ValueError:
        return False
    return True


class Link(Fact):
    """The key of one other record."""

    empty = None

    def one(self, cell, old, desk):
        return desk.find(self.header, self.field.related_model, cell)

    def write(self, draft, value, old):
        setattr(draft.record, self.field.attname, value)


class Links(Fact):
    """The keys of several other records; those that the reader does not see stay."""

    empty: Value = []

    @property
    def part(self):
        return self.field.name

    def one(self, cell, old, desk):
        return sorted(desk.find_all(self.header, self.field.related_model, cell))

    def in_state(self, state):
        return sorted(state.columns[self.field.name])

    def write(self, draft, value, old):
        there = set(draft.links[self.field.name])
        draft.links[self.field.name] = sorted(there - set(old or ()) | set(value))


class ChosenLinks(Links):
    """What a meeting counts towards: whoever writes it in a file has chosen it."""

    def write(self, draft, value, old):
        super().write(draft, value, old)
        draft.record.partnerships_chosen = True
