"""The timeline by month, append-only; a number once given is never rewritten."""

from django.db import migrations

TABLE = """
CREATE TABLE outgoing_event (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    target_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    event varchar(40) NOT NULL,
    actor varchar(80) NOT NULL,
    actor_post varchar(200) NOT NULL DEFAULT '',
    detail jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX outgoing_event_target ON outgoing_event (target_id, at);
CREATE TABLE outgoing_event_default PARTITION OF outgoing_event DEFAULT;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON outgoing_event
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
INSERT INTO congvu_monthly_table (name, append_only) VALUES ('outgoing_event', true);
SELECT congvu_ensure_month('outgoing_event', (now() + n * interval '1 month')::date)
    FROM generate_series(0, 1) n;
CREATE TRIGGER refuse_renumbering BEFORE UPDATE ON outgoing_outgoingentry
    FOR EACH ROW WHEN (
        (OLD.id, OLD.sequence_id, OLD.number, OLD.symbol, OLD.year, OLD.reserved_at)
        IS DISTINCT FROM
        (NEW.id, NEW.sequence_id, NEW.number, NEW.symbol, NEW.year, NEW.reserved_at))
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_reuse BEFORE UPDATE ON outgoing_outgoingentry
    FOR EACH ROW WHEN (OLD.state = 'cancelled' AND NEW.state <> 'cancelled')
    EXECUTE FUNCTION congvu_refuse_change();
"""

UNDO = """
DROP TRIGGER refuse_reuse ON outgoing_outgoingentry;
DROP TRIGGER refuse_renumbering ON outgoing_outgoingentry;
DROP TABLE outgoing_event;
DELETE FROM congvu_monthly_table WHERE name = 'outgoing_event';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("outgoing", "0001_numbering"),
    ]
    operations = [migrations.RunSQL(TABLE, UNDO)]
