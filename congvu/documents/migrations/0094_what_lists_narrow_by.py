from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0093_both_owners_noted")]

    operations = [
        migrations.AddField(
            "registerentry",
            "told_until",
            models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            "registerentry",
            "type_code",
            models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=20
            ),
        ),
        migrations.AddField(
            "registerentry",
            "issuer_key",
            models.CharField(
                blank=True,
                db_collation="C",
                db_default="",
                default="",
                editable=False,
                max_length=200,
            ),
        ),
    ]
