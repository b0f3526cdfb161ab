"""A day's part of the table is dropped only when a file holds what it does."""

from django.db import migrations

MAKE = """
-- The owner's rights are lent for this alone: to drop a day that is archived already.
-- False where it holds another number of events than the file.
CREATE FUNCTION logs_drop_day(asked date, expected bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    child text := 'logs_logevent_' || to_char(asked, 'YYYY_MM_DD');
    found bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM public.logs_archivedday
                    WHERE day = asked AND events = expected
                      AND dropped_at IS NOT NULL AND ended_at IS NULL) THEN
        RETURN false;
    END IF;
    IF to_regclass('public.' || child) IS NULL THEN
        RETURN true;
    END IF;
    EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', child);
    EXECUTE format('SELECT count(*) FROM public.%I', child) INTO found;
    IF found <> expected THEN
        RETURN false;
    END IF;
    EXECUTE format('DROP TABLE public.%I', child);
    RETURN true;
END $$;
"""
UNDO = "DROP FUNCTION logs_drop_day(date, bigint)"


class Migration(migrations.Migration):
    dependencies = [("logs", "0003_archive_and_allowance")]
    operations = [migrations.RunSQL(MAKE, UNDO)]
