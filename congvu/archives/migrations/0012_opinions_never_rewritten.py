"""What a member of a council said is never rewritten by anybody."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON archives_councilopinion
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = "DROP TRIGGER refuse_change ON archives_councilopinion;"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("archives", "0011_appraising"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
