"""Who signed by which right, and where a paper went, is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON outgoing_papersignature
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON outgoing_recipient
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_change ON outgoing_papersignature;
DROP TRIGGER refuse_change ON outgoing_recipient;
"""


class Migration(migrations.Migration):
    dependencies = [("outgoing", "0005_issuing")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
