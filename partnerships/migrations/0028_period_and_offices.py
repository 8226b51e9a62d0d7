"""The index that tells when a delegation took place also tells whose it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0027_indexes_of_lists")]

    operations = [
        migrations.RemoveIndex("delegation", "delegation_status"),
        migrations.AddIndex(
            "delegation",
            models.Index(
                fields=[
                    "status",
                    "visibility",
                    "id",
                    "public_from",
                    "start_earliest",
                    "start_latest",
                    "end_latest",
                    "office",
                    "filed_by",
                ],
                name="delegation_status",
            ),
        ),
    ]
