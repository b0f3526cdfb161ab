"""A machine's programs are read from an index alone, and a program's machines are found
on any day; built beside the work.
"""

from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("inventory", "0011_warranty_told"),
    ]

    operations = [
        AddIndexConcurrently(
            "installation",
            models.Index(
                fields=["machine", "since"],
                include=["until", "software"],
                name="installation_on_machine",
            ),
        ),
        RemoveIndexConcurrently("installation", "installation_of_machine"),
        AddIndexConcurrently(
            "installation",
            models.Index(fields=["software"], name="installation_of_software"),
        ),
        RemoveIndexConcurrently("installation", "installation_now"),
    ]
