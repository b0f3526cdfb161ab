"""What happened, what was taken as evidence, who had it: never rewritten."""

from django.db import migrations

KEPT = ("incidentevent", "incidentpaper", "evidence", "custodystep")
KEEP = "\n".join(
    f"""CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON incidents_{name}
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();"""
    for name in KEPT
)
UNDO = "\n".join(f"DROP TRIGGER refuse_change ON incidents_{name};" for name in KEPT)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("incidents", "0001_incidents"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
