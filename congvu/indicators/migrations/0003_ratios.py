"""A figure may be a ratio: so many of one sort of record to one of another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_half_years")]

    operations = [
        migrations.RemoveConstraint(
            model_name="indicator", name="indicator_unit_known"
        ),
        migrations.AlterField(
            model_name="indicator",
            name="unit",
            field=models.CharField(
                choices=[
                    ("percent", "phần trăm"),
                    ("count", "số lượng"),
                    ("days", "ngày"),
                    ("ratio", "tỷ số"),
                ],
                max_length=7,
                verbose_name="đơn vị tính",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["percent", "count", "days", "ratio"])),
                name="indicator_unit_known",
            ),
        ),
    ]
