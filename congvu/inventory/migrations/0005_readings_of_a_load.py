"""What a long table brought, found by its load; built beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("inventory", "0004_as_it_stands")]
    operations = [
        AddIndexConcurrently(
            "machinereading",
            models.Index(
                fields=["load"],
                condition=Q(load__isnull=False),
                name="reading_of_load",
            ),
        ),
    ]
