"""The timeline of a dossier, and what froze it, are never rewritten by anybody."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON archives_dossierevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON archives_frozendossier
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_change ON archives_dossierevent;
DROP TRIGGER refuse_change ON archives_frozendossier;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("archives", "0001_dossiers"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
