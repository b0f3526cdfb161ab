"""An estimate is written once and adds up: shares to lines, lines to the whole."""

from django.db import migrations

_TABLES = ("estimate", "estimateline", "estimateshare", "estimatequote")
_CLOSED = "".join(
    f"""
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON investment_{table}
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
"""
    for table in _TABLES
)
_OPENED = "".join(
    f"DROP TRIGGER refuse_change ON investment_{table};\n" for table in _TABLES
)

FORWARD = (
    _CLOSED
    + """
CREATE FUNCTION investment_line_adds_up(line uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found investment_estimateline;
  shared numeric;
BEGIN
  SELECT * INTO found FROM investment_estimateline WHERE id = line;
  SELECT sum(money) INTO shared FROM investment_estimateshare WHERE line_id = line;
  IF found.quantity IS NOT NULL
     AND found.money <> round(found.quantity * found.price) THEN
    RAISE EXCEPTION 'a line is its quantity times its price'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'estimateline_reckoned';
  END IF;
  IF shared IS DISTINCT FROM found.money THEN
    RAISE EXCEPTION 'the shares of a line add up to it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'estimateline_shared_out';
  END IF;
END $$;

CREATE FUNCTION investment_estimate_adds_up(one uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  whole numeric;
  safe numeric;
BEGIN
  SELECT sum(money), coalesce(sum(money) FILTER (WHERE security), 0) INTO whole, safe
    FROM investment_estimateline WHERE estimate_id = one;
  PERFORM FROM investment_estimate
    WHERE id = one AND money = whole AND security = safe;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'an estimate is the sum of its lines'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'estimate_adds_up';
  END IF;
END $$;

CREATE FUNCTION investment_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'investment_estimateshare' THEN
      PERFORM investment_line_adds_up(NEW.line_id);
    WHEN 'investment_estimateline' THEN
      PERFORM investment_line_adds_up(NEW.id);
      PERFORM investment_estimate_adds_up(NEW.estimate_id);
    ELSE
      PERFORM investment_estimate_adds_up(NEW.id);
  END CASE;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER investment_adds_up AFTER INSERT ON investment_estimate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION investment_adds_up();
CREATE CONSTRAINT TRIGGER investment_adds_up AFTER INSERT ON investment_estimateline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION investment_adds_up();
CREATE CONSTRAINT TRIGGER investment_adds_up AFTER INSERT ON investment_estimateshare
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION investment_adds_up();
"""
)
BACKWARD = (
    """
DROP TRIGGER investment_adds_up ON investment_estimateshare;
DROP TRIGGER investment_adds_up ON investment_estimateline;
DROP TRIGGER investment_adds_up ON investment_estimate;
DROP FUNCTION investment_adds_up();
DROP FUNCTION investment_estimate_adds_up(uuid);
DROP FUNCTION investment_line_adds_up(uuid);
"""
    + _OPENED
)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("investment", "0003_estimates"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
