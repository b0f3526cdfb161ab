"""Each resource's days together: a year of all is then read span by span in order."""

from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("calendar", "0005_people_outside")]

    operations = [
        AddIndexConcurrently(
            model_name="occupation",
            index=models.Index(
                condition=models.Q(("is_held", True)),
                fields=["resource", "day"],
                include=("minutes",),
                name="occupation_by_day",
            ),
        ),
        RemoveIndexConcurrently(model_name="occupation", name="occupation_of_day"),
    ]
