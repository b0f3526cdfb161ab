"""What was written on a paper and the number it got are never rewritten by anybody.

An opinion may only give way to the words that stand for a destroyed secret
(``secret_words`` in actions/secrets.py).
"""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE ON documents_instruction
    FOR EACH ROW WHEN (
        NEW.text NOT IN (OLD.text, 'Văn bản mật, đã hủy')
        OR (OLD.id, OLD.entry_id, OLD.level, OLD.given_at, OLD.given_by,
            OLD.given_by_post, OLD.post_id)
           IS DISTINCT FROM
           (NEW.id, NEW.entry_id, NEW.level, NEW.given_at, NEW.given_by,
            NEW.given_by_post, NEW.post_id))
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_renumbering BEFORE UPDATE ON documents_registerentry
    FOR EACH ROW WHEN (
        (OLD.id, OLD.register_id, OLD.number, OLD.registered_at)
        IS DISTINCT FROM
        (NEW.id, NEW.register_id, NEW.number, NEW.registered_at))
    EXECUTE FUNCTION congvu_refuse_change();
"""

UNDO = """
DROP TRIGGER refuse_change ON documents_instruction;
DROP TRIGGER refuse_renumbering ON documents_registerentry;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_return_seen_at")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
