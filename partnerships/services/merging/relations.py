"""What points to a record or to a row of one, found in the models themselves.

A relation that is added to a model later is found too; nothing is listed here by name.
"""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from partnerships.models import Citation
from partnerships.models.base import Record, Versioned
from partnerships.models.sources import record_models
from partnerships.services import history

#: Stored states of a record stay those of that record.
_OF_OTHERS = {"reversion.Version"}


def _models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if not (model._meta.proxy or getattr(model, "stays_when_merged", False))
    ]


def foreign_keys_to(model) -> list[models.ForeignKey]:
    """Every foreign key, of any model, that leads to rows of `model`."""
    return _by_target()[0].get(model._meta.concrete_model, [])


def links_to(model) -> list[models.ManyToManyField]:
    """Every many-to-many field, of any model, that leads to rows of `model`."""
    return _by_target()[1].get(model._meta.concrete_model, [])


@cache
def _by_target() -> tuple[dict, dict]:
    """{model: fields that lead to it}, of foreign keys and of many-to-many fields."""
    keys: dict = {}
    links: dict = {}
    for model in _models():
        for field in model._meta.local_fields:
            if field.is_relation:
                keys.setdefault(_target(field), []).append(field)
        for link in model._meta.local_many_to_many:
            links.setdefault(_target(link), []).append(link)
    return keys, links


def _target(field):
    return field.remote_field.model._meta.concrete_model


@cache
def generic_keys() -> list[GenericForeignKey]:
    """Every key, of any model, that leads to a row of any kind."""
    return [
        field
        for source in _models()
        if source._meta.label not in _OF_OTHERS
        for field in source._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ]


def pointing_at(row) -> Iterator[tuple[type[models.Model], str, models.QuerySet]]:
    """(model, column, rows) of all rows that point to `row`, to a record by generic keys too."""
    for field in foreign_keys_to(type(row)):
        rows = field.model._base_manager.filter(**{field.attname: row.pk})
        yield field.model, field.attname, rows
    for key in generic_keys() if isinstance(row, Versioned) else ():
        yield key.model, key.fk_field, of_record(key.model, row)


def of_record(model, record) -> models.QuerySet:
    """Rows of `model`, which has a generic key, that belong to the record."""
    key = next(field for field in generic_keys() if field.model is model)
    kind = ContentType.objects.get_for_model(record)
    return model._base_manager.filter(**{key.ct_field: kind, key.fk_field: record.pk})


@cache
def _owner_keys() -> dict:
    """{model of rows: name of the column that holds their record, and that record's model}."""
    owners = {}
    for model in record_models():
        for name in history.row_names(model):
            relation = model._meta.get_field(name)
            if isinstance(relation, models.ManyToOneRel):
                owners[relation.related_model] = (model, relation.field.attname)
    return owners


def owner_of(row, columns) -> tuple[type[models.Model], int] | None:
    """(model, key) of the record to whose history a row belongs, with these columns changed.

    None for a row that belongs to no record, such as a post.
    """
    if isinstance(row, Versioned):
        return type(row), row.pk
    for key in generic_keys():
        if key.model is type(row):
            kind = ContentType.objects.get_for_id(getattr(row, f"{key.ct_field}_id"))
            owner = columns.get(key.fk_field, getattr(row, key.fk_field))
            return apps.get_model(kind.app_label, kind.model), owner
    if type(row) in _owner_keys():
        model, column = _owner_keys()[type(row)]
        return model, columns.get(column, getattr(row, column))
    return None


def citations_of_row(row) -> models.QuerySet:
    """Citations of a row of a record: they name it by its relation and number, not by a key."""
    owner = _owner_keys().get(type(row))
    if owner is None:
        return Citation.objects.none()
    model, _column = owner
    names = [
        name for name in model.row_names if model._meta.get_field(name).related_model is type(row)
    ]
    kind = ContentType.objects.get_for_model(model)
    return Citation.objects.filter(content_type=kind, field__in=names, row=row.pk)


def is_record(row) -> bool:
    return isinstance(row, Record)
