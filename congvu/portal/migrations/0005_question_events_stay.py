"""What happened to a question is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON portal_questionevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = "DROP TRIGGER refuse_change ON portal_questionevent;"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("portal", "0004_questions"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
