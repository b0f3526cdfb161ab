"""What is counted anew may be some products alone."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licences", "0021_seats_moved")]

    operations = [
        migrations.AddField(
            model_name="positionday",
            name="stale_products",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), blank=True, default=list, size=None
            ),
        ),
    ]
