from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0018_data_services"),
    ]

    operations = [
        migrations.AlterField(
            model_name="loadline",
            name="row",
            field=models.UUIDField(null=True),
        ),
    ]
