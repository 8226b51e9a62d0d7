"""What drafts lead to, read once for a block of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import models

from partnerships.services.bulk.loading import Draft, give_owner

#: So many linked records of a kind are kept in hand from one block to the next.
MOST_KEPT = 20_000


class Linked:
    """Gives each record and row what its foreign keys lead to, so that nothing asks for it."""

    def __init__(self) -> None:
        self._known: dict[type[models.Model], dict[int, models.Model]] = defaultdict(dict)

    def attach(self, block: Sequence[Draft]) -> None:
        """Attach what every record and row of the drafts leads to; one query for each kind.

        A key that leads nowhere is left as it is: see `leads_nowhere`.
        """
        for draft in block:
            for name, rows in draft.rows.items():
                give_owner(draft.record, name, rows)
        wanted = defaultdict(set)
        open_links = list(_open_links(block))
        for instance, field in open_links:
            wanted[field.related_model].add(getattr(instance, field.attname))
        for model, keys in wanted.items():
            self._read(model, keys)
        for instance, field in open_links:
            found = self._known[field.related_model].get(getattr(instance, field.attname))
            if found is not None:
                field.set_cached_value(instance, found)

    def _read(self, model, keys) -> None:
        known = self._known[model]
        if len(known) > MOST_KEPT:
            known.clear()
        missing = keys - known.keys()
        if missing:
            found = model._default_manager.all()
            if hasattr(found, "for_reading"):
                found = found.for_reading()
            known |= found.in_bulk(missing)


def _open_links(block: Iterable[Draft]) -> Iterator[tuple[models.Model, models.ForeignKey]]:
    """Links, with their record or row, whose other end is not in hand."""
    for draft in block:
        for instance in (draft.record, *(row for rows in draft.rows.values() for row in rows)):
            for field in foreign_keys(type(instance)):
                is_set = getattr(instance, field.attname) is not None
                if is_set and not field.is_cached(instance):
                    yield instance, field


def foreign_keys(model) -> list[models.ForeignKey]:
    """The foreign keys of a record or row; the kind of record that a row is about is none."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is not ContentType
    ]


def leads_nowhere(instance: models.Model, field: models.ForeignKey) -> bool:
    """Whether a key of an attached record or row is that of a record which does not exist."""
    return getattr(instance, field.attname) is not None and not field.is_cached(instance)
