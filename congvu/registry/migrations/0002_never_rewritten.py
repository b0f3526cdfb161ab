"""A structure in force, what was decided, what was believed: never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON registry_structure
    FOR EACH ROW WHEN (OLD.applied_at IS NOT NULL)
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON registry_rowchange
    FOR EACH ROW WHEN (OLD.state <> 'open')
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_delete BEFORE DELETE ON registry_rowversion
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON registry_rowversion
    FOR EACH ROW WHEN (
        OLD.closed_by_id IS NOT NULL
        OR lower(OLD.recorded) <> lower(NEW.recorded)
        OR (OLD.database_id, OLD.structure_id, OLD."table", OLD.row, OLD.values,
            OLD.title, OLD.valid, OLD.change_id)
        IS DISTINCT FROM
           (NEW.database_id, NEW.structure_id, NEW."table", NEW.row, NEW.values,
            NEW.title, NEW.valid, NEW.change_id)
    )
    EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_change ON registry_rowversion;
DROP TRIGGER refuse_delete ON registry_rowversion;
DROP TRIGGER refuse_change ON registry_rowchange;
DROP TRIGGER refuse_change ON registry_structure;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("registry", "0001_registry"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
