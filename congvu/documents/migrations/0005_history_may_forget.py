"""A line of the timeline may forget what it told, and nothing else (state secrets).

The row stays with who, when and which step; no other change and no deletion passes.
"""

from django.db import migrations

FORGET = """
DROP TRIGGER refuse_change ON documents_historyevent;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON documents_historyevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON documents_historyevent
    FOR EACH ROW WHEN (
        NEW.detail IS DISTINCT FROM '{"forgotten": true}'::jsonb
        OR (OLD.id, OLD.at, OLD.entry_id, OLD.agency_id, OLD.event, OLD.actor,
            OLD.actor_post)
           IS DISTINCT FROM
           (NEW.id, NEW.at, NEW.entry_id, NEW.agency_id, NEW.event, NEW.actor,
            NEW.actor_post))
    EXECUTE FUNCTION congvu_refuse_change();
"""

UNDO = """
DROP TRIGGER refuse_change ON documents_historyevent;
DROP TRIGGER refuse_deletion ON documents_historyevent;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON documents_historyevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_reasons_and_open_days")]
    operations = [migrations.RunSQL(FORGET, UNDO)]
