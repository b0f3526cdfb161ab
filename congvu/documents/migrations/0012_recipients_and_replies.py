"""Who received a paper, all of them; with which paper of our own it was answered."""

from django.db import migrations, models


def reply_symbol() -> models.CharField:
    return models.CharField(
        blank=True,
        default="",
        db_default="",
        max_length=60,
        verbose_name="số, ký hiệu văn bản trả lời",
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0011_further_files")]

    operations = [
        migrations.AlterField(
            model_name="registerentry",
            name="recipient",
            field=models.TextField(blank=True, verbose_name="đơn vị hoặc người nhận"),
        ),
        migrations.AddField("assignment", "reply_symbol", reply_symbol()),
        migrations.AddField("registerentry", "reply_symbol", reply_symbol()),
    ]
