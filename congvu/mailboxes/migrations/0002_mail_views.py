"""What the mail servers read: schema ``mail``, by the day it is in Viet Nam.

Nothing here is kept: who receives, opens and sends is asked of today's boxes, posts and
people each time, so that midnight needs no job (docs/adr/0090). ``mail.clock`` is empty
in every office; who owns the tables, and nobody else, may put another day into it.
"""

from django.db import migrations

DAY = "(SELECT mail.today())"


def valid(table: str) -> str:
    return (
        f"{table}.valid_from <= {DAY}"
        f" AND ({table}.valid_until IS NULL OR {table}.valid_until > {DAY})"
    )


CLOCK = """
CREATE SCHEMA IF NOT EXISTS mail;
CREATE TABLE mail.clock (
    day date NOT NULL,
    one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
CREATE FUNCTION mail.today() RETURNS date LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog AS $$
    SELECT coalesce((SELECT day FROM mail.clock),
                    (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
$$;
"""

# Both halves have the same types and no condition of their own: only then PostgreSQL
# looks either up by its person or post.
HOLDINGS = f"""
CREATE VIEW mail.holdings AS
SELECT person.id AS person_id, post.id AS post_id, post.role, post.unit_id,
       unit.agency_id, agency.kind AS agency_kind
  FROM (
    SELECT person_id, post_id, valid_from, valid_until, NULL::date AS revoked_on
      FROM organisations_appointment
    UNION ALL
    SELECT person_id, post_id, valid_from, valid_until, revoked_on
      FROM organisations_delegation
  ) AS held
  JOIN organisations_person person ON person.id = held.person_id AND {valid("person")}
  JOIN organisations_post post ON post.id = held.post_id AND {valid("post")}
  JOIN organisations_unit unit ON unit.id = post.unit_id AND {valid("unit")}
  JOIN organisations_agency agency ON agency.id = unit.agency_id AND {valid("agency")}
 WHERE {valid("held")} AND (held.revoked_on IS NULL OR held.revoked_on > {DAY});
"""

# A person's box is theirs while they hold any post. One is enough, and looked up by the
# person: the planner would rather put together who holds what in the whole province.
OWN = f"""
CREATE VIEW mail.own AS
SELECT box.person_id, box.address, box.id AS mailbox_id, box.quota_mb
  FROM mailboxes_mailbox box
  CROSS JOIN LATERAL (
    SELECT FROM mail.holdings held WHERE held.person_id = box.person_id LIMIT 1
  ) AS holds
 WHERE box.kind = 'person' AND {valid("box")};

CREATE VIEW mail.boxes AS
SELECT address::text, mailbox_id, quota_mb::bigint * 1048576 AS quota_bytes,
       'person'::text AS kind
  FROM mail.own
UNION ALL
SELECT box.address::text, box.id, box.quota_mb::bigint * 1048576, 'seat'
  FROM mailboxes_mailbox box
 WHERE box.kind = 'seat' AND {valid("box")};

CREATE VIEW mail.domains AS
SELECT domain.name::text AS domain
  FROM mailboxes_maildomain domain
 WHERE {valid("domain")};
"""

# From the midnight somebody left until it is written down, and from then on as written.
FORWARDED = f"""
CREATE VIEW mail.forwarded AS
SELECT box.address, box.forward_to AS target
  FROM mailboxes_mailbox box
 WHERE box.valid_until <= {DAY} AND {DAY} < box.grace_until AND box.forward_to <> ''
UNION ALL
SELECT box.address, coalesce(nullif(box.forward_to, ''), registry.address)
  FROM mailboxes_mailbox box
  CROSS JOIN LATERAL (
    SELECT held.valid_until AS ended, unit.agency_id
      FROM organisations_appointment held
      JOIN organisations_post post ON post.id = held.post_id
      JOIN organisations_unit unit ON unit.id = post.unit_id
     WHERE held.person_id = box.person_id AND held.valid_until <= {DAY}
     ORDER BY held.valid_until DESC, held.id DESC LIMIT 1
  ) AS left_
  JOIN mailboxes_namingrule rule ON {valid("rule")}
   AND {DAY} < left_.ended + rule.grace_days
  LEFT JOIN mailboxes_mailbox registry ON registry.agency_id = left_.agency_id
   AND registry.seat = 'registry' AND {valid("registry")}
 WHERE box.kind = 'person' AND {valid("box")}
   AND NOT EXISTS (SELECT FROM mail.holdings held WHERE held.person_id = box.person_id)
   AND coalesce(nullif(box.forward_to, ''), registry.address) IS NOT NULL;
"""

# Who holds a post in it has a box that is open.
LISTED = f"""
CREATE VIEW mail.listed AS
SELECT list.address, own.address AS target
  FROM mailboxes_distributionlist list
  JOIN mailboxes_listentry entry ON entry.list_id = list.id
  JOIN mail.holdings held ON held.agency_id = entry.agency_id
   AND (entry.role = '' OR entry.role = held.role)
  JOIN mailboxes_mailbox own ON own.person_id = held.person_id
   AND own.kind = 'person' AND {valid("own")}
 WHERE {valid("list")}
UNION ALL
SELECT list.address, own.address
  FROM mailboxes_distributionlist list
  JOIN mailboxes_listentry entry ON entry.list_id = list.id AND entry.agency_kind <> ''
  JOIN mail.holdings held ON held.agency_kind = entry.agency_kind
   AND (entry.role = '' OR entry.role = held.role)
  JOIN mailboxes_mailbox own ON own.person_id = held.person_id
   AND own.kind = 'person' AND {valid("own")}
 WHERE {valid("list")}
UNION ALL
SELECT list.address, own.address
  FROM mailboxes_distributionlist list
  JOIN mailboxes_listentry entry ON entry.list_id = list.id
   AND entry.unit_id IS NOT NULL
  CROSS JOIN LATERAL (
    WITH RECURSIVE below (unit_id) AS (
        SELECT entry.unit_id
      UNION
        SELECT version.unit_id
          FROM organisations_unitversion version
          JOIN below ON version.parent_id = below.unit_id
         WHERE {valid("version")}
    )
    SELECT unit_id FROM below
  ) AS part
  JOIN mail.holdings held ON held.unit_id = part.unit_id
   AND (entry.role = '' OR entry.role = held.role)
  JOIN mailboxes_mailbox own ON own.person_id = held.person_id
   AND own.kind = 'person' AND {valid("own")}
 WHERE {valid("list")}
UNION ALL
SELECT list.address, box.address
  FROM mailboxes_distributionlist list
  JOIN mailboxes_listentry entry ON entry.list_id = list.id
  JOIN mailboxes_mailbox box ON box.id = entry.mailbox_id
 WHERE {valid("list")} AND {valid("box")};

CREATE VIEW mail.aliases AS
SELECT alias.address::text, box.address::text AS target
  FROM mailboxes_mailalias alias
  JOIN mailboxes_mailbox box ON box.id = alias.mailbox_id
 WHERE {valid("alias")} AND box.valid_from <= {DAY}
   AND (box.valid_until IS NULL OR box.valid_until > {DAY} OR box.grace_until > {DAY})
UNION
SELECT address::text, target::text FROM mail.forwarded
UNION
SELECT address::text, target::text FROM mail.listed;
"""

# Of a seat's box: who holds a post that opens it, or was named; by their own address.
OPENED = f"""
CREATE VIEW mail.opened AS
SELECT own.address AS login, member.mailbox_id, member.can_read, member.can_send_as,
       member.can_send_on_behalf
  FROM mailboxes_mailboxmember member
  JOIN mail.holdings held ON held.post_id = member.post_id
  JOIN mailboxes_mailbox own ON own.person_id = held.person_id
   AND own.kind = 'person' AND {valid("own")}
 WHERE {valid("member")}
UNION ALL
SELECT own.address, member.mailbox_id, member.can_read, member.can_send_as,
       member.can_send_on_behalf
  FROM mailboxes_mailboxmember member
  JOIN mail.own ON own.person_id = member.person_id
 WHERE {valid("member")};

CREATE VIEW mail.senders AS
SELECT own.address::text AS address, own.address::text AS login FROM mail.own
UNION
SELECT box.address::text, opened.login::text
  FROM mail.opened
  JOIN mailboxes_mailbox box ON box.id = opened.mailbox_id AND {valid("box")}
 WHERE opened.can_send_as;

CREATE VIEW mail.on_behalf AS
SELECT DISTINCT box.address::text AS address, opened.login::text AS login
  FROM mail.opened
  JOIN mailboxes_mailbox box ON box.id = opened.mailbox_id AND {valid("box")}
 WHERE opened.can_send_on_behalf;

CREATE VIEW mail.readers AS
SELECT own.address::text AS login, own.address::text AS address, own.mailbox_id
  FROM mail.own
UNION
SELECT opened.login::text, box.address::text, box.id
  FROM mail.opened
  JOIN mailboxes_mailbox box ON box.id = opened.mailbox_id
   AND box.valid_from <= {DAY}
 WHERE opened.can_read
UNION
SELECT opened.login::text, box.address::text, box.id
  FROM mail.opened
  JOIN mailboxes_mailbox box ON box.kept_in_id = opened.mailbox_id
 WHERE opened.can_read
UNION
SELECT own.address::text, box.address::text, box.id
  FROM mailboxes_boxaccess access
  JOIN mailboxes_mailbox box ON box.id = access.mailbox_id
  JOIN mail.own ON own.person_id = access.person_id
 WHERE access.since <= statement_timestamp() AND statement_timestamp() < access.until
   AND access.ended_at IS NULL;
"""

PEOPLE = f"""
CREATE VIEW mail.people AS
SELECT own.address::text AS login, who.username::text AS username
  FROM mail.own
  JOIN organisations_person person ON person.id = own.person_id
  JOIN accounts_user who ON who.id = person.user_id AND who.is_active;

CREATE VIEW mail.app_passwords AS
SELECT own.address::text AS login, app.digest::text AS digest
  FROM mailboxes_apppassword app
  JOIN mail.own ON own.person_id = app.person_id
  JOIN organisations_person person ON person.id = app.person_id
  JOIN accounts_user who ON who.id = person.user_id AND who.is_active
 WHERE app.revoked_at IS NULL;

CREATE VIEW mail.vacations AS
SELECT box.address::text AS address, box.id AS mailbox_id, away.subject::text AS subject,
       away.text::text AS text, away.valid_from AS first_day,
       away.valid_until - 1 AS last_day
  FROM mailboxes_vacation away
  JOIN mailboxes_mailbox box ON box.id = away.mailbox_id AND {valid("box")}
 WHERE {valid("away")};

CREATE FUNCTION mail.used(secret_digest text) RETURNS void LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = public AS $$
    UPDATE mailboxes_apppassword SET last_used_at = statement_timestamp()
     WHERE digest = secret_digest AND revoked_at IS NULL
       AND (last_used_at IS NULL OR last_used_at < now() - interval '10 minutes')
$$;
REVOKE ALL ON FUNCTION mail.used(text) FROM PUBLIC;
"""

# An address means one thing: a box, another name of one, or a list; for ever.
ONE_MEANING = """
CREATE FUNCTION mailboxes_one_meaning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(8090);
    IF (TG_TABLE_NAME <> 'mailboxes_mailbox'
        AND EXISTS (SELECT FROM mailboxes_mailbox WHERE address = NEW.address))
    OR (TG_TABLE_NAME <> 'mailboxes_mailalias'
        AND EXISTS (SELECT FROM mailboxes_mailalias WHERE address = NEW.address))
    OR (TG_TABLE_NAME <> 'mailboxes_distributionlist'
        AND EXISTS (SELECT FROM mailboxes_distributionlist WHERE address = NEW.address))
    THEN
        RAISE EXCEPTION 'address % means something already', NEW.address
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_meaning BEFORE INSERT OR UPDATE OF address ON mailboxes_mailbox
    FOR EACH ROW EXECUTE FUNCTION mailboxes_one_meaning();
CREATE TRIGGER one_meaning BEFORE INSERT OR UPDATE OF address ON mailboxes_mailalias
    FOR EACH ROW EXECUTE FUNCTION mailboxes_one_meaning();
CREATE TRIGGER one_meaning BEFORE INSERT OR UPDATE OF address
    ON mailboxes_distributionlist
    FOR EACH ROW EXECUTE FUNCTION mailboxes_one_meaning();
"""

# Who looked into whose box stays; only its end may come sooner.
KEPT = """
CREATE FUNCTION mailboxes_keep_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
    OR (to_jsonb(NEW) - 'ended_at') <> (to_jsonb(OLD) - 'ended_at')
    OR OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'what an administrator opened stays as it was recorded'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_access BEFORE UPDATE OR DELETE ON mailboxes_boxaccess
    FOR EACH ROW EXECUTE FUNCTION mailboxes_keep_access();
"""

# The servers' role is made where the roles are; whoever has none grants it later
# (grant-runtime).
GRANTED = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'congvu_mail') THEN
        GRANT USAGE ON SCHEMA mail TO congvu_mail;
        GRANT SELECT ON mail.domains, mail.boxes, mail.aliases, mail.senders,
            mail.on_behalf, mail.readers, mail.app_passwords, mail.people,
            mail.vacations TO congvu_mail;
        GRANT EXECUTE ON FUNCTION mail.used(text) TO congvu_mail;
    END IF;
END $$;
"""

UNDO = """
DROP SCHEMA mail CASCADE;
DROP TRIGGER one_meaning ON mailboxes_mailbox;
DROP TRIGGER one_meaning ON mailboxes_mailalias;
DROP TRIGGER one_meaning ON mailboxes_distributionlist;
DROP FUNCTION mailboxes_one_meaning();
DROP TRIGGER keep_access ON mailboxes_boxaccess;
DROP FUNCTION mailboxes_keep_access();
"""

DO = "".join(
    [
        CLOCK,
        HOLDINGS,
        OWN,
        FORWARDED,
        LISTED,
        OPENED,
        PEOPLE,
        ONE_MEANING,
        KEPT,
        GRANTED,
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("mailboxes", "0001_mailboxes"),
        ("organisations", "0030_dossier_rights"),
    ]
    operations = [migrations.RunSQL(DO, UNDO)]
