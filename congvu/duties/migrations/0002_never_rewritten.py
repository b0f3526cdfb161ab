"""What was recorded of duties is never rewritten; the shares of one are a tree."""

from django.db import migrations

KEEP = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON duties_dutyevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();

CREATE FUNCTION duties_keep_standing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept duties_standing := NEW;
BEGIN
    -- Only the end of the record may be written, once.
    kept.replaced_at := NULL;
    IF OLD.replaced_at IS NOT NULL OR NEW.replaced_at IS NULL
       OR kept IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'a standing is never rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_standing BEFORE UPDATE ON duties_standing
    FOR EACH ROW EXECUTE FUNCTION duties_keep_standing();
CREATE TRIGGER refuse_change BEFORE DELETE ON duties_standing
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();

CREATE FUNCTION duties_keep_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.parent_id, NEW.duty_id, NEW.role, NEW.given_desk_id)
           IS DISTINCT FROM (OLD.parent_id, OLD.duty_id, OLD.role, OLD.given_desk_id)
        THEN
            RAISE EXCEPTION 'a share stays where it was given'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.parent_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        WITH RECURSIVE above AS (
            SELECT id, parent_id, duty_id, desk_id FROM duties_share
             WHERE id = NEW.parent_id
          UNION
            SELECT s.id, s.parent_id, s.duty_id, s.desk_id FROM duties_share s
              JOIN above a ON s.id = a.parent_id
        )
        SELECT FROM above WHERE desk_id = NEW.desk_id OR duty_id <> NEW.duty_id
    ) THEN
        RAISE EXCEPTION 'shares go down, never in a circle'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_tree BEFORE INSERT OR UPDATE ON duties_share
    FOR EACH ROW EXECUTE FUNCTION duties_keep_tree();

CREATE FUNCTION duties_keep_binding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.paper_id, NEW.sentence, NEW.start, NEW."end", NEW.given_on)
       IS DISTINCT FROM
       (OLD.paper_id, OLD.sentence, OLD.start, OLD."end", OLD.given_on) THEN
        RAISE EXCEPTION 'a duty stays bound to its sentence'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_binding BEFORE UPDATE ON duties_duty
    FOR EACH ROW EXECUTE FUNCTION duties_keep_binding();
"""
UNDO = """
DROP TRIGGER refuse_change ON duties_dutyevent;
DROP TRIGGER keep_standing ON duties_standing;
DROP TRIGGER refuse_change ON duties_standing;
DROP TRIGGER keep_tree ON duties_share;
DROP TRIGGER keep_binding ON duties_duty;
DROP FUNCTION duties_keep_standing();
DROP FUNCTION duties_keep_tree();
DROP FUNCTION duties_keep_binding();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("duties", "0001_duties"),
    ]
    operations = [migrations.RunSQL(KEEP, UNDO)]
