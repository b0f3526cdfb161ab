"""A sentence stays bound to its place: text, place and proposal are never rewritten.

Only what a destroyed file said is taken away, whole.
"""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE ON directives_directive
    FOR EACH ROW WHEN (OLD.text <> '' AND NEW.text NOT IN ('', OLD.text))
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON directives_proposal
    FOR EACH ROW WHEN (
        (OLD.id, OLD.directive_id, OLD.start, OLD."end")
        IS DISTINCT FROM (NEW.id, NEW.directive_id, NEW.start, NEW."end")
        OR NEW.proposed NOT IN ('{}'::jsonb, OLD.proposed))
    EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_change ON directives_directive;
DROP TRIGGER refuse_change ON directives_proposal;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("directives", "0001_directives"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
