"""What lists are narrowed by and where a timeline ends, kept by the database itself.

Type and issuer follow the paper. A new line is told of until the month of its
registration is over; a line of its timeline in a later month moves that on. It never
goes back: what an older copy of the row is saved with does not count. What the index of
words holds of a line does not depend on it, so nothing is read again for it.
"""

from django.db import migrations

from congvu.search.rules.noting import noting

KEEP = r"""
CREATE FUNCTION documents_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(regexp_replace(normalize(translate(words, 'Đđ', 'dd'), NFD),
                                '[\u0300-\u036f]', '', 'g'))
$$;

CREATE FUNCTION documents_read_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT d.type_code, left(documents_folded(d.issuer_name), 200)
      INTO NEW.type_code, NEW.issuer_key
      FROM documents_document d WHERE d.id = NEW.document_id;
    RETURN NEW;
END $$;
CREATE TRIGGER read_paper_insert BEFORE INSERT ON documents_registerentry
    FOR EACH ROW EXECUTE FUNCTION documents_read_paper();
CREATE TRIGGER read_paper_update BEFORE UPDATE ON documents_registerentry
    FOR EACH ROW WHEN (
        (OLD.document_id, OLD.type_code, OLD.issuer_key)
        IS DISTINCT FROM (NEW.document_id, NEW.type_code, NEW.issuer_key))
    EXECUTE FUNCTION documents_read_paper();

CREATE FUNCTION documents_follow_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE documents_registerentry e
       SET type_code = c.type_code, issuer_key = left(documents_folded(c.issuer_name), 200)
      FROM changed c JOIN former o ON o.id = c.id
     WHERE e.document_id = c.id
       AND (c.type_code, c.issuer_name) IS DISTINCT FROM (o.type_code, o.issuer_name);
    RETURN NULL;
END $$;
CREATE TRIGGER follow_paper AFTER UPDATE ON documents_document
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT
    EXECUTE FUNCTION documents_follow_paper();

CREATE FUNCTION documents_month_after(at timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (date_trunc('month', at AT TIME ZONE 'Asia/Ho_Chi_Minh') + interval '1 month')
           AT TIME ZONE 'Asia/Ho_Chi_Minh'
$$;

CREATE FUNCTION documents_keep_told_until() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.told_until := CASE TG_OP
        WHEN 'INSERT'
        THEN documents_month_after(greatest(NEW.arrived_at, NEW.registered_at))
        ELSE OLD.told_until END;
    RETURN NEW;
END $$;
CREATE TRIGGER begin_told_until BEFORE INSERT ON documents_registerentry
    FOR EACH ROW WHEN (NEW.told_until IS NULL)
    EXECUTE FUNCTION documents_keep_told_until();
CREATE TRIGGER keep_told_until BEFORE UPDATE ON documents_registerentry
    FOR EACH ROW WHEN (NEW.told_until < OLD.told_until
                       OR NEW.told_until IS NULL AND OLD.told_until IS NOT NULL)
    EXECUTE FUNCTION documents_keep_told_until();

CREATE FUNCTION documents_move_told_until() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE documents_registerentry e SET told_until = last.month_after
      FROM (SELECT entry_id, documents_month_after(max(at)) AS month_after
              FROM told GROUP BY entry_id) AS last
     WHERE e.id = last.entry_id
       AND (e.told_until IS NULL OR e.told_until < last.month_after);
    RETURN NULL;
END $$;
CREATE TRIGGER move_told_until AFTER INSERT ON documents_historyevent
    REFERENCING NEW TABLE AS told FOR EACH STATEMENT
    EXECUTE FUNCTION documents_move_told_until();
"""
UNDO = """
DROP TRIGGER follow_paper ON documents_document;
DROP TRIGGER read_paper_update ON documents_registerentry;
DROP TRIGGER read_paper_insert ON documents_registerentry;
DROP FUNCTION documents_follow_paper();
DROP FUNCTION documents_read_paper();
DROP FUNCTION documents_folded(text);
DROP TRIGGER move_told_until ON documents_historyevent;
DROP TRIGGER keep_told_until ON documents_registerentry;
DROP TRIGGER begin_told_until ON documents_registerentry;
DROP FUNCTION documents_move_told_until();
DROP FUNCTION documents_keep_told_until();
DROP FUNCTION documents_month_after(timestamptz);
"""
TABLE = "documents_registerentry"
FOUND = """
SELECT c.id FROM changed c JOIN former o ON o.id = c.id
 WHERE c.told_until IS NOT DISTINCT FROM o.told_until
"""
((MAKE, DROP),) = noting("incoming", TABLE, "UPDATE", FOUND)
((BEFORE, _DROP),) = noting("incoming", TABLE, "UPDATE", "SELECT id FROM changed")


class Migration(migrations.Migration):
    dependencies = [("documents", "0094_what_lists_narrow_by")]

    operations = [
        migrations.RunSQL(KEEP, UNDO),
        migrations.RunSQL(f"{DROP}; {MAKE}", f"{DROP}; {BEFORE}"),
    ]
