"""The newest lists of duties are walked in their order and not sorted."""

import datetime

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0009_may_forget"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                models.Case(
                    models.When(
                        course__in=["suspended", "under-way"], then=models.Value(0)
                    ),
                    default=models.Value(1),
                    output_field=models.IntegerField(),
                ),
                django.db.models.functions.comparison.Coalesce(
                    "deadline", models.Value(datetime.date(9999, 12, 31))
                ),
                models.F("share"),
                condition=models.Q(
                    ("replaced_at__isnull", True), ("valid_until__isnull", True)
                ),
                name="standing_in_order",
            ),
        ),
    ]
