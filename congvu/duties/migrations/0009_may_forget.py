"""Duties of a state secret may forget what was said, and nothing else changes.

The words that stand in its place are those of ``documents.actions.secret_words``.
"""

from django.db import migrations

FORGET = """
CREATE OR REPLACE FUNCTION duties_keep_binding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sentence IS DISTINCT FROM OLD.sentence
       AND NEW.sentence IS DISTINCT FROM 'Văn bản mật, đã hủy'
       OR (NEW.paper_id, NEW.start, NEW."end", NEW.given_on)
          IS DISTINCT FROM (OLD.paper_id, OLD.start, OLD."end", OLD.given_on) THEN
        RAISE EXCEPTION 'a duty stays bound to its sentence'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER refuse_change ON duties_dutyevent;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON duties_dutyevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON duties_dutyevent
    FOR EACH ROW WHEN (
        NEW.text <> ''
        OR (OLD.id, OLD.at, OLD.duty_id, OLD.share_id, OLD.event, OLD.actor,
            OLD.actor_post, OLD.detail, OLD.record_id)
           IS DISTINCT FROM
           (NEW.id, NEW.at, NEW.duty_id, NEW.share_id, NEW.event, NEW.actor,
            NEW.actor_post, NEW.detail, NEW.record_id))
    EXECUTE FUNCTION congvu_refuse_change();

CREATE FUNCTION duties_keep_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept duties_difficultystep := NEW;
BEGIN
    kept.text := OLD.text;
    IF kept IS DISTINCT FROM OLD OR NEW.text <> 'Văn bản mật, đã hủy' THEN
        RAISE EXCEPTION 'a step is never rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER refuse_change ON duties_difficultystep;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON duties_difficultystep
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON duties_difficultystep
    FOR EACH ROW EXECUTE FUNCTION duties_keep_step();
"""

UNDO = """
DROP TRIGGER refuse_change ON duties_difficultystep;
DROP TRIGGER refuse_deletion ON duties_difficultystep;
DROP FUNCTION duties_keep_step();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON duties_difficultystep
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
DROP TRIGGER refuse_change ON duties_dutyevent;
DROP TRIGGER refuse_deletion ON duties_dutyevent;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON duties_dutyevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE OR REPLACE FUNCTION duties_keep_binding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.paper_id, NEW.sentence, NEW.start, NEW."end", NEW.given_on)
       IS DISTINCT FROM
       (OLD.paper_id, OLD.sentence, OLD.start, OLD."end", OLD.given_on) THEN
        RAISE EXCEPTION 'a duty stays bound to its sentence'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("duties", "0008_rounds_due")]
    operations = [migrations.RunSQL(FORGET, UNDO)]
