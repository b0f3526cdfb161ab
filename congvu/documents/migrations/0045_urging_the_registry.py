"""The registry is urged without a part: a paper it has was given to nobody yet."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0040_crossing_handed_over")]

    operations = [
        migrations.AlterField(
            model_name="urging",
            name="assignment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="urgings",
                to="documents.assignment",
            ),
        ),
        migrations.AddConstraint(
            model_name="urging",
            constraint=models.UniqueConstraint(
                fields=["entry", "post_id", "day"],
                condition=models.Q(assignment__isnull=True),
                name="urging_registry_once_a_day",
            ),
        ),
    ]
