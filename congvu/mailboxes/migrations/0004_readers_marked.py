"""What each reader of a box may do in it, told beside who reads it (docs/adr/0091).

``keep``: one's own box, or a seat's that one also writes as. ``mark``: a seat's that one
only reads: letters are marked read, and stay. ``look``: a box that was closed, and an
administrator's recorded look, at a person's box or a seat's. Who reads a box in several
ways has the best of them. ``mail.people`` was read by nothing.
"""

from django.db import migrations

DAY = "(SELECT mail.today())"

READERS = f"""
CREATE OR REPLACE VIEW mail.readers AS
SELECT login, address, mailbox_id,
       (ARRAY['look', 'mark', 'keep'])[max(grade)] AS may
  FROM (
    SELECT own.address::text AS login, own.address::text AS address, own.mailbox_id,
           3 AS grade
      FROM mail.own
    UNION ALL
    SELECT opened.login::text, box.address::text, box.id,
           CASE WHEN box.valid_until <= {DAY} THEN 1
                WHEN opened.can_send_as THEN 3 ELSE 2 END
      FROM mail.opened
      JOIN mailboxes_mailbox box ON box.id = opened.mailbox_id
       AND box.valid_from <= {DAY}
     WHERE opened.can_read
    UNION ALL
    SELECT opened.login::text, box.address::text, box.id, 1
      FROM mail.opened
      JOIN mailboxes_mailbox box ON box.kept_in_id = opened.mailbox_id
     WHERE opened.can_read
    UNION ALL
    SELECT own.address::text, box.address::text, box.id, 1
      FROM mailboxes_boxaccess access
      JOIN mailboxes_mailbox box ON box.id = access.mailbox_id
      JOIN mail.own ON own.person_id = access.person_id
     WHERE access.since <= statement_timestamp()
       AND statement_timestamp() < access.until AND access.ended_at IS NULL
  ) AS opens
 GROUP BY login, address, mailbox_id;
DROP VIEW IF EXISTS mail.people;
"""


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0003_letters")]
    # Backwards there is nothing to do: 0002 takes the schema away, and what reads
    # these views by name does not mind a column more.
    operations = [migrations.RunSQL(READERS, migrations.RunSQL.noop)]
