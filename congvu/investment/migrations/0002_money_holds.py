"""Lines are the sums of their entries, entries are never rewritten, moves lose nothing."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON investment_budgetentry
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();

CREATE FUNCTION investment_entry_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE investment_budgetline
     SET allocated = allocated + NEW.allocated,
         committed = committed + NEW.committed,
         spent = spent + NEW.spent
   WHERE id = NEW.line_id;
  RETURN NULL;
END $$;
CREATE TRIGGER investment_entry_counts AFTER INSERT ON investment_budgetentry
    FOR EACH ROW EXECUTE FUNCTION investment_entry_counts();

CREATE FUNCTION investment_line_by_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'the sums of a line come from its entries'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'budgetline_by_entries';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER investment_line_by_entries
    BEFORE UPDATE OF allocated, committed, spent ON investment_budgetline
    FOR EACH ROW EXECUTE FUNCTION investment_line_by_entries();
CREATE TRIGGER investment_line_begins_empty BEFORE INSERT ON investment_budgetline
    FOR EACH ROW WHEN (NEW.allocated <> 0 OR NEW.committed <> 0 OR NEW.spent <> 0)
    EXECUTE FUNCTION investment_line_by_entries();

CREATE FUNCTION investment_moves_lose_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
       SELECT FROM investment_budgetentry e
         JOIN investment_budgetline l ON l.id = e.line_id
        WHERE e.decision_id = NEW.decision_id
        GROUP BY l.source
       HAVING sum(e.allocated) <> 0 OR sum(e.committed) <> 0 OR sum(e.spent) <> 0) THEN
    RAISE EXCEPTION 'money is moved, not made or lost'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'budgetentry_moves_lose_nothing';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER investment_moves_lose_nothing
    AFTER INSERT ON investment_budgetentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.deed IN ('transfer', 'carry'))
    EXECUTE FUNCTION investment_moves_lose_nothing();
"""
BACKWARD = """
DROP TRIGGER investment_moves_lose_nothing ON investment_budgetentry;
DROP FUNCTION investment_moves_lose_nothing();
DROP TRIGGER investment_line_begins_empty ON investment_budgetline;
DROP TRIGGER investment_line_by_entries ON investment_budgetline;
DROP FUNCTION investment_line_by_entries();
DROP TRIGGER investment_entry_counts ON investment_budgetentry;
DROP FUNCTION investment_entry_counts();
DROP TRIGGER refuse_change ON investment_budgetentry;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("investment", "0001_investment"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
