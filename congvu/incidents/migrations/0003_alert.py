"""The alert that an incident was opened from."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0002_never_rewritten"),
        ("logs", "0001_sources_and_alerts"),
    ]
    operations = [
        migrations.AddField(
            model_name="incident",
            name="alert",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="logs.alert",
                verbose_name="cảnh báo an ninh",
            ),
        ),
    ]
