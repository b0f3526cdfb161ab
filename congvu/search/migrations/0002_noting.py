"""The function behind every trigger that notes what has to be read again.

Its arguments: the kind, and which of its things the changed rows (``changed``, and
``former`` of an update) are of. Nothing is written where no machine keeps an index.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION search_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM search_indexnode) THEN
        EXECUTE format(
            'INSERT INTO search_indexchange (node_id, kind, thing_id)
             SELECT n.id, %L, t.id FROM search_indexnode n,
                    (SELECT DISTINCT id FROM (%s) AS found(id)) AS t
              WHERE t.id IS NOT NULL', TG_ARGV[0], TG_ARGV[1]);
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION search_note()"),
    ]
