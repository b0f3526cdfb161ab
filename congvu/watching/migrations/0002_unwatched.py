from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("watching", "0001_watching"),
    ]

    operations = [
        migrations.AddField(
            model_name="outage",
            name="unwatched",
            field=models.CharField(
                blank=True,
                choices=[
                    ("revoked", "thôi theo dõi: mã máy thu thập bị thu hồi"),
                    ("retired", "thôi theo dõi đối tượng này"),
                ],
                default="",
                max_length=7,
                verbose_name="vì sao thôi theo dõi",
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.CheckConstraint(
                condition=Q(unwatched="") | Q(until__isnull=False),
                name="outage_unwatched_ended",
            ),
        ),
    ]
