"""Which stored row an item is: by the number noted at its last load, else by its natural key."""

from django.db.models import Model

from partnerships.models.base import Referenced
from partnerships.services.seeding.items import Item
from partnerships.services.seeding.keys import Keys
from partnerships.services.seeding.table import Table


class Stored:
    """What the database held before this load."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._by_identity: dict[Table, dict[tuple, Model]] = {}

    def find(self, item: Item) -> Model | None:
        """The record or reference row that the item is, None for a new or removed one.

        A reference that was given to a record logged here names that record, not the item.
        """
        model = item.table.model
        if not item.table.has_keys:
            return self._of(item).get(item.identity())
        loaded = self._keys.by_number(model, item.last_pk)
        if loaded is not None:
            return loaded
        found = self._keys.get(model, item.name)
        if found is not None and item.last is None and issubclass(model, Referenced):
            item.is_renumbered = True
            return None
        return found

    def _of(self, item: Item) -> dict[tuple, Model]:
        if item.table not in self._by_identity:
            rows = self._keys.all(item.table.model)
            self._by_identity[item.table] = {item.identity_of(row): row for row in rows}
        return self._by_identity[item.table]


def match_rows(record: Item) -> None:
    """Find the stored rows of a stored record; what was loaded once and is missing is gone."""
    relations: dict[str, list[Item]] = {}
    for item in record.rows:
        relations.setdefault(item.table.relation, []).append(item)
    for relation in sorted(relations, key=lambda name: name == "citations"):
        _match(relations[relation], list(getattr(record.row, relation).all()))


def _match(items: list[Item], rows: list[Model]) -> None:
    free = {row.pk: row for row in rows}
    for item in items:
        if item.last_pk in free:
            item.row = free.pop(item.last_pk)
    for item in items:
        if item.row is None:
            item.row = _by_identity(item, free)
            if item.row is not None:
                del free[item.row.pk]
        item.is_gone = item.row is None and item.last is not None and not item.is_dropped


def _by_identity(item: Item, free: dict[int, Model]) -> Model | None:
    if item.is_refused:
        return None
    wanted = item.identity()
    return next((row for row in free.values() if item.identity_of(row) == wanted), None)
