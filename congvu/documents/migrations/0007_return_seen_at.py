"""When the giver of a supporting part saw that it was given back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_move_by")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="return_seen_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="nơi giao biết việc trả lại lúc"
            ),
        ),
    ]
