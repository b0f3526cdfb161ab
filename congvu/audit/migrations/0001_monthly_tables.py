"""Tables kept by month: one generic function that anyone may call and only the owner owns.

A table that wants monthly partitions writes a row into ``congvu_monthly_table`` in its own
migration, has a default partition, and calls ``congvu_ensure_month(table, month)``.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION congvu_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TABLE congvu_monthly_table (
    name text PRIMARY KEY,
    append_only boolean NOT NULL
);
REVOKE ALL ON congvu_monthly_table FROM PUBLIC;

-- True when the month has its own partition afterwards. False when its rows already lie in
-- the default partition: they stay there, found as before, only not apart.
-- Months are Vietnam's. The owner's rights are lent for this one statement, and only for
-- tables that a migration has named, so the running role can do nothing else with them.
CREATE FUNCTION congvu_ensure_month(parent text, month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    monthly public.congvu_monthly_table%ROWTYPE;
    child text := parent || to_char(month, '"_"YYYY"_"MM');
    lower_end timestamptz := date_trunc('month', month::timestamp)
        AT TIME ZONE 'Asia/Ho_Chi_Minh';
    upper_end timestamptz := (date_trunc('month', month::timestamp) + interval '1 month')
        AT TIME ZONE 'Asia/Ho_Chi_Minh';
    crowded boolean;
    grantee_name text;
BEGIN
    SELECT * INTO monthly FROM public.congvu_monthly_table WHERE name = parent;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not kept by month', parent USING ERRCODE = 'undefined_table';
    END IF;
    IF to_regclass('public.' || quote_ident(child)) IS NOT NULL THEN
        RETURN true;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('congvu_ensure_month'));
    IF to_regclass('public.' || quote_ident(child)) IS NOT NULL THEN
        RETURN true;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE at >= $1 AND at < $2)',
                   parent || '_default')
        INTO crowded USING lower_end, upper_end;
    IF crowded THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I'
                   ' FOR VALUES FROM (%L) TO (%L)', child, parent, lower_end, upper_end);
    FOR grantee_name IN
        SELECT DISTINCT quote_ident(r.rolname)
        FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
        WHERE c.oid = to_regclass('public.' || quote_ident(child))
          AND a.grantee <> c.relowner
    LOOP
        EXECUTE format('REVOKE ALL ON public.%I FROM ', child) || grantee_name;
    END LOOP;
    IF monthly.append_only THEN
        EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.%I'
                       ' EXECUTE FUNCTION public.congvu_refuse_change()', child);
    END IF;
    RETURN true;
END $$;
"""

UNDO = """
DROP FUNCTION congvu_ensure_month(text, date);
DROP TABLE congvu_monthly_table;
DROP FUNCTION congvu_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FUNCTIONS, UNDO)]
