"""By which names a record is known, whatever columns of its model hold them."""

from django.db import models

from partnerships.models.languages import TITLES

#: The columns that hold a name each, where a model has them, and those that hold one a line.
_SINGLE = ("name", "name_en", "name_ja", "name_hi", "name_local", "title", *TITLES)
_LINES = ("other_names", "synonyms")


def name_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns of a model that hold a name or title each."""
    return _there(model, _SINGLE)


def names_of(record: models.Model) -> list[str]:
    """All names or titles of a record, in every language, other names too."""
    names = [getattr(record, column) for column in name_columns(type(record))]
    for column in _there(type(record), _LINES):
        names += getattr(record, column).splitlines()
    return [name for name in names if name]


def _there(model, columns) -> tuple[str, ...]:
    fields = {field.name for field in model._meta.concrete_fields}
    return tuple(column for column in columns if column in fields)
