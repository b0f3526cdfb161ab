from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outgoing", "0015_signing_runs")]
    operations = [
        migrations.AddField(
            model_name="draftversion",
            name="unread",
            field=models.JSONField(
                blank=True, default=list, verbose_name="chưa đọc được từ tệp"
            ),
        ),
    ]
