"""How a level was found, what was approved, what happened: never rewritten."""

from django.db import migrations

KEPT = ("levelassessment", "systemevent", "systemlevel", "systemend", "dossierpaper")
KEEP = "\n".join(
    f"""CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON systems_{name}
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();"""
    for name in KEPT
)
UNDO = "\n".join(f"DROP TRIGGER refuse_change ON systems_{name};" for name in KEPT)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("systems", "0001_systems"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
