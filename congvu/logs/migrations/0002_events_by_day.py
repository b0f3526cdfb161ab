"""The table of events, a part for each day on which they came."""

from django.db import migrations

TABLE = """
CREATE SEQUENCE logs_logevent_id AS bigint CACHE 1;
CREATE TABLE logs_logevent (
    id bigint NOT NULL DEFAULT nextval('logs_logevent_id'),
    received_at timestamptz NOT NULL,
    at timestamptz,
    source_id uuid,
    address varchar(45) NOT NULL,
    host varchar(255) NOT NULL,
    program varchar(128) NOT NULL,
    severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 7),
    decoder varchar(40) NOT NULL,
    message text NOT NULL,
    fields jsonb NOT NULL,
    doubts varchar(10)[] NOT NULL,
    length integer NOT NULL,
    terms integer[] NOT NULL,
    PRIMARY KEY (received_at, id)
) PARTITION BY RANGE (received_at);
CREATE INDEX logs_logevent_terms ON logs_logevent USING gin (terms);
CREATE TABLE logs_logevent_default PARTITION OF logs_logevent DEFAULT;

-- The owner's rights are lent for this alone: to make a day's part, never to change one.
-- False where rows of the day lie in the default part already: they are found there.
CREATE FUNCTION logs_ensure_day(asked date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    child text := 'logs_logevent_' || to_char(asked, 'YYYY_MM_DD');
    lower_end timestamptz := asked::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
    upper_end timestamptz := (asked + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
    crowded boolean;
BEGIN
    IF to_regclass('public.' || child) IS NOT NULL THEN
        RETURN true;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('logs_ensure_day'));
    IF to_regclass('public.' || child) IS NOT NULL THEN
        RETURN true;
    END IF;
    SELECT EXISTS (SELECT FROM public.logs_logevent_default
                    WHERE received_at >= lower_end AND received_at < upper_end)
        INTO crowded;
    IF crowded THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.logs_logevent'
                   ' FOR VALUES FROM (%L) TO (%L)', child, lower_end, upper_end);
    RETURN true;
END $$;
SELECT logs_ensure_day((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + n)
    FROM generate_series(0, 2) n;
"""

UNDO = """
DROP FUNCTION logs_ensure_day(date);
DROP TABLE logs_logevent;
DROP SEQUENCE logs_logevent_id;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0001_sources_and_alerts")]
    operations = [migrations.RunSQL(TABLE, UNDO)]
