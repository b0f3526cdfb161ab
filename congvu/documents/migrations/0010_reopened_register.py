"""Who opened a closed book again, and why."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("documents", "0008_never_rewritten")]

    operations = [
        migrations.AddField(
            model_name="register",
            name="reopened_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="mở lại lúc"
            ),
        ),
        migrations.AddField(
            model_name="register",
            name="reopened_by",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                max_length=80,
                verbose_name="người mở lại",
            ),
        ),
        migrations.AddField(
            model_name="register",
            name="reopened_because",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                max_length=1000,
                verbose_name="lý do mở lại",
            ),
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.CheckConstraint(
                name="register_reopening_has_reason",
                condition=Q(reopened_at__isnull=True, reopened_by="")
                | Q(reopened_at__isnull=False)
                & ~Q(reopened_by="")
                & ~Q(reopened_because=""),
            ),
        ),
    ]
