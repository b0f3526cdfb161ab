from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0010_bios_date"),
    ]

    operations = [
        migrations.AddField(
            model_name="machine",
            name="warranty_told",
            field=models.DateField(blank=True, null=True),
        ),
    ]
