"""A change while a day is being counted leaves it stale; a day may wait for its count."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licences", "0010_plan")]

    operations = [
        migrations.AddField(
            model_name="positionday",
            name="changes",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="positionday",
            name="counted_at",
            field=models.DateTimeField(null=True, verbose_name="tính lúc"),
        ),
    ]
