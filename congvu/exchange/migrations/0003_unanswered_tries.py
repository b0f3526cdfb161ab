"""Whether a try to send ended without an answer, so that the other side may have it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_statuses_stay")]
    operations = [
        migrations.AddField(
            model_name="packet",
            name="may_be_there",
            field=models.BooleanField(
                default=False, verbose_name="nơi nhận có thể đã có"
            ),
        ),
    ]
