"""Who read what is never rewritten."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON registry_sharingcall
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = "DROP TRIGGER refuse_change ON registry_sharingcall;"


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_sharing")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
