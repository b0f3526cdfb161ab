"""The first version of each row bears the row's key."""

from django.db import migrations

NAME = """
ALTER TABLE registry_rowversion DISABLE TRIGGER refuse_change;
UPDATE registry_rowversion v SET id = v.row
  FROM (SELECT DISTINCT ON (row) id, row FROM registry_rowversion
         ORDER BY row, lower(recorded), id) AS first
 WHERE v.id = first.id AND v.id <> v.row;
ALTER TABLE registry_rowversion ENABLE TRIGGER refuse_change;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_loads")]
    operations = [migrations.RunSQL(NAME, migrations.RunSQL.noop)]
