"""Why an incident was detected later than its alert."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0005_drills")]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="detected_reason",
            field=models.CharField(
                blank=True,
                default="",
                max_length=500,
                verbose_name="lý do phát hiện sau cảnh báo",
            ),
            preserve_default=False,
        ),
    ]
