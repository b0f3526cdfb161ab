"""When a table changed last is looked up each minute by the portal."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("registry", "0016_scheduled_loads")]
    operations = [
        AddIndexConcurrently(
            model_name="rowchange",
            index=models.Index(
                condition=models.Q(("state", "approved")),
                fields=["database", "table", "-decided_at"],
                name="rowchange_believed",
            ),
        ),
    ]
