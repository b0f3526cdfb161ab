"""Gifts of each right in the order in which they were written, and what moved of each."""

from django.db import migrations

FORWARD = """
WITH RECURSIVE gift AS (
  SELECT id, row_number() OVER (PARTITION BY entitlement_id ORDER BY added_at, id) AS n
    FROM licences_seatallocation WHERE moved_from_id IS NULL
  UNION ALL
  SELECT a.id, g.n FROM licences_seatallocation a JOIN gift g ON a.moved_from_id = g.id
)
UPDATE licences_seatallocation a SET place = gift.n FROM gift WHERE gift.id = a.id;
"""


class Migration(migrations.Migration):
    dependencies = [("licences", "0024_place")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
