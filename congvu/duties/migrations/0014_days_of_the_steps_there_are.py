"""What was asked before knows by when it had to be answered, as the difficulty has it."""

from django.db import migrations

# The one time that steps are written to again: what is added was told already. No check
# of a key may still be waiting when the table is altered.
ADD = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE duties_difficultystep DISABLE TRIGGER refuse_change;
UPDATE duties_difficultystep s SET due_on = d.due_on, due_basis = d.due_basis
  FROM duties_difficulty d
 WHERE d.id = s.difficulty_id AND s.state = 'asked' AND s.due_on IS NULL;
ALTER TABLE duties_difficultystep ENABLE TRIGGER refuse_change;
"""


class Migration(migrations.Migration):
    dependencies = [("duties", "0013_day_of_the_next_step")]
    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
