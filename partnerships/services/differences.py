"""What differs between two states of a record, in words that people read."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from difflib import SequenceMatcher

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.dates import PartialDate, day_display
from partnerships.models import Citation
from partnerships.models.facts import fact_of_columns, facts_in_words
from partnerships.models.fields import BOUNDS
from partnerships.quantities import Quantity
from partnerships.services.states import Columns, Reader, State

ADDED, REMOVED, CHANGED, SAME = "added", "removed", "changed", "same"

#: Of a longer text the words are compared one by one.
SHORT = 60
#: Of a text with more pieces than this the whole is told, before and after.
MOST_PIECES = 4_000
_PIECES = re.compile(r"[a-zA-Z0-9\u00c0-\u024f\u0900-\u097f]+|\s+|.", re.DOTALL)

#: Columns of rows that say whose they are.
_OWNERS = {"content_type", "object_id", "row"}


@dataclass(frozen=True)
class Piece:
    """A run of words: the same in both texts, added or removed."""

    sign: str
    text: str


@dataclass(frozen=True)
class FactDifference:
    """One fact before and after; `pieces` are the words of a long text, marked."""

    name: str
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class RowDifference:
    """A row that was added, removed or changed, named by what it is about."""

    relation: str
    label: str
    name: str
    what: str
    facts: tuple[FactDifference, ...] = ()


@dataclass(frozen=True)
class Differences:
    """All that one save changed: facts of the record, then rows."""

    facts: tuple[FactDifference, ...] = ()
    rows: tuple[RowDifference, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.facts or self.rows)

    def summary(self) -> list[str]:
        """The changed facts by name, and for each relation how many rows: "Stops: 1 added"."""
        told = [fact.label for fact in self.facts]
        relations = dict.fromkeys((row.relation, row.label) for row in self.rows)
        for relation, label in relations:
            counts = Counter(row.what for row in self.rows if row.relation == relation)
            told.append(
                _("%(rows)s: %(changes)s") % {"rows": label, "changes": ", ".join(_counted(counts))}
            )
        return told


def _counted(counts) -> list[str]:
    words = {
        ADDED: ngettext("%(n)d added", "%(n)d added", counts[ADDED]),
        REMOVED: ngettext("%(n)d removed", "%(n)d removed", counts[REMOVED]),
        CHANGED: ngettext("%(n)d changed", "%(n)d changed", counts[CHANGED]),
    }
    return [text % {"n": counts[what]} for what, text in words.items() if counts[what]]


def differences(before: State, after: State, reader: Reader) -> Differences:
    """What changed from one state to the other, as far as the reader may know."""
    first, second = reader.seen(before), reader.seen(after)
    model = after.model
    rows: list[RowDifference] = []
    for relation in second.rows:
        rows += _rows(model, relation, first, second, reader)
    own = _facts(model, first.columns, second.columns, reader, skipped=())
    return Differences(tuple(own), tuple(rows))


def _rows(model, relation, first: State, second: State, reader) -> Iterable[RowDifference]:
    link = model._meta.get_field(relation)
    row_model = link.related_model
    label = capfirst(str(row_model._meta.verbose_name_plural))
    owner = _OWNERS if isinstance(link, GenericRelation) else {*_OWNERS, link.field.name}
    old, new = first.rows.get(relation, {}), second.rows[relation]
    for key in sorted({*old, *new}):
        columns = new[key] if key in new else old[key]
        what = CHANGED if key in old and key in new else ADDED if key in new else REMOVED
        facts = tuple(
            _facts(row_model, old.get(key), new.get(key), reader, skipped=owner, record=model)
        )
        if facts or what != CHANGED:
            name = row_name(row_model, columns, reader)
            yield RowDifference(relation, label, name, what, facts)


def _facts(
    model, before: Columns | None, after: Columns | None, reader, *, skipped, record=None
) -> Iterable[FactDifference]:
    words = facts_in_words(model)
    for name in words:
        if name in skipped:
            continue
        old = fact_text(model, name, before, reader, record) if before is not None else ""
        new = fact_text(model, name, after, reader, record) if after is not None else ""
        if old == new and not (before and after and _differs(model, name, before, after)):
            continue
        if old == new:
            old, new = _in_detail(model, name, before), _in_detail(model, name, after)
        label = capfirst(str(words[name]))
        yield FactDifference(name, label, old, new, pieces(old, new))


def _differs(model, name, before: Columns, after: Columns) -> bool:
    """Whether a date or quantity that reads alike was entered in other words."""
    composite = {f.name for n in ("partial_dates", "quantities") for f in getattr(model, n, ())}
    if name not in composite:
        return False
    columns = [column for column, fact in fact_of_columns(model).items() if fact == name]
    return any(_value(model, c, before) != _value(model, c, after) for c in columns)


def _in_detail(model, name, columns: Columns | None) -> str:
    """A date or quantity column by column."""
    values = [
        _value(model, column, columns or {})
        for column, fact in fact_of_columns(model).items()
        if fact == name
    ]
    return " · ".join(str(value) for value in values if value not in (None, ""))


def _value(model, column, columns: Columns):
    """The value of a column; its default where the column is younger than the state."""
    known = model._meta.get_field(column)
    return known.to_python(columns[column]) if column in columns else known.get_default()


def fact_text(model, name, columns: Columns, reader, record=None) -> str:
    """A fact as a page would show it: "December 2024", "about 70", a choice by its label."""
    if name in {date_.name for date_ in getattr(model, "partial_dates", ())}:
        return _date_text(model, name, columns)
    if name in {quantity.name for quantity in getattr(model, "quantities", ())}:
        return _quantity_text(model, name, columns)
    if name not in columns:
        return ""
    column, value = model._meta.get_field(name), columns[name]
    if model is Citation and name == "field":
        return _fact_words(record, value)
    if column.is_relation:
        return _linked(column, value, reader)
    return _plain(column, value)


def _fact_words(record, name) -> str:
    words = facts_in_words(record) if record else {}
    if not name:
        return _("The record as a whole")
    if record and name in record.row_names:
        plural = record._meta.get_field(name).related_model._meta.verbose_name_plural
        return capfirst(str(plural))
    return capfirst(str(words.get(name, name)))


def _date_text(model, name, columns: Columns) -> str:
    earliest, latest, precision, text = (
        _value(model, f"{name}_{bound}", columns) for bound in BOUNDS
    )
    partial = PartialDate(earliest, latest, precision, text)
    return partial.display() if partial.is_known or partial.text else ""


def _quantity_text(model, name, columns: Columns) -> str:
    number, basis, text = (
        _value(model, f"{name}_{part}", columns) for part in ("number", "basis", "text")
    )
    return Quantity(number, basis, text).display()


def _linked(column, value, reader) -> str:
    keys = value if isinstance(value, list) else [value]
    gone = _("one that was removed since")
    names = [str(reader.get(column.related_model, key) or gone) for key in keys if key is not None]
    return ", ".join(sorted(names) if isinstance(value, list) else names)


def _plain(column, value) -> str:
    if value is None or value == "":
        return ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(column, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return day_display(date.fromisoformat(str(value)))
    if isinstance(column, models.TimeField):
        return time.fromisoformat(str(value)).strftime("%H:%M")
    return str(value)


def row_name(model, columns: Columns, reader) -> str:
    """What a row calls itself: the party, the place, the source."""
    row = model()
    for column in model._meta.concrete_fields:
        if column.name not in columns:
            continue
        value = columns[column.name]
        if column.is_relation:
            linked = reader.get(column.related_model, value)
            if linked is not None:
                setattr(row, column.name, linked)
        else:
            setattr(row, column.attname, column.to_python(value))
    try:
        name = str(row)
    except ObjectDoesNotExist:
        name = ""
    return name if name not in ("", "None") else capfirst(str(model._meta.verbose_name))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two long texts, each marked as the same, added or removed; () for short ones."""
    if not before or not after or max(len(before), len(after)) <= SHORT:
        return ()
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if max(len(old), len(new)) > MOST_PIECES:
        return ()
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, "".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece(REMOVED, "".join(old[a:b])))
        if d > c:
            found.append(Piece(ADDED, "".join(new[c:d])))
    return tuple(found)
