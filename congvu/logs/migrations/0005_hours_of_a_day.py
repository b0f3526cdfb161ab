"""A day's part of the table of events is itself in parts of three hours.

An index of words gives places, not times: of a word that came often and then no more,
all of its events had to be fetched to find the newest. Of three hours they are few
enough. Days that hold events already stay in one part.
"""

from django.db import migrations

MAKE = """
CREATE OR REPLACE FUNCTION logs_ensure_day(asked date) RETURNS boolean
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
                   ' FOR VALUES FROM (%L) TO (%L) PARTITION BY RANGE (received_at)',
                   child, lower_end, upper_end);
    FOR hour IN 0..21 BY 3 LOOP
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I'
                       ' FOR VALUES FROM (%L) TO (%L)',
                       child || to_char(hour, '"_"FM00'), child,
                       lower_end + hour * interval '1 hour',
                       lower_end + (hour + 3) * interval '1 hour');
    END LOOP;
    RETURN true;
END $$;

-- Days made ahead, in which nothing has come: made anew.
DO $$
DECLARE
    part regclass;
    crowded boolean;
BEGIN
    FOR part IN
        SELECT i.inhrelid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'logs_logevent'::regclass AND c.relkind = 'r'
           AND c.relname ~ '^logs_logevent_[0-9]{4}_[0-9]{2}_[0-9]{2}$'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO crowded;
        IF NOT crowded THEN
            EXECUTE format('DROP TABLE %s', part);
        END IF;
    END LOOP;
    PERFORM logs_ensure_day((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + n)
       FROM generate_series(0, 2) n;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0004_days_dropped")]
    operations = [migrations.RunSQL(MAKE, migrations.RunSQL.noop)]
