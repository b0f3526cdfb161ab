"""Files that lie beside public papers are looked for by their digest."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_in_force_until_replaced")]

    operations = [
        migrations.AddIndex(
            model_name="publicdocument",
            index=GinIndex(
                fields=["attachments"],
                name="publicdocument_beside",
                opclasses=["jsonb_path_ops"],
            ),
        ),
    ]
