"""What a checker found is never rewritten."""

from django.db import migrations

KEEP = """CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON standards_standardcheck
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();"""
UNDO = "DROP TRIGGER refuse_change ON standards_standardcheck;"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("standards", "0001_standards"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
