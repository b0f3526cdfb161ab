"""Versions, opinions and checks are never rewritten or taken away by anybody."""

from django.db import migrations

TABLES = ("draftversion", "opinion", "draftcheck")

KEEP = "\n".join(
    f"""CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON outgoing_{table}
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();"""
    for table in TABLES
)
UNDO = "\n".join(f"DROP TRIGGER refuse_change ON outgoing_{t};" for t in TABLES)


class Migration(migrations.Migration):
    dependencies = [("outgoing", "0003_drafts")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
