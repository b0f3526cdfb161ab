"""Whose register a load is: until now always that of who loaded it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def own(apps, schema_editor):
    apps.get_model("imports", "Load").objects.update(fonds=F("agency"))


def _fonds(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisations.agency",
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_loads")]

    operations = [
        migrations.AddField("load", "fonds", _fonds(null=True)),
        migrations.RunPython(own, migrations.RunPython.noop),
        # What the update left to be checked at the end is checked before the table changes.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("load", "fonds", _fonds()),
    ]
