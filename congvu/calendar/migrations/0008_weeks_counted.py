"""The weeks of what is held already."""

from django.db import migrations

COUNT = """
INSERT INTO calendar_resourceweek (id, resource_id, begins, minutes)
SELECT gen_random_uuid(), resource_id, greatest(
             date_trunc('week', day::timestamp), date_trunc('year', day::timestamp))::date,
       sum(minutes)
  FROM calendar_occupation WHERE is_held GROUP BY 2, 3
ON CONFLICT (resource_id, begins) DO UPDATE SET minutes = excluded.minutes
"""


class Migration(migrations.Migration):
    dependencies = [("calendar", "0007_weeks_kept")]
    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
