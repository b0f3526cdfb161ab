import django.db.models.deletion
from django.db import migrations, models

import congvu.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0005_people_outside"),
    ]

    operations = [
        migrations.CreateModel(
            name="ResourceWeek",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("begins", models.DateField(verbose_name="từ ngày")),
                ("minutes", models.IntegerField(verbose_name="số phút")),
            ],
            options={
                "verbose_name": "số phút đã giữ trong tuần",
            },
        ),
        migrations.RemoveIndex(
            model_name="occupation",
            name="occupation_of_day",
        ),
        migrations.AddField(
            model_name="resourceweek",
            name="resource",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="weeks",
                to="calendar.resource",
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceweek",
            constraint=models.UniqueConstraint(
                fields=("resource", "begins"), name="week_of_resource_once"
            ),
        ),
    ]
