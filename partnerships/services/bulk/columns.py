"""How a record or row is put into its table and into the history, as plain values.

What is only known at the moment of writing stands in them as a sign that no text can hold, and is
put in then: see `Signs`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Serializer
from django.db import connection, models
from django.utils import timezone

from partnerships.models.fields import FoldedField
from partnerships.services import history

_encode = DjangoJSONEncoder(ensure_ascii=False).encode


class Signs:
    """Characters that `text.validate_text` refuses everywhere, so that none stands in a record."""

    REFERENCE = "\ufdd0"
    FOLDED_REFERENCE = "\ufdd1"
    NUMBER = "\ufdd2"
    SLUG = "\ufdd3"
    NOW = "\ufdd4"


has_sign = re.compile(r"[\ufdd0-\ufdd4]").search


class Table:
    """The columns of a model, in the order in which they are written."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.name = model._meta.db_table
        #: Written for a new row; with the key.
        self.fields = [f for f in model._meta.concrete_fields if not f.generated]
        self.columns = [str(field.column) for field in self.fields]
        self.folded = [field for field in self.fields if isinstance(field, FoldedField)]

    @cached_property
    def changing(self) -> list[int]:
        """Places, in `fields`, of the columns that a later save writes; the key is none."""
        return [
            place
            for place, field in enumerate(self.fields)
            if not field.primary_key and not getattr(field, "auto_now_add", False)
        ]

    def set_moments(self, instance: models.Model, *, is_new: bool) -> list[str]:
        """Set the columns that hold the moment of writing to now; returns which these are.

        A row that is brought back keeps the moment at which it was made.
        """
        names = [
            field.name
            for field in self.fields
            if getattr(field, "auto_now", False)
            or (is_new and getattr(field, "auto_now_add", False) and not _value(instance, field))
        ]
        for name in names:
            setattr(instance, name, timezone.now())
        return names

    def fold(self, instance: models.Model) -> None:
        """Set the columns that follow from others."""
        for field in self.folded:
            field.pre_save(instance, add=False)

    def values(self, instance: models.Model, signs: Mapping[str, str]) -> list:
        """What is written to `columns`; `signs` stand at some fields in the place of values."""
        return [
            signs[field.name]
            if field.name in signs
            else field.get_db_prep_save(getattr(instance, field.attname), connection)
            for field in self.fields
        ]


def _value(instance: models.Model, field: models.Field) -> object:
    return getattr(instance, field.attname)


class _States(Serializer):
    """As Django serialises, with links that are in hand."""

    links: Mapping[str, Iterable[int]] = {}

    def handle_m2m_field(self, obj, field):
        self._current[field.name] = list(self.links.get(field.name, ()))


def state(instance: models.Model, links: Mapping, signs: Mapping[str, str]) -> str:
    """The record or row as the history keeps it; `signs` as for `Table.values`."""
    serializer = _States()
    serializer.links = links
    kept = serializer.serialize([instance], fields=history.kept_columns(type(instance)))
    kept[0]["fields"].update(signs)
    return f"[{_encode(kept[0])}]"
