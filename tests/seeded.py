"""The seeds in the test's database: loaded once a process, copied row by row after that.

Loading them takes as long as hundreds of tests. The copies are what the database itself holds, so
that no type is converted on the way.
"""

import shutil
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Case, When

AT_ONCE = 200  # rows of one statement


class Kept(NamedTuple):
    """What a load left: {model: its rows, in the form of the database}, and the content types."""

    tables: dict[type, object]
    kinds: dict[tuple[str, str], int]


_kept: dict[tuple[str, ...], Kept] = {}


def load(*files: str) -> None:
    """Fill an empty database with these files of the seeds, all where none is named."""
    if files in _kept:
        _copy(_kept[files])
        return
    empty = [model for model in _models() if not model._base_manager.exists()]
    if files:
        with TemporaryDirectory() as folder:
            for name in files:
                shutil.copy(settings.BASE_DIR / "seeds" / f"{name}.csv", folder)
            call_command("load_seeds", folder, verbosity=0)
    else:
        call_command("load_seeds", verbosity=0)
    filled = [model for model in empty if model._base_manager.exists()]
    _kept[files] = Kept({model: _read(model._meta.db_table) for model in filled}, _kinds())


@transaction.atomic
def _copy(kept: Kept) -> None:
    """Content types were numbered anew where a test has emptied the database meanwhile."""
    now = _kinds()
    moved = {key: now[kind] for kind, key in kept.kinds.items()}
    for model, rows in kept.tables.items():
        _write(model._meta.db_table, rows)
        for field in model._meta.fields:
            if field.related_model is ContentType and any(o != n for o, n in moved.items()):
                cases = [When(**{field.attname: old}, then=new) for old, new in moved.items()]
                model._base_manager.update(**{field.attname: Case(*cases)})


def _kinds() -> dict[tuple[str, str], int]:
    return {
        (app, model): key
        for key, app, model in ContentType.objects.values_list("pk", "app_label", "model")
    }


def _models() -> list:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def _read(table: str):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                return b"".join(rows)
        cursor.execute(f"PRAGMA table_info({table})")
        values = ", ".join(f'quote("{column[1]}")' for column in cursor.fetchall())
        cursor.execute(f"SELECT {values} FROM {table}")
        return [", ".join(map(str, row)) for row in cursor.fetchall()]


def _write(table: str, rows) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(rows)
            return
        for some in _parts(rows):
            values = ", ".join(f"({row})" for row in some)
            cursor.execute(f"INSERT INTO {table} VALUES {values}")


def _parts(rows: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
