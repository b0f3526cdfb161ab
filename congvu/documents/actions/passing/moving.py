"""One statement a table: what was gathered goes to the heir, and the record is written.

The names of these tables are gathering.py's. Nothing here asks row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from congvu.documents.actions.passing.matching import Found, Wanted

# -- desks

WANTED = """
SELECT DISTINCT was_desk, agency, role = 'direct', is_interim FROM passing_part
"""
_DESKS = """
UPDATE passing_part p SET desk = d.desk, name = d.name, unit = d.unit
  FROM passing_desk d
 WHERE (d.old, d.agency, d.is_direct, d.is_interim)
     = (p.was_desk, p.agency, p.role = 'direct', p.is_interim)
"""
# Where nobody is, the whole tree of the paper is withdrawn.
_GOES_BACK = """
UPDATE passing_part p SET goes_back = true, desk = NULL, name = '', unit = NULL
 WHERE p.desk IS NULL OR p.role <> 'inform' AND EXISTS (
    SELECT FROM passing_part o
     WHERE o.entry = p.entry AND o.desk IS NULL AND o.role <> 'inform')
"""

# -- the record, before anything changes

_LINES = """
INSERT INTO documents_handoverline (
    id, hand_over_id, position, kind, thing_id, entry_id, number, year, name, state,
    due_on, from_desk_id, from_desk_name, to_desk_id, to_desk_name)
SELECT gen_random_uuid(), w.hand_over, row_number() OVER (
           PARTITION BY w.hand_over ORDER BY w.rank, w.year, w.number, w.came, w.thing),
       w.kind, w.thing, w.entry, w.number, w.year, w.name, w.state, w.due_on,
       w.old_desk, w.old_name, w.desk, w.new_name
  FROM (
    SELECT g.hand_over, 1 AS rank, 'register' AS kind, g.register AS thing,
           NULL::uuid AS entry, r.last_number AS number, r.year AS year, '' AS name,
           'closed' AS state, NULL::date AS due_on, NULL::uuid AS old_desk,
           '' AS old_name, NULL::uuid AS desk, '' AS new_name,
           NULL::timestamptz AS came
      FROM passing_register g JOIN documents_register r ON r.id = g.register
    UNION ALL
    SELECT p.hand_over, 2, 'entry', p.entry, p.entry, p.number, p.year, '', p.state,
           p.due_on, NULL, e.holder, NULL, '', p.arrived_at
      FROM passing_entry p JOIN documents_registerentry e ON e.id = p.entry
    UNION ALL
    SELECT p.hand_over, 3, 'part', p.part, p.entry, e.number, r.year, '', p.state,
           p.due_on, p.old_desk, p.old_name, p.desk, coalesce(p.name, ''), e.arrived_at
      FROM passing_part p JOIN documents_registerentry e ON e.id = p.entry
      JOIN documents_register r ON r.id = e.register_id
    UNION ALL
    SELECT c.hand_over, 4, 'crossing', c.part, c.received, e.number, r.year,
           c.sender_name, c.state, c.due_on, c.old_agency, c.old_name, c.agency, c.name,
           e.arrived_at
      FROM passing_crossing c
      LEFT JOIN documents_registerentry e ON e.id = c.received
      LEFT JOIN documents_register r ON r.id = e.register_id
     WHERE c.hand_over IS NOT NULL
    UNION ALL
    SELECT i.hand_over, 5, 'item', i.item, NULL, NULL, NULL, i.name, i.state, NULL,
           NULL, '', NULL, '', i.received_at
      FROM passing_item i
    UNION ALL
    SELECT p.hand_over, 6, 'pile', p.pile, NULL, NULL, NULL, p.name, p.state, NULL,
           NULL, '', NULL, '', p.received_at
      FROM passing_pile p
  ) AS w
"""
_TIMELINE = """
INSERT INTO documents_historyevent (
    id, at, entry_id, agency_id, event, actor, actor_post, detail)
SELECT gen_random_uuid(), %(at)s, m.entry, m.agency, 'documents.handed-over',
       %(actor)s, '', jsonb_build_object(
           'hand_over', h.id, 'basis', h.legal_basis,
           'from', coalesce(nullif(h.from_desk_name, ''), h.from_agency_name),
           'to', coalesce(nullif(h.to_desk_name, ''), h.to_agency_name))
  FROM (SELECT entry, hand_over, agency FROM passing_entry
        UNION
        SELECT p.entry, p.hand_over, p.agency FROM passing_part p
         WHERE NOT EXISTS (SELECT FROM passing_entry e WHERE e.entry = p.entry)) AS m
  JOIN documents_handover h ON h.id = m.hand_over
"""

# -- the things themselves

_PARTS = """
UPDATE documents_assignment a
   SET agency_id = p.agency, desk_id = p.desk, desk_name = p.name, unit_id = p.unit
  FROM passing_part p WHERE p.part = a.id AND NOT p.goes_back
"""
_PARTS_BACK = """
UPDATE documents_assignment a
   SET agency_id = p.agency, state = 'withdrawn', ended_at = %(at)s, reason = %(why)s
  FROM passing_part p WHERE p.part = a.id AND p.goes_back
"""
# A proposal waits on a leader's desk and names desks, too; one that has no heir, or the
# heir of another, is left out.
_PROPOSALS = """
UPDATE documents_assignment a SET proposal = (
    SELECT coalesce(jsonb_agg(s.share ORDER BY s.nth), '[]'::jsonb) FROM (
        SELECT DISTINCT ON (d.desk) d.desk, x.nth,
               jsonb_set(x.share, '{desk_id}', to_jsonb(d.desk::text)) AS share
          FROM jsonb_array_elements(a.proposal) WITH ORDINALITY AS x(share, nth)
          JOIN passing_desk d ON d.old = (x.share ->> 'desk_id')::uuid
           AND d.agency = p.agency AND NOT d.is_direct AND d.is_interim = p.is_interim
         WHERE d.desk IS NOT NULL ORDER BY d.desk, x.nth) AS s)
  FROM passing_part p
 WHERE p.part = a.id AND p.role = 'direct' AND a.proposal <> '[]'::jsonb
"""
WANTED_BY_PROPOSALS = """
SELECT DISTINCT (x.share ->> 'desk_id')::uuid, p.agency, false, p.is_interim
  FROM passing_part p JOIN documents_assignment a ON a.id = p.part
 CROSS JOIN LATERAL jsonb_array_elements(a.proposal) AS x(share)
 WHERE p.role = 'direct'
"""
_ENTRIES = """
UPDATE documents_registerentry e SET agency_id = p.agency, order_key = p.new_key
  FROM passing_entry p WHERE p.entry = e.id
"""
_HOLDERS = """
UPDATE documents_registerentry e SET holder = n.name
  FROM (SELECT DISTINCT ON (entry, old_name) entry, old_name, name FROM passing_part
         WHERE NOT goes_back AND role <> 'inform'
         ORDER BY entry, old_name, role = 'support', part) AS n
 WHERE n.entry = e.id AND n.old_name = e.holder
"""
_ENTRIES_BACK = """
UPDATE documents_registerentry e
   SET state = 'registered', holder = %(registry)s, recipient = '',
       transferred_on = NULL,
       move_by = (%(days)s::jsonb ->> e.urgency)::date
 WHERE e.state = ANY(%(open)s) AND e.id IN (
       SELECT entry FROM passing_part WHERE goes_back AND role <> 'inform')
"""
_GRANT_KEYS = """
UPDATE documents_grant g SET order_key = p.new_key
  FROM passing_entry p WHERE p.entry = g.entry_id
"""
_GRANTS_OF_AGENCIES = """
INSERT INTO documents_grant (id, principal_id, entry_id, order_key, origin)
SELECT gen_random_uuid(), p.agency, p.entry, p.new_key, 'held' FROM passing_entry p
    ON CONFLICT (entry_id, principal_id) DO NOTHING
"""
# What the registry has not transferred yet is nobody's to read but those who held it.
_GRANTS_OF_DESKS = """
INSERT INTO documents_grant (id, principal_id, entry_id, order_key, origin)
SELECT gen_random_uuid(), s.principal, s.entry, e.order_key, 'work'
  FROM (SELECT p.entry, unnest(ARRAY[p.desk, p.unit]) AS principal
          FROM passing_part p
          JOIN documents_assignment a ON a.id = p.part AND a.state <> 'held'
         GROUP BY 1, 2) AS s
  JOIN documents_registerentry e ON e.id = s.entry
 WHERE s.principal IS NOT NULL
    ON CONFLICT (entry_id, principal_id) DO UPDATE SET origin = 'work'
"""
_ITEMS = """
UPDATE documents_intakeitem i SET agency_id = p.agency
  FROM passing_item p WHERE p.item = i.id
"""
_PILES = """
UPDATE documents_pile d SET agency_id = p.agency
  FROM passing_pile p WHERE p.pile = d.id
"""
_REGISTERS = """
UPDATE documents_register r
   SET closed_at = coalesce(r.closed_at, %(at)s),
       closed_by = CASE WHEN r.closed_at IS NULL THEN %(act)s ELSE r.closed_by END,
       closed_by_reform_id = %(reform)s
  FROM passing_register p WHERE p.register = r.id AND p.body = r.agency_id
"""


def wanted_desks() -> list[Wanted]:
    """Every desk that has to be matched, once."""
    with connection.cursor() as cursor:
        cursor.execute(f"{WANTED} UNION {WANTED_BY_PROPOSALS}")
        return [Wanted._make(row) for row in cursor.fetchall()]


def note_desks(matched: Mapping[Wanted, Found | None]) -> None:
    """Put the desks found into the table of parts."""
    rows = [
        (*wanted, *(found or (None, None, None))) for wanted, found in matched.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO passing_desk VALUES (%s, %s, %s, %s, %s, %s, %s)", rows
        )
        cursor.execute("ANALYZE passing_desk")
        cursor.execute(_DESKS)
        cursor.execute(_GOES_BACK)


def write_lines() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LINES)


def move(given: Mapping[str, Any]) -> None:
    """Everything, in the order in which one statement reads what another wrote."""
    with connection.cursor() as cursor:
        for statement in (
            _TIMELINE,
            _PROPOSALS,
            _PARTS,
            _PARTS_BACK,
            _HOLDERS,
            _ENTRIES,
            _ENTRIES_BACK,
            _GRANT_KEYS,
            _GRANTS_OF_AGENCIES,
            _GRANTS_OF_DESKS,
            _ITEMS,
            _PILES,
            _REGISTERS,
        ):
            cursor.execute(statement, given)


def counts() -> dict[Any, dict[str, int]]:
    """Of each record how many papers and parts are on it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hand_over, count(*) FILTER (WHERE what = 'e'),"
            " count(*) FILTER (WHERE what = 'p') FROM ("
            " SELECT hand_over, 'e' AS what FROM passing_entry UNION ALL"
            " SELECT hand_over, 'p' FROM passing_part UNION ALL"
            " SELECT hand_over, 'p' FROM passing_crossing"
            "  WHERE hand_over IS NOT NULL) AS x GROUP BY hand_over"
        )
        return {r[0]: {"entries": r[1], "parts": r[2]} for r in cursor.fetchall()}
