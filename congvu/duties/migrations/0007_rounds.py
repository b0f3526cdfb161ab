"""What comes again has rounds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0006_letters")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="first",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rounds",
                to="duties.duty",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="round",
            field=models.PositiveIntegerField(default=1, verbose_name="lượt"),
        ),
        migrations.AddField(
            model_name="duty",
            name="next_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="lượt sau bắt đầu"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=("first", "round"), name="duty_round_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__isnull", True), ("round", 1))
                | models.Q(("first__isnull", False), ("round__gt", 1)),
                name="duty_rounds_are_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("next_on__isnull", False)),
                fields=["next_on"],
                name="duty_next_round",
            ),
        ),
    ]
