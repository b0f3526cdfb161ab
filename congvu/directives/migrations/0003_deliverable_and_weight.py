"""What a duty has to bring about, and how much it weighs, beside its sentence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directives", "0002_never_rewritten")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="deliverable",
            field=models.CharField(blank=True, max_length=500, verbose_name="sản phẩm"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="weight",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="trọng số"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gte", 1)), name="proposal_weighs"
            ),
        ),
    ]
