"""A version may forget what it said of a state secret, and nothing else changes.

The words that stand in its place are those of ``documents.actions.secret_words``.
"""

from django.db import migrations

FORGET = """
CREATE FUNCTION outgoing_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept outgoing_draftversion := NEW;
BEGIN
    kept.body := OLD.body;
    IF kept IS DISTINCT FROM OLD
       OR position('Văn bản mật, đã hủy' IN NEW.body::text) = 0 THEN
        RAISE EXCEPTION 'a version is never rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER refuse_change ON outgoing_draftversion;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON outgoing_draftversion
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON outgoing_draftversion
    FOR EACH ROW EXECUTE FUNCTION outgoing_keep_version();
"""

UNDO = """
DROP TRIGGER refuse_change ON outgoing_draftversion;
DROP TRIGGER refuse_deletion ON outgoing_draftversion;
DROP FUNCTION outgoing_keep_version();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON outgoing_draftversion
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("outgoing", "0065_lists_by_type_and_release")]
    operations = [migrations.RunSQL(FORGET, UNDO)]
