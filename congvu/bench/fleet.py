"""The machines of a whole province as rows, for what is measured on all of them:
fifteen thousand of them, two million installs of thirty thousand names, comings and
goings of a year.

Written beside what is there, within the transaction of whoever asks.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db import connection

from congvu.lib.dates import local_date
from congvu.organisations.queries import agencies_on

MACHINES = 15_000
NAMES = 30_000
EACH = 133
KNOWN_EACH = 25

_MACHINES = """
INSERT INTO inventory_machine
  (id, agency_id, name, kind, serial, uuid, device_id, cards, maker, model, cpu,
   os_name, os_version, address, last_user, place, state, fund, added_at, seen_at)
SELECT ('11ce0000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid,
       (%(agencies)s::uuid[])[1 + n %% cardinality(%(agencies)s::uuid[])],
       'MAY-DO-' || n, 'desktop', 'DO' || lpad(n::text, 8, '0'), '', 'do-' || n, '{}',
       '', '', '',
       (ARRAY['Windows 11 Pro', 'Windows 10 Pro', 'Ubuntu 24.04'])[1 + n %% 3],
       '', '', '', '', 'in_use', '', %(at)s - interval '400 days', %(at)s
  FROM generate_series(1, %(many)s) n
"""
_CUSTODY = """
INSERT INTO inventory_custody (machine_id, agency_id, state, since)
SELECT id, agency_id, state, added_at FROM inventory_machine WHERE device_id LIKE 'do-%'
"""
_READINGS = """
INSERT INTO inventory_machinereading
  (id, agency_id, machine_id, at, sha256, format, agent, told, state, reason, programs,
   added, removed)
SELECT gen_random_uuid(), m.agency_id, m.id, %(at)s - k * interval '28 days', '',
       'glpi', '', '', 'unchanged', '', 0, 0, 0
  FROM inventory_machine m CROSS JOIN generate_series(0, 12) k
 WHERE m.device_id LIKE 'do-%%'
"""
# A name the catalogue knows for every rule it came with, then names of nobody.
_NAMES = """
INSERT INTO inventory_software (key, publisher, name, version)
SELECT md5('do' || n)::uuid, publisher, name, version FROM (
  SELECT row_number() OVER (ORDER BY place) AS n,
         replace(publisher_pattern, '*', ' x') AS publisher,
         replace(name_pattern, '*', ' 1') AS name, '9.1' AS version
    FROM licences_cataloguerule WHERE code <> ''
  UNION ALL
  SELECT n, 'Hãng ' || n %% 900, 'Chương trình ' || n %% 9000, (n %% 41)::text || '.0'
    FROM generate_series(1001, %(many)s) n) told
ON CONFLICT (key) DO NOTHING
"""
# A fifth came within the year; of what is old a tenth was taken away within it.
_INSTALLS = """
INSERT INTO inventory_installation (machine_id, software_id, since, until)
SELECT m.id,
       CASE WHEN k < %(known)s THEN known.ids[1 + (m.n * 7 + k * 3) %% known.many]
            ELSE other.ids[1 + (m.n * 131 + k) %% other.many] END,
       %(at)s - interval '1 hour' - interval '1 day'
         * CASE WHEN (m.n + k) %% 5 = 0 THEN (m.n * 31 + k) %% 360 ELSE 400 END,
       CASE WHEN (m.n + k) %% 10 = 3
            THEN %(at)s - ((m.n * 17 + k) %% 360) * interval '1 day' END
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM inventory_machine
         WHERE device_id LIKE 'do-%%') m
 CROSS JOIN generate_series(0, %(each)s - 1) k
 CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids, count(*) AS many
               FROM inventory_software WHERE version = '9.1') known
 CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids, count(*) AS many
               FROM inventory_software WHERE name LIKE 'Chương trình%%') other
"""


def make_fleet(at: datetime) -> dict[str, float]:
    """How many of what there is now."""
    given: dict[str, Any] = {
        "agencies": [one.id for one in agencies_on(local_date(at))],
        "at": at,
        "many": MACHINES,
    }
    call_command("load_catalogue", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(_MACHINES, given)
        cursor.execute(_CUSTODY)
        cursor.execute(_READINGS, given)
        cursor.execute(_NAMES, {"many": NAMES})
        cursor.execute(_INSTALLS, {"at": at, "known": KNOWN_EACH, "each": EACH})
        installs = cursor.rowcount
    analyse()
    return {"machines": MACHINES, "installs": installs, "names": NAMES}


def analyse(*more: str) -> None:
    """What the database knows of the fleet, and of the tables filled after it."""
    tables = ("machine", "custody", "machinereading", "software", "installation")
    with connection.cursor() as cursor:
        cursor.execute(
            f"ANALYZE {', '.join([*(f'inventory_{one}' for one in tables), *more])}"
        )
