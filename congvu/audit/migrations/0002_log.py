"""The log and its seals, refused to change by trigger as well as by privilege."""

from django.db import migrations, models

import congvu.lib.ids

TABLES = """
CREATE TABLE audit_event (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    event varchar(80) NOT NULL CHECK (event ~ '^[a-z_]+[.][a-z0-9-]+$'),
    actor_name text NOT NULL,
    actor_user_id uuid,
    actor_person_id uuid,
    actor_post_id uuid,
    actor_agency_id uuid,
    door varchar(10) NOT NULL CHECK (door IN ('page', 'api', 'job', 'command')),
    address varchar(60) NOT NULL DEFAULT '',
    object_type varchar(80) NOT NULL DEFAULT '',
    object_id uuid,
    agency_id uuid,
    data jsonb NOT NULL DEFAULT '{}',
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
CREATE INDEX audit_event_xid ON audit_event (xid);
CREATE INDEX audit_event_at ON audit_event (at, id);
CREATE INDEX audit_event_agency ON audit_event (agency_id, at, id);
CREATE INDEX audit_event_object ON audit_event (object_id, at, id)
    WHERE object_id IS NOT NULL;
CREATE INDEX audit_event_person ON audit_event (actor_person_id, at, id)
    WHERE actor_person_id IS NOT NULL;
CREATE INDEX audit_event_user ON audit_event (actor_user_id, at, id)
    WHERE actor_user_id IS NOT NULL;

CREATE TABLE audit_link (
    seq bigint PRIMARY KEY CHECK (seq > 0),
    event_id uuid NOT NULL,
    event_at timestamptz NOT NULL,
    previous bytea NOT NULL CHECK (octet_length(previous) = 32),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    CONSTRAINT audit_link_event UNIQUE (event_id, event_at)
);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_event
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_event_default
    EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit_link
    FOR EACH ROW EXECUTE FUNCTION congvu_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit_link
    EXECUTE FUNCTION congvu_refuse_change();

INSERT INTO congvu_monthly_table (name, append_only) VALUES ('audit_event', true);
SELECT congvu_ensure_month('audit_event', (now() + n * interval '1 month')::date)
    FROM generate_series(0, 1) n;
"""

UNDO = """
DROP TABLE audit_link;
DROP TABLE audit_event;
DELETE FROM congvu_monthly_table WHERE name = 'audit_event';
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_monthly_tables")]
    operations = [
        migrations.RunSQL(TABLES, UNDO),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=congvu.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("event", models.CharField(max_length=80, verbose_name="việc")),
                ("actor_name", models.TextField(verbose_name="người làm")),
                ("actor_user_id", models.UUIDField(null=True)),
                ("actor_person_id", models.UUIDField(null=True)),
                ("actor_post_id", models.UUIDField(null=True)),
                ("actor_agency_id", models.UUIDField(null=True)),
                ("door", models.CharField(max_length=10, verbose_name="qua cửa")),
                (
                    "address",
                    models.CharField(blank=True, max_length=60, verbose_name="địa chỉ"),
                ),
                (
                    "object_type",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="loại đối tượng"
                    ),
                ),
                ("object_id", models.UUIDField(null=True)),
                ("agency_id", models.UUIDField(null=True)),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "bản ghi nhật ký",
                "db_table": "audit_event",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.UUIDField()),
                ("event_at", models.DateTimeField()),
                ("previous", models.BinaryField()),
                ("digest", models.BinaryField()),
            ],
            options={
                "verbose_name": "mắt xích",
                "db_table": "audit_link",
                "managed": False,
            },
        ),
    ]
