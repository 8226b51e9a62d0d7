from django.db import migrations, models

AT_ONCE = 1_000


def take_over(apps, schema_editor):
    """Exports were kept in a book of their own; from now on the access log tells of them."""
    event = apps.get_model("partnerships", "AccessEvent")
    taken = apps.get_model("partnerships", "ExportLog").objects.select_related("user")
    rows = []
    for export in taken.order_by("pk").iterator(AT_ONCE):
        told = {
            name: getattr(export, name) for name in ("at", "section", "format", "query", "rows")
        }
        account = export.user.username if export.user else ""
        rows.append(event(kind="export", user=export.user, account=account, **told))
    event.objects.bulk_create(rows, AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0016_sign_in_tries")]

    operations = [
        migrations.AlterField(
            model_name="accessevent",
            name="query",
            field=models.TextField(blank=True, verbose_name="filter or file"),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="ExportLog"),
    ]
