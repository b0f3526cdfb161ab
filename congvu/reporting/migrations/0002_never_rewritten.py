"""What was asked and what was handed in is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reporting_submission
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reporting_returnevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();

CREATE FUNCTION reporting_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM reporting_reportround WHERE version_id = OLD.id) THEN
        RAISE EXCEPTION 'what was asked is never rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE OR DELETE ON reporting_formversion
    FOR EACH ROW EXECUTE FUNCTION reporting_keep_version();

CREATE FUNCTION reporting_keep_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.round_id, NEW.given_agency_id)
       IS DISTINCT FROM (OLD.round_id, OLD.given_agency_id) THEN
        RAISE EXCEPTION 'a return stays with who was asked'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_return BEFORE UPDATE ON reporting_reportreturn
    FOR EACH ROW EXECUTE FUNCTION reporting_keep_return();
"""
UNDO = """
DROP TRIGGER refuse_change ON reporting_submission;
DROP TRIGGER refuse_change ON reporting_returnevent;
DROP TRIGGER keep_version ON reporting_formversion;
DROP TRIGGER keep_return ON reporting_reportreturn;
DROP FUNCTION reporting_keep_version();
DROP FUNCTION reporting_keep_return();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("reporting", "0001_reports"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
