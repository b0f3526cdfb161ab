"""By which claim a packet is one worker's: a count that only grows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_unanswered_tries")]
    operations = [
        migrations.AddField(
            model_name="packet",
            name="claim",
            field=models.PositiveIntegerField(default=0, verbose_name="lượt nhận gửi"),
        ),
    ]
