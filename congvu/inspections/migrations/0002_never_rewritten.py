"""What happened is never rewritten; what was found stays once it is concluded."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON inspections_inspectionevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();

CREATE FUNCTION inspections_keep_found() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row inspections_finding := coalesce(NEW, OLD);
BEGIN
    IF EXISTS (SELECT FROM inspections_inspection
                WHERE id = row.inspection_id AND conclusion_id IS NOT NULL) THEN
        RAISE EXCEPTION 'what was found stays as it was concluded'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_found BEFORE INSERT OR UPDATE OR DELETE ON inspections_finding
    FOR EACH ROW EXECUTE FUNCTION inspections_keep_found();

CREATE FUNCTION inspections_keep_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.duty_id IS NOT NULL THEN
        RAISE EXCEPTION 'what was given as a duty stays'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_given BEFORE UPDATE OR DELETE ON inspections_recommendation
    FOR EACH ROW EXECUTE FUNCTION inspections_keep_given();
"""
UNDO = """
DROP TRIGGER refuse_change ON inspections_inspectionevent;
DROP TRIGGER keep_found ON inspections_finding;
DROP TRIGGER keep_given ON inspections_recommendation;
DROP FUNCTION inspections_keep_found();
DROP FUNCTION inspections_keep_given();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("inspections", "0001_inspections"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
