"""A period may be half a year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_figures")]

    operations = [
        migrations.RemoveConstraint(
            model_name="indicator", name="indicator_period_known"
        ),
        migrations.AlterField(
            model_name="indicator",
            name="period",
            field=models.CharField(
                choices=[
                    ("month", "tháng"),
                    ("quarter", "quý"),
                    ("half", "sáu tháng"),
                    ("year", "năm"),
                ],
                max_length=7,
                verbose_name="kỳ tính",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__in", ["month", "quarter", "half", "year"])
                ),
                name="indicator_period_known",
            ),
        ),
    ]
