"""Of what was given before there were rounds, the next one is due some day."""

from django.db import migrations

# The first deadline a task had says when the next round begins, else the day it was
# given; what already came round unseen is skipped.
NEXT = """
UPDATE duties_duty d SET next_on = due.next_on FROM (
    SELECT f.id, min(step.day) AS next_on
      FROM (
        SELECT d.id, d.recurs, d.given_on, d.given_at,
               (SELECT st.deadline FROM duties_standing st
                  JOIN duties_share s ON s.id = st.share_id
                 WHERE s.duty_id = d.id AND s.parent_id IS NULL
                 ORDER BY st.at, st.valid_from LIMIT 1) AS deadline
          FROM duties_duty d
         WHERE d.recurs ~ '[1-9]'
      ) f,
      LATERAL (
        SELECT (coalesce(f.deadline + 1, f.given_on)
                + f.recurs::interval
                  * (n - CASE WHEN f.deadline IS NULL THEN 0 ELSE 1 END))::date AS day,
               (coalesce(f.deadline + 1, f.given_on) + f.recurs::interval
                  * (n + CASE WHEN f.deadline IS NULL THEN 1 ELSE 0 END))::date AS after
          FROM generate_series(1, 200) n
      ) step
     WHERE step.after > (f.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
     GROUP BY f.id
) due WHERE due.id = d.id
"""


class Migration(migrations.Migration):
    dependencies = [("duties", "0007_rounds")]
    operations = [migrations.RunSQL(NEXT, migrations.RunSQL.noop)]
