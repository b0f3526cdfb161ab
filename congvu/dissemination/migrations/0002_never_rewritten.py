"""What was sent, asked, and done is never rewritten: a moment is written once.

Only words about a paper that was a secret are taken away, whole.
"""

from django.db import migrations

KEEP = """
CREATE TRIGGER keep_words BEFORE UPDATE ON dissemination_question
    FOR EACH ROW WHEN (NEW.text <> '' OR NEW.telling_id <> OLD.telling_id)
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE ON dissemination_question
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE ON dissemination_telling
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE ON dissemination_addressee
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER keep_telling BEFORE UPDATE ON dissemination_telling
    FOR EACH ROW WHEN (
        (OLD.document_id, OLD.incoming_id, OLD.outgoing_id, OLD.paper_sha256,
         OLD.confirm_by, OLD.sent_at, OLD.sent_by, OLD.sent_post_id)
        IS DISTINCT FROM
        (NEW.document_id, NEW.incoming_id, NEW.outgoing_id, NEW.paper_sha256,
         NEW.confirm_by, NEW.sent_at, NEW.sent_by, NEW.sent_post_id)
        OR NEW.note NOT IN ('', OLD.note)
        OR OLD.ended_at IS NOT NULL AND
        (OLD.ended_at, OLD.ended_by, OLD.ended_because, OLD.ended_words)
        IS DISTINCT FROM
        (NEW.ended_at, NEW.ended_by, NEW.ended_because, NEW.ended_words))
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER keep_moments BEFORE UPDATE ON dissemination_addressee
    FOR EACH ROW WHEN (
        (OLD.telling_id, OLD.person_id, OLD.joined_on)
        IS DISTINCT FROM (NEW.telling_id, NEW.person_id, NEW.joined_on)
        OR OLD.told_at IS NOT NULL AND NEW.told_at IS DISTINCT FROM OLD.told_at
        OR OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at
        OR OLD.confirmed_at IS NOT NULL
           AND NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at
        OR OLD.passed_at IS NOT NULL AND NEW.passed_at IS DISTINCT FROM OLD.passed_at
        OR NEW.tries < OLD.tries)
    EXECUTE FUNCTION congvu_refuse_change();
"""
UNDO = """
DROP TRIGGER keep_words ON dissemination_question;
DROP TRIGGER refuse_change ON dissemination_question;
DROP TRIGGER refuse_change ON dissemination_telling;
DROP TRIGGER refuse_change ON dissemination_addressee;
DROP TRIGGER keep_telling ON dissemination_telling;
DROP TRIGGER keep_moments ON dissemination_addressee;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("dissemination", "0001_tellings"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
