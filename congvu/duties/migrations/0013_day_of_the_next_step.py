"""A step says by when the next one has to be there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0012_put_before_who_is_above")]

    operations = [
        migrations.AlterField(
            model_name="difficulty",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="hạn xử lý"),
        ),
        migrations.AddField(
            model_name="difficultystep",
            name="due_on",
            field=models.DateField(blank=True, null=True, verbose_name="hạn bước sau"),
        ),
        migrations.AddField(
            model_name="difficultystep",
            name="due_basis",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="căn cứ hạn"
            ),
        ),
    ]
