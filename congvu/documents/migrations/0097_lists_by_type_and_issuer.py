"""Lists narrowed by type, issuer and urgency page by key, too; built beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

INDEXES = [
    models.Index(
        fields=["agency", "type_code", "-order_key"], name="registerentry_by_type"
    ),
    models.Index(
        fields=["agency", "issuer_key", "-order_key"], name="registerentry_by_issuer"
    ),
    models.Index(
        fields=["agency", "urgency", "-order_key"],
        name="registerentry_by_urgency",
        condition=~models.Q(urgency="normal"),
    ),
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0096_kept_for_old_lines")]

    operations = [AddIndexConcurrently("registerentry", index) for index in INDEXES]
