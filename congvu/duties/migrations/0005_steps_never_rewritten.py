"""A step of a difficulty is never rewritten by anybody."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON duties_difficultystep
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = "DROP TRIGGER refuse_change ON duties_difficultystep;"


class Migration(migrations.Migration):
    dependencies = [("duties", "0004_difficulties")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
