"""Which programs' tokens a mail server takes: none until an operator says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("openid", "0001_clients_and_tokens")]
    operations = [
        migrations.AddField(
            model_name="openidclient",
            name="opens_mail",
            field=models.BooleanField(default=False),
        ),
    ]
