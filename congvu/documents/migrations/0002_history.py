"""The timeline's table, kept by month from the start; append-only for everybody."""

from django.db import migrations

TABLE = """
CREATE TABLE documents_historyevent (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    entry_id uuid NOT NULL,
    agency_id uuid NOT NULL,
    event varchar(40) NOT NULL,
    actor varchar(80) NOT NULL,
    actor_post varchar(200) NOT NULL DEFAULT '',
    detail jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX documents_historyevent_entry ON documents_historyevent (entry_id, at);
CREATE TABLE documents_historyevent_default PARTITION OF documents_historyevent DEFAULT;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON documents_historyevent
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
INSERT INTO congvu_monthly_table (name, append_only)
    VALUES ('documents_historyevent', true);
SELECT congvu_ensure_month('documents_historyevent',
                           (now() + n * interval '1 month')::date)
    FROM generate_series(0, 1) n;
"""

UNDO = """
DROP TABLE documents_historyevent;
DELETE FROM congvu_monthly_table WHERE name = 'documents_historyevent';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_monthly_tables"),
        ("documents", "0001_initial"),
    ]
    operations = [migrations.RunSQL(TABLE, UNDO)]
