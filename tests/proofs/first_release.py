"""Fills the database of the first release: a row in every table, as `migrate` at 0001 leaves them.

Run as a program in a site of its own. Models are those of the migration, so that no rule of a
later release has a part in what is written.
"""

import json
import sys

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from reversion.models import Revision, Version

FIRST = ("partnerships", "0001_initial")
TEXT = "架空 काल्पनिक"
#: What the constraints of 0001 ask for beyond one value for each field.
WANTED = {
    "Region": {"code": "IN-UP", "kind": "state"},
    "Attendance": {"person": None},
    "EventAttendance": {"person": None},
    "Signature": {"person": None, "on_behalf_of": None},
    "Target": {"initiative": None, "partnership": None},
    "Citation": {"row": None},
}
#: Proxies, and what `migrate` or the site itself fills.
LEFT_OUT = {"State", "Prefecture", "SeededRow", "RegionSuccession"}
MORE_REGIONS = {"code": "JP-19", "kind": "prefecture", "name_en": "Yamanashi"}


def fill() -> None:
    """A row of every model of the application, each pointing at the first of the others."""
    call_command("migrate", "reversion", verbosity=0)
    call_command("migrate", *FIRST, verbosity=0)
    apps = MigrationLoader(connection).project_state(FIRST).apps
    waiting = [
        model
        for model in apps.get_app_config("partnerships").get_models()
        if model.__name__ not in LEFT_OUT
    ]
    while waiting:
        ready = [model for model in waiting if not _missing(model, waiting)]
        for model in ready:
            _add(model, apps)
            waiting.remove(model)
    region = apps.get_model("partnerships", "Region")
    region.objects.create(**MORE_REGIONS, name_ja=TEXT, name_hi=TEXT)
    _keep_history(apps)


def _missing(model, waiting) -> bool:
    """Whether a row that this one must have is still to be made."""
    needed = (field.related_model for field in _links(model) if not field.null)
    return any(other in waiting and other is not model for other in needed)


def _links(model) -> list:
    return [field for field in model._meta.local_fields if field.is_relation]


def _add(model, apps) -> None:
    values = {
        field.name: value
        for field in model._meta.local_fields
        if not field.auto_created and (value := _value(field, apps)) is not None
    }
    row = model.objects.create(**values | WANTED.get(model.__name__, {}))
    for field in model._meta.local_many_to_many:
        if other := field.related_model.objects.first():
            getattr(row, field.name).add(other)


def _value(field, apps):
    """What the field has to hold, or a text where it may; None where it may be left."""
    if field.is_relation:
        return None if field.null else _linked(field, apps)
    if field.choices:
        return None if field.has_default() or field.blank else field.choices[0][0]
    if isinstance(field, models.CharField | models.TextField):
        return None if field.name.endswith(_PRECISE) else TEXT[: field.max_length or None]
    needed = isinstance(field, models.IntegerField) and not field.null and not field.has_default()
    return 1 if needed else None


def _linked(field, apps):
    if field.related_model.__name__ == "ContentType":
        kinds = apps.get_model("contenttypes", "ContentType").objects
        return kinds.get_or_create(app_label="partnerships", model="delegation")[0]
    return field.related_model.objects.first()


#: Parts of dates and numbers, which their constraints hold together.
_PRECISE = ("_precision", "_basis", "time_zone", "password", "email", "country", "currency")


def _keep_history(apps) -> None:
    """The save of the delegation, as the first release kept it."""
    record = apps.get_model("partnerships", "Delegation").objects.get()
    kind = ContentType.objects.get(app_label="partnerships", model="delegation")
    Version.objects.create(
        revision=Revision.objects.create(date_created=timezone.now()),
        object_id=str(record.pk),
        content_type=kind,
        db="default",
        format="json",
        serialized_data=serializers.serialize("json", [record]),
        object_repr=TEXT,
    )


def rows() -> dict[str, list[dict[str, str]]]:
    """Every row of every table of the application, as texts."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {
            table: _rows_of(cursor, table) for table in tables if table.startswith("partnerships_")
        }


def _rows_of(cursor, table: str) -> list[dict[str, str]]:
    cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill()
    print(json.dumps(rows(), ensure_ascii=False))
