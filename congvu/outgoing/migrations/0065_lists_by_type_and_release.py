"""The book narrowed by type pages by key, and what left in a period is found by when;
built beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

INDEXES = [
    models.Index(
        fields=["agency", "type_code", "-order_key"], name="outgoingentry_by_type"
    ),
    models.Index(
        fields=["agency", "released_at"],
        name="outgoingentry_released",
        condition=models.Q(released_at__isnull=False),
    ),
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("outgoing", "0064_both_owners_noted")]

    operations = [AddIndexConcurrently("outgoingentry", index) for index in INDEXES]
