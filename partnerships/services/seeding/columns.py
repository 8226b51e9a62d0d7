"""Columns of the seed files: each reads its cell, the stored value, and writes one into the other.

A column is made from the field of the model that it fills, so a table only names its columns.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.csvtext import join_values, split_values
from partnerships.dates import DateError, PartialDate, parse
from partnerships.models import Organisation
from partnerships.models.fields import PartialDateField
from partnerships.services.seeding.keys import Keys, Refused, public_key
from partnerships.text import fold

#: What a cell has to look like before its field reads it, and what is told otherwise.
_FORMS = (
    (models.DecimalField, r"\d+(\.\d+)?", gettext_lazy("a number such as 12.5")),
    (models.IntegerField, r"\d+", gettext_lazy("a whole number")),
    (models.DateField, r"\d{4}-\d\d-\d\d", gettext_lazy("a day such as 2025-08-30")),
    (models.TimeField, r"\d\d:\d\d", gettext_lazy("a time such as 09:30")),
)


class Column:
    """Plain values: text, numbers, days, times and choices."""

    #: Written once the row has its key.
    late = False

    def __init__(self, name: str, field: Any = None) -> None:
        self.name = name
        self.field = field

    def parse(self, item, keys: Keys) -> Any:
        """The value of the item's cell; raises `Refused` with a sentence that names it."""
        cell = item.cells.get(self.name, "")
        return self._value(cell, keys) if cell else self._empty()

    def applies(self, item) -> bool:
        """Whether the column says anything of this item."""
        return self.name in item.cells

    def read(self, row: models.Model) -> Any:
        return getattr(row, self.field.attname)

    def write(self, row: models.Model, value: Any, keys: Keys) -> None:
        setattr(row, self.field.attname, value)

    def is_derived(self, row: models.Model) -> bool:
        """Whether the stored value follows from others, so that nobody wrote it."""
        return False

    def comparable(self, value: Any) -> Any:
        """A hashable form in which a parsed and a stored value are equal when they say the same."""
        return value

    def shown(self, value: Any) -> str:
        """The value as a cell, for the report."""
        return "" if value is None else str(value)

    def _empty(self) -> Any:
        return self.field.get_default() if self.field.has_default() else self._nothing()

    def _nothing(self) -> Any:
        return None if self.field.null else ""

    def _value(self, cell: str, keys: Keys) -> Any:
        if self.field.choices:
            values = [value for value, _label in self.field.flatchoices]
            if cell not in values:
                raise Refused(_not_one_of(cell, values))
        for kind, form, expected in _FORMS:
            if isinstance(self.field, kind):
                return self._formed(cell, form, expected)
        return self.field.to_python(cell)

    def _formed(self, cell: str, form: str, expected: str) -> Any:
        try:
            if re.fullmatch(form, cell, re.ASCII):
                return self.field.to_python(cell)
        except ValidationError:
            pass  # a day or time that does not exist: the same sentence tells
        raise Refused(
            _("“%(value)s” is not accepted; write %(expected)s.")
            % {"value": cell, "expected": expected}
        )


def _not_one_of(cell: str, values) -> str:
    return _("“%(value)s” is not known here; write one of %(values)s.") % {
        "value": cell,
        "values": ", ".join(value for value in values if value),
    }


class Fixed(Column):
    """A column that says one thing only; it is checked and has no field."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(name)
        self.value = value

    def parse(self, item, keys):
        cell = item.cells.get(self.name, "")
        if cell != self.value:
            raise Refused(_not_one_of(cell, [self.value]))

    def read(self, row):
        return None

    def write(self, row, value, keys):
        pass


class YesNo(Column):
    """yes, no, or empty for the default (nothing said)."""

    words = {"yes": True, "no": False}

    def _value(self, cell, keys):
        if cell not in self.words:
            raise Refused(_not_one_of(cell, self.words))
        return self.words[cell]

    def shown(self, value):
        return {True: "yes", False: "no", None: ""}[value]


class Lines(Column):
    """Several values in a cell, kept one a line."""

    def _value(self, cell, keys):
        return "\n".join(split_values(cell))

    def shown(self, value):
        return join_values(value.splitlines())


class Name(Column):
    """A name that is one with all its spellings that fold alike."""

    def comparable(self, value):
        return fold(value)


class Date(Column):
    """A partial date; two texts that say the same date are equal."""

    def _empty(self):
        return PartialDate.unknown()

    def _value(self, cell, keys):
        try:
            return parse(cell)
        except DateError as error:
            raise Refused(str(error)) from None

    def read(self, row):
        return getattr(row, self.field.name)

    def write(self, row, value, keys):
        setattr(row, self.field.name, value)

    def comparable(self, value):
        return value.precision, value.file_form() or value.text

    def shown(self, value):
        return value.file_form() or value.text


class Link(Column):
    """The key of another record; a stored one is known by its number until it is shown."""

    def _empty(self):
        return None

    def _value(self, cell, keys):
        return keys.find(self.field.related_model, cell)

    def write(self, row, value, keys):
        setattr(row, self.field.name, value)

    def comparable(self, value):
        return value.pk if isinstance(value, models.Model) else value

    def shown(self, value):
        if value is None:
            return ""
        if not isinstance(value, models.Model):
            value = self.field.related_model._default_manager.get(pk=value)
        return public_key(value)


class Links(Column):
    """The keys of several other records."""

    late = True

    def _empty(self):
        return []

    def _value(self, cell, keys):
        return [keys.find(self.field.related_model, key) for key in split_values(cell)]

    def read(self, row):
        return list(getattr(row, self.field.name).all())

    def write(self, row, value, keys):
        getattr(row, self.field.name).set(value)

    def comparable(self, value):
        return frozenset(record.pk for record in value)

    def shown(self, value):
        return join_values(sorted(map(public_key, value)))


class ChosenLinks(Links):
    """Partnerships that a meeting counts towards: stated only where they were chosen by hand."""

    def parse(self, item, keys):
        value = super().parse(item, keys)
        if value and not self.applies(item):
            raise Refused(
                _(
                    "The partnerships follow the parties; leave this empty, or write yes in "
                    "partnerships_chosen."
                )
            )
        return value

    def applies(self, item):
        return super().applies(item) and item.cells.get("partnerships_chosen") == "yes"

    def is_derived(self, row):
        return not row.partnerships_chosen


class PartnershipTitle(Column):
    """A title that is made from the parties when the file does not state it."""

    def applies(self, item):
        return bool(item.cells.get(self.name))

    def is_derived(self, row):
        return row.title == row.title_from_parties()


class PostOrganisation(Link):
    """The organisation of a post; the post is written by the column of its title."""

    def read(self, row):
        return row.post.organisation_id

    def write(self, row, value, keys):
        pass


class PostTitle(Column):
    """A post, by organisation and title; made when there is none."""

    def parse(self, item, keys):
        return keys.find(Organisation, item.cells["organisation"]), item.cells[self.name]

    def read(self, row):
        return row.post.organisation, row.post.title

    def write(self, row, value, keys):
        row.post = keys.post(*value)

    def comparable(self, value):
        organisation, title = value
        return organisation.pk, title

    def shown(self, value):
        return value[1]


class Fact(Column):
    """The fact of a record that a citation is about: one of its columns, or its rows."""

    def parse(self, item, keys):
        cell = item.cells.get(self.name, "")
        facts = facts_of(item.owner.table.model)
        if cell and cell not in facts:
            raise Refused(_not_one_of(cell, facts))
        return cell


def facts_of(model: type[models.Model]) -> list[str]:
    """Names of a record's columns and rows that a citation can be about."""
    dates = [date.name for date in getattr(model, "partial_dates", ())]
    quantities = [quantity.name for quantity in getattr(model, "quantities", ())]
    parts = {f"{name}_{part}" for name in dates for part in ("earliest", "latest", "precision")}
    parts |= {f"{name}_{part}" for name in quantities for part in ("number", "basis")}
    parts |= {f"{name}_text" for name in (*dates, *quantities)}
    plain = [
        field.name
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.editable and not field.primary_key and field.name not in parts
    ]
    return sorted({*dates, *quantities, *plain, *getattr(model, "row_names", ())})


class RowOf(Column):
    """The row of a record that a citation is about, by what names it in its file."""

    def parse(self, item, keys):
        if item.about is not None:
            return item.about
        cell = item.cells.get(self.name, "")
        if not cell:
            return None
        relation = item.cells.get("field", "")
        found = self._named(item, relation, cell)
        if len(found) != 1:
            told = _("“%(value)s” names %(count)d of the %(rows)s of %(record)s; it must name one.")
            values = {"value": cell, "rows": relation or "rows", "record": item.owner.key}
            raise Refused(told % {**values, "count": len(found)})
        return found[0]

    def _named(self, item, relation, cell):
        """What is said now is of a row that is there now; what was said, of the row of then."""
        named = item.owner.rows_named(relation, cell)
        there = [row for row in named if not row.is_dropped]
        gone = [row for row in named if row.is_dropped]
        return (gone or there) if item.is_dropped else there

    def read(self, row):
        return row.row

    def write(self, row, value, keys):
        row.row = value.row.pk if value and value.row else None

    def comparable(self, value):
        if value is None or isinstance(value, int):
            return value
        if value.row is not None:
            return value.row.pk
        return None if value.is_gone else value

    def shown(self, value):
        return "" if value is None else str(getattr(value, "key", value))


def column_for(model: type[models.Model], name: str, field_name: str) -> Column:
    """The column that fills this field of the model."""
    date = model.__dict__.get(field_name) or getattr(model, field_name, None)
    if isinstance(date, PartialDateField):
        return Date(name, date)
    field = model._meta.get_field(field_name)
    if field.many_to_many:
        return Links(name, field)
    if field.is_relation:
        return Link(name, field)
    kind = YesNo if isinstance(field, models.BooleanField) else Column
    return kind(name, field)
