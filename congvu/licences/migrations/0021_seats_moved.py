"""Taking seats back or moving them is never more than was given before."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION licences_allocation_within() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE there integer; most bigint; moved licences_seatallocation;
BEGIN
  SELECT seats INTO there FROM licences_entitlement
   WHERE id = NEW.entitlement_id FOR NO KEY UPDATE;
  IF NEW.over_reason <> '' THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.entitlement_id = OLD.entitlement_id AND NEW.seats <= OLD.seats
       AND NEW.since >= OLD.since AND coalesce(NEW.until, 'infinity')
                                       <= coalesce(OLD.until, 'infinity')
    THEN RETURN NULL; END IF;
  ELSIF NEW.moved_from_id IS NOT NULL THEN
    SELECT * INTO moved FROM licences_seatallocation WHERE id = NEW.moved_from_id;
    IF moved.entitlement_id = NEW.entitlement_id AND NEW.since >= moved.until
       AND (SELECT sum(seats) FROM licences_seatallocation
             WHERE moved_from_id = NEW.moved_from_id) <= moved.seats
    THEN RETURN NULL; END IF;
  END IF;
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
"""


class Migration(migrations.Migration):
    dependencies = [("licences", "0020_counting_again")]

    # What was there before refused more; going back needs nothing.
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
