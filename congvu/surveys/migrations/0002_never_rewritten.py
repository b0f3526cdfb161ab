"""What happened to a sheet, and of which figures a report is, is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON surveys_sheetevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON surveys_surveyreport
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_change ON surveys_sheetevent;
DROP TRIGGER refuse_change ON surveys_surveyreport;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("surveys", "0001_surveys"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
