"""What the register counts stands in the index: no line is opened to be counted."""

from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import migrations, models
from django.db.models import Q

OPEN_ENTRY = ["handling", "instructed", "registered", "reported", "submitted"]
OPEN_PART = ["handed-on", "held", "reported", "waiting", "working"]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0097_lists_by_type_and_issuer")]

    operations = [
        AddIndexConcurrently(
            "registerentry",
            models.Index(
                fields=["agency", "due_on"],
                name="registerentry_open_counted",
                include=["state", "move_by", "id"],
                condition=Q(state__in=OPEN_ENTRY),
            ),
        ),
        AddIndexConcurrently(
            "assignment",
            models.Index(
                fields=["agency_id", "due_on"],
                name="assignment_open_counted",
                include=["entry"],
                condition=Q(state__in=OPEN_PART) & Q(part__in=["lead", "support"]),
            ),
        ),
        RemoveIndexConcurrently("registerentry", "registerentry_open_due"),
        RemoveIndexConcurrently("assignment", "assignment_open_due"),
    ]
