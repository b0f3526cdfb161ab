import django.contrib.postgres.fields
from django.db import migrations, models

# Acts that were decided before have their successors written down already.
FROM_SUCCESSIONS = """
UPDATE organisations_change c SET named = s.named
  FROM (SELECT w.id, array_agg(DISTINCT s.successor_id) AS named
          FROM organisations_change w
          JOIN organisations_succession s ON s.reform_id = w.reform_id
           AND s.predecessor_id = ANY(w.bodies)
         WHERE w.verb IN ('merge', 'split', 'dissolve') GROUP BY w.id) AS s
 WHERE s.id = c.id
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0020_standing_in")]

    operations = [
        migrations.AddField(
            model_name="change",
            name="named",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list, size=None
            ),
        ),
        migrations.RunSQL(FROM_SUCCESSIONS, migrations.RunSQL.noop),
    ]
