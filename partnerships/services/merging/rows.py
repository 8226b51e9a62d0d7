"""When two rows say the same: what may be folded into one, and what would be lost by it."""

from collections.abc import Iterator

from django.db import models

from partnerships.models.facts import facts_in_words
from partnerships.models.fields import FoldedField
from partnerships.services.merging.facts import columns_of, is_empty, values_of

#: Where a row stands among others is no fact of its own.
_NOT_CONTENT = {"order", "version", "created_at", "updated_at"}


def content(row, columns=()) -> dict:
    """What a row says, {column: value}, with `columns` changed."""
    said = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not (
            field.primary_key
            or field.name in _NOT_CONTENT
            or isinstance(field, FoldedField | models.GeneratedField)
        )
    }
    return said | dict(columns)


def unique_keys(model) -> list[tuple[str, ...]]:
    """The columns that no two rows of the model may share; conditional rules are left out."""
    keys = [
        constraint.fields
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    keys += [tuple(names) for names in model._meta.unique_together]
    keys += [(field.name,) for field in model._meta.local_fields if field.unique]
    columns = [tuple(model._meta.get_field(name).attname for name in names) for names in keys]
    return [names for names in columns if names and names != (model._meta.pk.attname,)]


def clashes(row, other, columns) -> bool:
    """Whether `row`, with `columns` changed, cannot stand beside `other`."""
    after = content(row, columns)
    return any(
        all(
            after.get(name) is not None and after.get(name) == getattr(other, name)
            for name in names
        )
        for names in unique_keys(type(row))
    )


def fills(row, other, columns) -> dict:
    """What `other` takes from `row`, of which it says nothing itself."""
    taken: dict = {}
    for names, own in _differing(row, other, columns):
        taken |= dict(zip(names, own, strict=True))
    return taken


def contradictions(row, other, columns) -> list[str]:
    """The facts that the two state differently, in the words of the reader; [] where none is."""
    words = facts_in_words(type(row))
    return [
        str(words[fact])
        for fact, names, _own in _said(row, other, columns)
        if not is_empty(other, fact, names)
    ]


def _differing(row, other, columns) -> Iterator[tuple[list[str], tuple]]:
    for fact, names, own in _said(row, other, columns):
        if is_empty(other, fact, names):
            yield names, own


def _said(row, other, columns) -> Iterator[tuple[str, list[str], tuple]]:
    """(fact, columns, values) of what `row` says, with `columns` changed, and `other` does not."""
    for fact, names in columns_of(type(row)).items():
        own = tuple(columns.get(name, getattr(row, name)) for name in names)
        if fact in _NOT_CONTENT or own == values_of(other, names) or is_empty(row, fact, names):
            continue
        yield fact, names, own
