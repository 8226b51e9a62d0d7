"""The house's own book of seeds: each row as last loaded, and the row of the database it became."""

from hashlib import sha256

from partnerships.models import SeededRow
from partnerships.services.seeding.items import Item

KEY_LENGTH = 300

Books = dict[tuple[str, str], SeededRow]


def read() -> Books:
    return {(row.file, row.key): row for row in SeededRow.objects.all()}


def short(key: str) -> str:
    """A key that fits its column: a long one keeps its start and is told apart by a digest."""
    if len(key) <= KEY_LENGTH:
        return key
    return f"{key[: KEY_LENGTH - 17]}#{sha256(key.encode()).hexdigest()[:16]}"


def write(items: list[Item], books: Books) -> None:
    """Note what was loaded; forget rows that left both the files and the records."""
    new, changed, left = [], [], []
    for item in items:
        book = books.get((item.file, short(item.key)))
        if item.is_dropped:
            if not item.is_kept:
                left.append(book.pk)
        elif item.row is not None:
            values = {"cells": (item.last or {}) | item.cells, "pk": item.row.pk}
            if book is None:
                new.append(SeededRow(file=item.file, key=short(item.key), values=values))
            elif book.values != values:
                book.values = values
                changed.append(book)
    SeededRow.objects.bulk_create(new)
    SeededRow.objects.bulk_update(changed, ["values"], batch_size=200)
    SeededRow.objects.filter(pk__in=left).delete()
