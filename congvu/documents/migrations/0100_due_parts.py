"""The parts of an agency by their deadline, finished ones too; built beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0099_swept_early")]

    operations = [
        AddIndexConcurrently(
            "assignment",
            models.Index(
                fields=["agency_id", "due_on"],
                name="assignment_due",
                condition=models.Q(part__in=["lead", "support"]),
            ),
        )
    ]
