"""The day the sender wants an answer by (QĐ 28/2018 Điều 10)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0005_what_is_not_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="due_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="hạn nơi gửi ghi"
            ),
        ),
    ]
