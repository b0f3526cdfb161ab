"""What lay beside a version that was approved is never taken away by anybody."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE DELETE ON outgoing_draftattachment
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = "DROP TRIGGER refuse_change ON outgoing_draftattachment;"


class Migration(migrations.Migration):
    dependencies = [("outgoing", "0060_attachments")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
