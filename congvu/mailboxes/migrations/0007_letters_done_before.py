"""What was read before is as its registry has it: no rule touches it now."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0006_closed_by_rule")]

    operations = [
        migrations.RunSQL(
            "UPDATE mailboxes_boxletter SET treated_at = kept_at WHERE state <> 'new'",
            migrations.RunSQL.noop,
        ),
    ]
