"""What a closed record says of media is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON inventory_wipingrecord
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL)
    EXECUTE FUNCTION congvu_refuse_change();
CREATE FUNCTION inventory_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM inventory_wipingrecord
                WHERE id = coalesce(NEW.record_id, OLD.record_id)
                  AND closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'wiping record is closed';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER refuse_closed BEFORE INSERT OR UPDATE OR DELETE ON inventory_wipedmedium
    FOR EACH ROW EXECUTE FUNCTION inventory_refuse_closed();
"""
UNDO = """
DROP TRIGGER refuse_closed ON inventory_wipedmedium;
DROP FUNCTION inventory_refuse_closed();
DROP TRIGGER refuse_change ON inventory_wipingrecord;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("inventory", "0013_media"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
