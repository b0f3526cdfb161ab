"""Find a paper by its identifier in letters of any size."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0013_doubt"),
        ("organisations", "0002_right_changes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                django.db.models.functions.text.Lower("identifier"),
                condition=models.Q(("identifier", ""), _negated=True),
                name="document_identifier",
            ),
        ),
    ]
