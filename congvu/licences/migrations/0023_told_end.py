"""Before a right ends its keepers are told, once for each end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licences", "0022_stale_products")]

    operations = [
        migrations.AddField(
            model_name="entitlement",
            name="told_end",
            field=models.DateField(blank=True, null=True),
        ),
    ]
