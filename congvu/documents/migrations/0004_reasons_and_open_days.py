"""The reason why a number was ended, whole; open parts by their day, for lateness."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_grant_origin")]

    operations = [
        migrations.AddField(
            model_name="registerentry",
            name="ended_because",
            field=models.CharField(
                blank=True, max_length=1000, verbose_name="lý do trả lại, hủy số"
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["agency_id", "due_on"],
                name="assignment_open_due",
                condition=models.Q(
                    state__in=["handed-on", "held", "reported", "waiting", "working"]
                )
                & models.Q(part__in=["lead", "support"]),
            ),
        ),
    ]
