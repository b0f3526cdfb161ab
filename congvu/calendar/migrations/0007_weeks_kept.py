"""The database keeps the minutes of a resource's week as what is held changes."""

from django.db import migrations

KEEP = """
CREATE FUNCTION congvu_keep_resource_weeks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO calendar_resourceweek AS kept (id, resource_id, begins, minutes)
    SELECT gen_random_uuid(), resource_id, greatest(
             date_trunc('week', day::timestamp), date_trunc('year', day::timestamp))::date,
           sum(minutes)
      FROM added WHERE is_held GROUP BY 2, 3 ORDER BY 2, 3
    ON CONFLICT (resource_id, begins)
    DO UPDATE SET minutes = kept.minutes + excluded.minutes;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO calendar_resourceweek AS kept (id, resource_id, begins, minutes)
    SELECT gen_random_uuid(), resource_id, greatest(
             date_trunc('week', day::timestamp), date_trunc('year', day::timestamp))::date,
           -sum(minutes)
      FROM gone WHERE is_held GROUP BY 2, 3 ORDER BY 2, 3
    ON CONFLICT (resource_id, begins)
    DO UPDATE SET minutes = kept.minutes + excluded.minutes;
  ELSE
    INSERT INTO calendar_resourceweek AS kept (id, resource_id, begins, minutes)
    SELECT gen_random_uuid(), resource_id, greatest(
             date_trunc('week', day::timestamp), date_trunc('year', day::timestamp))::date,
           sum(change)
      FROM (SELECT resource_id, day, minutes AS change FROM added WHERE is_held
             UNION ALL
            SELECT resource_id, day, -minutes FROM gone WHERE is_held) AS changes
     GROUP BY 2, 3 HAVING sum(change) <> 0 ORDER BY 2, 3
    ON CONFLICT (resource_id, begins)
    DO UPDATE SET minutes = kept.minutes + excluded.minutes;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER weeks_of_added AFTER INSERT ON calendar_occupation
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION congvu_keep_resource_weeks();
CREATE TRIGGER weeks_of_changed AFTER UPDATE ON calendar_occupation
  REFERENCING OLD TABLE AS gone NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION congvu_keep_resource_weeks();
CREATE TRIGGER weeks_of_gone AFTER DELETE ON calendar_occupation
  REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION congvu_keep_resource_weeks();
"""
UNDO = """
DROP TRIGGER weeks_of_added ON calendar_occupation;
DROP TRIGGER weeks_of_changed ON calendar_occupation;
DROP TRIGGER weeks_of_gone ON calendar_occupation;
DROP FUNCTION congvu_keep_resource_weeks();
"""


class Migration(migrations.Migration):
    dependencies = [("calendar", "0006_resourceweek")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
