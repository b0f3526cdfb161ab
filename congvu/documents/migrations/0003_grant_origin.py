"""How each right to see a paper came: held by the agency, by work, or opened."""

from django.db import migrations, models

# Until now there were only the agency's own and those that work brought.
HELD = """
UPDATE documents_grant g SET origin = 'held' FROM documents_registerentry e
 WHERE e.id = g.entry_id AND e.agency_id = g.principal_id
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_history")]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="origin",
            field=models.CharField(
                choices=[
                    ("held", "cơ quan giữ văn bản"),
                    ("work", "theo việc được giao"),
                    ("opened", "được mở riêng"),
                ],
                default="work",
                max_length=8,
                verbose_name="nguồn gốc",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["held", "work", "opened"])),
                name="grant_origin_known",
            ),
        ),
        migrations.RunSQL(HELD, migrations.RunSQL.noop),
    ]
