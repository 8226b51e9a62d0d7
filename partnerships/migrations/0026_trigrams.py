"""Indexes by which PostgreSQL finds a word of three letters and more without reading every text.

Its module pg_trgm stands in every distribution of PostgreSQL, and the owner of a database may
install it there. SQLite reads the texts, which is fast enough for what one file holds.
"""

from django.db import migrations

TEXTS = {
    "agreement": "search_text",
    "delegation": "search_text",
    "event": "search_text",
    "organisation": "search_text",
    "person": "search_text",
    "pledge": "search_text",
    "source": "search_text",
    # As `icontains` asks for them.
    "attendance": "UPPER(name::text)",
    "eventattendance": "UPPER(name::text)",
    "signature": "UPPER(name::text)",
    "stop": "UPPER(place::text)",
}


def add_indexes(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for model, text in TEXTS.items():
        table = apps.get_model("partnerships", model)._meta.db_table
        schema_editor.execute(
            f"CREATE INDEX {model}_trigrams ON {table} USING gin (({text}) gin_trgm_ops)"
        )


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for model in TEXTS:
            schema_editor.execute(f"DROP INDEX {model}_trigrams")


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0025_access_log_entries")]

    operations = [migrations.RunPython(add_indexes, drop_indexes)]
