"""History: each save of a record keeps it whole, with its rows, citations and figures."""

from functools import cache

import reversion
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from reversion.models import Revision, Version

from partnerships.models import Change
from partnerships.models.sources import record_models

#: Rows that records have beside their own; not every one has files.
COMMON_ROWS = ("citations", "figures", "follow_ups", "notes", "attachments")
#: Columns that follow from others or count the saves; they are no change by themselves.
BOOKKEEPING = {"version", "updated_at", "created_at"}


def register() -> None:
    """Tell the history library which rows belong to which record; called once at start."""
    for model in record_models():
        rows = row_names(model)
        for name in rows:
            row_model = model._meta.get_field(name).related_model
            if not reversion.is_registered(row_model):
                reversion.register(row_model, fields=kept_columns(row_model))
        reversion.register(model, follow=rows, fields=kept_columns(model))


def kept_columns(model) -> list[str]:
    """The columns and links that a state keeps: all but what the database makes of others."""
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return [field.name for field in fields if not getattr(field, "generated", False)]


def row_names(record) -> tuple[str, ...]:
    """The relations that belong to a record, or to the records of a model."""
    return _row_names(record if isinstance(record, type) else type(record))


@cache
def _row_names(model) -> tuple[str, ...]:
    return (*model.row_names, *(name for name in COMMON_ROWS if hasattr(model, name)))


def snapshot(record) -> dict:
    """All that a person can change of a stored record, columns, links and rows, as plain values.

    Two equal snapshots mean that nothing was changed.
    """
    links = {
        field.name: getattr(record, field.name).values_list("pk", flat=True)
        for field in record._meta.many_to_many
    }
    rows = {name: getattr(record, name).order_by("pk") for name in row_names(record)}
    return snapshot_of(record, links, rows)


def snapshot_of(record, links, rows) -> dict:
    """`snapshot` of a record whose links (keys by name) and rows are in hand; no query."""
    own = _plain(record) | {name: sorted(keys) for name, keys in links.items()}
    return {"": [own], **{name: [_plain(row) for row in found] for name, found in rows.items()}}


def _plain(row: Model) -> dict:
    return {name: getattr(row, name) for name in _plain_columns(type(row))}


@cache
def _plain_columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if field.name not in BOOKKEEPING and not _is_given(field)
    )


def _is_given(field) -> bool:
    """Whether the column is filled by the database, or with the moment a row is made."""
    return getattr(field, "generated", False) or getattr(field, "auto_now_add", False)


def versions_of(record):
    """The stored states of a record, newest first, each with revision and user in one query."""
    return (
        Version.objects.get_for_object(record)
        .select_related("revision__user")
        .order_by("-revision__date_created", "-pk")
    )


def last_change(record, reader=None) -> Revision | None:
    """The latest revision of the record: who, when, why; None for one never saved by a person.

    With a `reader` None, too, where that user is not told of it.
    """
    version = versions_of(record).first()
    if version is None:
        return None
    if reader is not None:
        told = Change.objects.visible_to(reader).of(record)
        if not told.filter(revision=version.revision_id).exists():
            return None
    return version.revision


def refuse_dangling(record) -> None:
    """Refuse a restored state whose rows name records that are gone, before anything shows them.

    Raises ValidationError. Many-to-many links to such records are removed: a link goes with what
    it leads to. Databases check foreign keys only at the end of the transaction.
    """
    rows = [row for name in row_names(record) for row in getattr(record, name).order_by("pk")]
    named: dict[type[Model], dict[int, str]] = {}
    for row in (record, *rows):
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if field.is_relation and value is not None:
                named.setdefault(field.related_model, {}).setdefault(value, field.verbose_name)
    for model, keys in named.items():
        there = model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
        for key in keys.keys() - set(there):
            raise ValidationError(
                _("This state names a record that was removed since (%(what)s).")
                % {"what": keys[key]}
            )
    for field in record._meta.many_to_many:
        links = getattr(record, field.name).through._base_manager
        there = field.related_model._base_manager.values("pk")
        links.filter(**{field.m2m_field_name(): record}).exclude(
            **{f"{field.m2m_reverse_field_name()}__in": there}
        ).delete()
