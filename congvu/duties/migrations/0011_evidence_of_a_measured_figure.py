"""Evidence that is a measured figure keeps of which indicator, period and body."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archives", "0043_both_owners_noted"),
        ("documents", "0100_due_parts"),
        ("duties", "0010_lists_in_order"),
        ("outgoing", "0065_lists_by_type_and_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="body_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="indicator",
            field=models.CharField(blank=True, max_length=80, verbose_name="chỉ tiêu"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="period",
            field=models.CharField(blank=True, max_length=7, verbose_name="kỳ"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("body_id__isnull", True), ("indicator", ""), ("period", "")
                    ),
                    models.Q(
                        models.Q(("indicator", ""), _negated=True),
                        models.Q(("period", ""), _negated=True),
                        ("body_id__isnull", False),
                        ("value__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_measured_whole",
            ),
        ),
    ]
