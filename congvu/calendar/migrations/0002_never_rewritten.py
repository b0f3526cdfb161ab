"""The lines of a sheet that was handed in are never rewritten; a duty given stays."""

from django.db import migrations

KEEP = """
CREATE FUNCTION calendar_keep_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.lines IS DISTINCT FROM NEW.lines OR OLD.state = 'published' THEN
        RAISE EXCEPTION 'the lines of a version stay as they were handed in'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_lines BEFORE UPDATE ON calendar_scheduleversion
    FOR EACH ROW EXECUTE FUNCTION calendar_keep_lines();

CREATE FUNCTION calendar_keep_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.duty_id IS NOT NULL THEN
        RAISE EXCEPTION 'what was given as a duty stays'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_given BEFORE UPDATE OR DELETE ON calendar_conclusion
    FOR EACH ROW EXECUTE FUNCTION calendar_keep_given();
"""
UNDO = """
DROP TRIGGER keep_lines ON calendar_scheduleversion;
DROP TRIGGER keep_given ON calendar_conclusion;
DROP FUNCTION calendar_keep_lines();
DROP FUNCTION calendar_keep_given();
"""


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_calendar")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
