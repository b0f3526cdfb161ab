"""What an option builds says how much it carries; nothing counts as nothing said."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("network", "0003_options")]

    operations = [
        migrations.RemoveConstraint("OptionChange", "optionchange_changes_something"),
        migrations.AddConstraint(
            "OptionChange",
            models.CheckConstraint(
                name="optionchange_changes_something",
                condition=Q(
                    near__isnull=False,
                    far__isnull=False,
                    mbps__isnull=False,
                    mbps__gt=0,
                )
                & ~Q(near=F("far"))
                | Q(near__isnull=True, far__isnull=True, replaces__isnull=False),
            ),
        ),
    ]
