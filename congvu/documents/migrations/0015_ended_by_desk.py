"""What a desk has finished lately is counted on every page of its work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0014_document_identifier")]

    operations = [
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("state__in", ["done", "seen"])),
                fields=["desk_id", "ended_at"],
                name="assignment_ended_by_desk",
            ),
        ),
    ]
