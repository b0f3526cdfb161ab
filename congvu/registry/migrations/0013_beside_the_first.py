"""What is believed of a row beside its first version is compared with it; no version
takes another key.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION registry_beside_the_first() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE first registry_rowversion;
BEGIN
    SELECT * INTO first FROM registry_rowversion WHERE id = NEW.row;
    IF NOT FOUND OR first.row <> NEW.row THEN
        RAISE EXCEPTION 'row % has no first version', NEW.row
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF first.valid && NEW.valid AND first.recorded && NEW.recorded THEN
        RAISE EXCEPTION 'of row % two things would be believed', NEW.row
            USING ERRCODE = 'exclusion_violation',
                  CONSTRAINT = 'rowversion_one_belief';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER beside_the_first BEFORE INSERT ON registry_rowversion
    FOR EACH ROW WHEN (NEW.id <> NEW.row)
    EXECUTE FUNCTION registry_beside_the_first();
CREATE TRIGGER refuse_other_key BEFORE UPDATE ON registry_rowversion
    FOR EACH ROW WHEN (OLD.id <> NEW.id)
    EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER refuse_other_key ON registry_rowversion;
DROP TRIGGER beside_the_first ON registry_rowversion;
DROP FUNCTION registry_beside_the_first();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0012_first_versions")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
