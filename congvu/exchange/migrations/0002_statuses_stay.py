"""What a receiver told of a paper, or its sender asked, is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON exchange_dispatchstatus
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = "DROP TRIGGER refuse_change ON exchange_dispatchstatus;"


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_what_travels"), ("audit", "0002_log")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
