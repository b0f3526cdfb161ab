"""When a machine was last inventoried is asked of agents alone: a table is none."""

from django.db import migrations

FORWARD = """
UPDATE inventory_machine m SET seen_at = told.inventoried
  FROM (SELECT machine_id, max(at) AS last,
               max(at) FILTER (WHERE format <> 'table') AS inventoried
          FROM inventory_machinereading
         WHERE state <> 'refused' AND machine_id IS NOT NULL
         GROUP BY machine_id) told
 WHERE told.machine_id = m.id AND m.seen_at = told.last
   AND told.inventoried IS DISTINCT FROM told.last;
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0014_closed_stays")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
