"""Whose each machine is now, from when it was entered; disposed of without a paper: so
it stood then.
"""

from django.db import migrations

_STAND = """
INSERT INTO inventory_custody (machine_id, agency_id, unit_id, person_id, state, since)
SELECT id, agency_id, unit_id, user_id, state, added_at
  FROM inventory_machine WHERE merged_into_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_custody")]
    operations = [migrations.RunSQL(_STAND, migrations.RunSQL.noop)]
