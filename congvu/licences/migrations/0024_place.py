"""What was moved of a gift of seats is known as of that gift."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licences", "0023_told_end")]

    operations = [
        migrations.AddField(
            model_name="seatallocation",
            name="part_of",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="seatallocation",
            name="place",
            field=models.PositiveIntegerField(default=1, verbose_name="lần cấp"),
            preserve_default=False,
        ),
    ]
