"""How many machines have a name that nobody knows, for its queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licences", "0002_seats")]

    operations = [
        migrations.AddField(
            model_name="programname",
            name="machines",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="programname",
            index=models.Index(
                condition=models.Q(("ignored", False), ("product__isnull", True)),
                fields=["-machines"],
                name="programname_waiting",
            ),
        ),
    ]
