"""Each message of a code is counted, not only inventories."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_machines")]
    operations = [
        migrations.AddField(
            "agentenrolment",
            "counted_from",
            models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            "agentenrolment", "sent", models.PositiveIntegerField(default=0)
        ),
        # By it they were counted.
        migrations.RemoveIndex("machinereading", "reading_by_enrolment"),
    ]
