"""Seats given on any day stay within those there are, unless somebody said why not."""

from django.db import migrations

FORWARD = """
-- Of all that is given of one right: the most on one day.
CREATE FUNCTION licences_most_given(which uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(given), 0) FROM (
    SELECT (SELECT sum(b.seats) FROM licences_seatallocation b
             WHERE b.entitlement_id = which AND b.since <= a.since
               AND (b.until IS NULL OR b.until > a.since)) AS given
      FROM licences_seatallocation a WHERE a.entitlement_id = which) days
$$;

CREATE FUNCTION licences_allocation_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE there integer; most bigint;
BEGIN
  SELECT seats INTO there FROM licences_entitlement
   WHERE id = NEW.entitlement_id FOR NO KEY UPDATE;
  IF NEW.over_reason <> '' THEN RETURN NULL; END IF;
  -- On a day of this one's own.
  SELECT max(given) INTO most FROM (
    SELECT (SELECT sum(b.seats) FROM licences_seatallocation b
             WHERE b.entitlement_id = NEW.entitlement_id AND b.since <= d.day
               AND (b.until IS NULL OR b.until > d.day)) AS given
      FROM (SELECT since AS day FROM licences_seatallocation
             WHERE entitlement_id = NEW.entitlement_id AND since >= NEW.since
               AND (NEW.until IS NULL OR since < NEW.until)) d) days;
  IF most > there THEN
    RAISE EXCEPTION '% seats given of %', most, there
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seatallocation_within_seats';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER licences_allocation_within AFTER INSERT OR UPDATE OF
  entitlement_id, seats, since, until, over_reason ON licences_seatallocation
  FOR EACH ROW EXECUTE FUNCTION licences_allocation_within();

CREATE FUNCTION licences_entitlement_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF licences_most_given(NEW.id) > NEW.seats AND NOT EXISTS (
       SELECT FROM licences_seatallocation
        WHERE entitlement_id = NEW.id AND over_reason <> '') THEN
    RAISE EXCEPTION 'more seats are given than %', NEW.seats
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entitlement_holds_seats';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER licences_entitlement_holds BEFORE UPDATE OF seats
  ON licences_entitlement FOR EACH ROW WHEN (NEW.seats < OLD.seats)
  EXECUTE FUNCTION licences_entitlement_holds();
"""
BACKWARD = """
DROP TRIGGER licences_entitlement_holds ON licences_entitlement;
DROP FUNCTION licences_entitlement_holds();
DROP TRIGGER licences_allocation_within ON licences_seatallocation;
DROP FUNCTION licences_allocation_within();
DROP FUNCTION licences_most_given(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("licences", "0001_licences")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
