"""Indexes by which lists find what an organisation is a party of, and the newest first."""

from django.db import migrations, models
from django.db.models.deletion import PROTECT

ROWS = {"delegationparty": "delegation", "eventparty": "event"}


def add_newest_first(apps, schema_editor):
    """SQLite reads the index of the days backwards, and knows no other place for the unknown."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for model in ROWS.values():
        table = apps.get_model("partnerships", model)._meta.db_table
        schema_editor.execute(
            f"CREATE INDEX {model}_newest ON {table} (start_earliest DESC NULLS LAST,"
            " start_latest DESC NULLS LAST, id DESC)"
        )


def drop_newest_first(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for model in ROWS.values():
            schema_editor.execute(f"DROP INDEX {model}_newest")


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0026_trigrams")]

    operations = [
        *(
            migrations.AddIndex(
                model_name=model,
                index=models.Index(fields=["organisation", record], name=f"{record}_party_of"),
            )
            for model, record in ROWS.items()
        ),
        *(
            migrations.AlterField(
                model_name=model,
                name="organisation",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.organisation",
                    verbose_name="party",
                ),
            )
            for model in ROWS
        ),
        migrations.RunPython(add_newest_first, drop_newest_first),
    ]
