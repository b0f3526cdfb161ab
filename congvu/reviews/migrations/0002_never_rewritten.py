"""What was composed stays on record, and of which figures; so does what a report is."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE ON reviews_composing
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON reviews_review
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_change ON reviews_composing;
DROP TRIGGER refuse_change ON reviews_review;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("reviews", "0001_reviews"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
