"""The log is only added to, whoever asks."""

from django.db import migrations

KEEP = """
CREATE FUNCTION hub_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON hub_logline
    FOR EACH ROW EXECUTE FUNCTION hub_refuse_change();
"""

UNDO = """
DROP TRIGGER refuse_change ON hub_logline;
DROP FUNCTION hub_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("hub", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
