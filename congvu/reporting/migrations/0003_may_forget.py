"""What was handed in may forget what a state secret was called, and nothing else.

The words that stand in its place are those of ``documents.actions.secret_words``.
"""

from django.db import migrations

FORGET = """
CREATE FUNCTION reporting_without_labels(answers jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) <> 'array' THEN value
        ELSE (SELECT jsonb_agg(
                  CASE WHEN jsonb_typeof(one) = 'object' THEN one - 'label' ELSE one END
                  ORDER BY n)
                FROM jsonb_array_elements(value) WITH ORDINALITY AS t (one, n)) END)
      FROM jsonb_each(answers)
$$;

CREATE FUNCTION reporting_keep_submission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept reporting_submission := NEW;
BEGIN
    kept.answers := OLD.answers;
    IF kept IS DISTINCT FROM OLD
       OR reporting_without_labels(NEW.answers)
          IS DISTINCT FROM reporting_without_labels(OLD.answers)
       OR EXISTS (
           SELECT
             FROM jsonb_each(NEW.answers) AS q,
                  jsonb_array_elements(CASE WHEN jsonb_typeof(q.value) = 'array'
                      THEN q.value ELSE '[]' END) WITH ORDINALITY AS t (one, n)
            WHERE jsonb_typeof(one) = 'object'
              AND one->'label' IS DISTINCT FROM OLD.answers->q.key->(n::int - 1)->'label'
              AND one->>'label' IS DISTINCT FROM 'Văn bản mật, đã hủy') THEN
        RAISE EXCEPTION 'what was handed in is never rewritten'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER refuse_change ON reporting_submission;
CREATE TRIGGER refuse_deletion BEFORE DELETE ON reporting_submission
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE ON reporting_submission
    FOR EACH ROW EXECUTE FUNCTION reporting_keep_submission();
"""
UNDO = """
DROP TRIGGER refuse_change ON reporting_submission;
DROP TRIGGER refuse_deletion ON reporting_submission;
DROP FUNCTION reporting_keep_submission();
DROP FUNCTION reporting_without_labels(jsonb);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON reporting_submission
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_never_rewritten")]
    operations = [migrations.RunSQL(FORGET, UNDO)]
