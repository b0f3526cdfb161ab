from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0006_vlan_by_row"),
    ]

    operations = [
        migrations.AddField(
            model_name="link",
            name="told_end",
            field=models.DateField(blank=True, null=True),
        ),
    ]
