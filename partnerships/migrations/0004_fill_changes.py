"""Enter the saves of earlier days into the book of changes."""

import json

from django.db import migrations

RECORDS = [
    "agreement",
    "delegation",
    "event",
    "exchangeprogramme",
    "initiative",
    "organisation",
    "partnership",
    "person",
    "pledge",
    "source",
    "target",
]
KEPT = {"version", "updated_at", "created_at", "search_text", "visibility", "office", "public_from"}
BATCH = 500


def fill(apps, schema_editor):
    alias = schema_editor.connection.alias
    Change = apps.get_model("partnerships", "Change")
    Version = apps.get_model("reversion", "Version")
    versions = (
        Version.objects.using(alias)
        .filter(content_type__app_label="partnerships", content_type__model__in=RECORDS)
        .select_related("revision", "content_type")
        .order_by("pk")
    )
    latest = {}
    for version in versions.iterator(chunk_size=BATCH):
        key = (version.content_type_id, int(version.object_id))
        previous, before = latest.get(key, (None, None))
        fields = json.loads(version.serialized_data)[0]["fields"]
        model = apps.get_model("partnerships", version.content_type.model)
        change = Change.objects.using(alias).create(
            revision_id=version.revision_id,
            content_type_id=key[0],
            object_id=key[1],
            previous=previous,
            kind=_kind(before, fields),
            number=fields["version"],
            visibility=_level(fields, version.revision.date_created.date()),
            seen_before=previous.visibility if previous else "",
            told_to=_told_to(model, before, fields),
        )
        latest[key] = (change, fields)


def _kind(before, fields):
    if before is None:
        return "recorded"
    return "removed" if before["version"] == fields["version"] else "changed"


def _level(fields, day):
    ahead = fields["public_from"] and fields["public_from"] > day.isoformat()
    wide = fields["visibility"] in ("public", "officials")
    return "parties" if wide and ahead else fields["visibility"]


def _told_to(model, before, fields):
    """Of rows and links alone nobody can say any more who saw them: the office is told."""
    if before is None or before["visibility"] != fields["visibility"]:
        return fields["visibility"]
    plain = {field.name for field in model._meta.fields if not field.is_relation} - KEPT
    return "public" if any(before.get(n) != fields.get(n) for n in plain) else "office"


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_changes")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
