"""Asked is what is given on each day, not what is written: a part may be split off."""

from django.db import migrations

FORWARD = """
-- A gift without a reason found room on each of its days, beside those given before it.
CREATE OR REPLACE FUNCTION licences_allocation_within() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE there integer; most bigint;
BEGIN
  SELECT seats INTO there FROM licences_entitlement
   WHERE id = NEW.entitlement_id FOR NO KEY UPDATE;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.entitlement_id = OLD.entitlement_id AND NEW.seats <= OLD.seats
       AND NEW.place = OLD.place AND NEW.over_reason = OLD.over_reason
       AND NEW.since >= OLD.since AND coalesce(NEW.until, 'infinity')
                                       <= coalesce(OLD.until, 'infinity')
    THEN RETURN NULL; END IF;
  END IF;
  -- What is given changes on days on which something begins; on this one's own alone.
  SELECT max(upto) INTO most FROM (
    SELECT b.place, b.over_reason,
           sum(b.seats) OVER (PARTITION BY d.day ORDER BY b.place) AS upto
      FROM (SELECT DISTINCT since AS day FROM licences_seatallocation
             WHERE entitlement_id = NEW.entitlement_id AND since >= NEW.since
               AND (NEW.until IS NULL OR since < NEW.until)) d
      JOIN licences_seatallocation b ON b.entitlement_id = NEW.entitlement_id
       AND b.since <= d.day AND (b.until IS NULL OR b.until > d.day)) given
   WHERE place >= NEW.place AND over_reason = '';
  IF most > there THEN
    RAISE EXCEPTION '% seats given of %', most, there
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seatallocation_within_seats';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER licences_allocation_within ON licences_seatallocation;
CREATE TRIGGER licences_allocation_within AFTER INSERT OR UPDATE OF
  entitlement_id, seats, since, until, over_reason, place ON licences_seatallocation
  FOR EACH ROW EXECUTE FUNCTION licences_allocation_within();
"""


class Migration(migrations.Migration):
    dependencies = [("licences", "0025_places")]

    # What was there before refused more; going back needs nothing.
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
