"""What the database keeps beside a line, for the lines from before; a batch at a time.

The timelines are read once. Each batch is a transaction of its own, so nobody waits for
long; a line that something happens to meanwhile has been moved on by the trigger, and
never goes back. What was read lies in a table of its own for that time, as a pooler may
give each transaction another session.
"""

from typing import Any

from django.db import migrations

BATCH = 20_000
READ = """
DROP TABLE IF EXISTS documents_told_last;
CREATE UNLOGGED TABLE documents_told_last AS
SELECT entry_id, max(at) AS at FROM documents_historyevent GROUP BY entry_id;
ALTER TABLE documents_told_last ADD PRIMARY KEY (entry_id);
ANALYZE documents_told_last;
"""
FILL = """
WITH batch AS (
    SELECT id FROM documents_registerentry WHERE id > %(after)s ORDER BY id LIMIT %(most)s
), ends AS (
    SELECT e.id, d.type_code, left(documents_folded(d.issuer_name), 200) AS issuer_key,
           documents_month_after(
               greatest(e.arrived_at, e.registered_at, l.at)) AS told_until
      FROM batch JOIN documents_registerentry e ON e.id = batch.id
      JOIN documents_document d ON d.id = e.document_id
      LEFT JOIN documents_told_last l ON l.entry_id = e.id
), filled AS (
    UPDATE documents_registerentry e
       SET told_until = greatest(e.told_until, ends.told_until),
           type_code = ends.type_code, issuer_key = ends.issuer_key
      FROM ends WHERE e.id = ends.id
)
SELECT id FROM batch ORDER BY id DESC LIMIT 1
"""


def fill(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(READ)
        after = "00000000-0000-0000-0000-000000000000"
        while after:
            cursor.execute(FILL, {"after": after, "most": BATCH})
            after = (cursor.fetchone() or [None])[0]
        cursor.execute("DROP TABLE documents_told_last")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0095_kept_by_the_database")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
