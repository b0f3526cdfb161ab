"""Work that another agency asked for: when either side ends, its heir stands there.

The sender's part names the agency that works for it, and its delivery, too. The paper
at the other side moves with its own agency; here only the sender's side is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from congvu.documents.actions.passing.gathering import ITS_OWN
from congvu.documents.queries import NOT_ENDED

_TABLE = """
CREATE TEMP TABLE passing_crossing (
    part uuid PRIMARY KEY, entry uuid, received uuid, sender uuid, sender_name text,
    hand_over uuid, old_agency uuid, old_name text, agency uuid, name text, role text,
    state text, due_on date, goes_back bool NOT NULL DEFAULT false
) ON COMMIT DROP
"""
# ``sender``: who has the sender's paper from now on, where that moves; ``hand_over``:
# the record of the receiver, where that ends.
_GATHER = f"""
INSERT INTO passing_crossing
SELECT a.id, a.entry_id, d.received_id, p.agency, d.sender_name, b.hand_over,
       a.desk_id, a.desk_name, b.to_id, v.name, a.part, a.state, a.due_on
  FROM documents_assignment a
  JOIN documents_delivery d ON d.assignment_id = a.id
  LEFT JOIN passing_entry p ON p.entry = a.entry_id
  LEFT JOIN passing_body b ON b.from_id = a.desk_id
   AND {ITS_OWN.format(thing="a.id")}
  LEFT JOIN LATERAL (SELECT left(v.name, 200) AS name
       FROM organisations_agencyversion v
      WHERE v.agency_id = b.to_id AND v.valid_from <= %(on)s
      ORDER BY v.valid_from DESC LIMIT 1) AS v ON true
 WHERE a.state = ANY(%(not_ended)s)
   AND (p.entry IS NOT NULL OR b.hand_over IS NOT NULL)
 ORDER BY a.id FOR UPDATE OF a, d
"""  # noqa: S608 - our own text
# What was taken back at the sender's is taken back from the door, too.
_GOES_BACK = """
UPDATE passing_crossing c SET goes_back = true
 WHERE c.role <> 'inform' AND EXISTS (
       SELECT FROM passing_part p WHERE p.entry = c.entry AND p.goes_back)
"""
_TIMELINE = """
INSERT INTO documents_historyevent (
    id, at, entry_id, agency_id, event, actor, actor_post, detail)
SELECT gen_random_uuid(), %(at)s, c.entry, coalesce(c.sender, e.agency_id),
       'documents.handed-over', %(actor)s, '', jsonb_build_object(
           'basis', h.legal_basis, 'from', c.old_name, 'to', c.name)
  FROM passing_crossing c
  JOIN documents_handover h ON h.id = c.hand_over
  JOIN documents_registerentry e ON e.id = c.entry
 WHERE NOT c.goes_back
"""
_PARTS = """
UPDATE documents_assignment a
   SET agency_id = coalesce(c.sender, a.agency_id),
       desk_id = coalesce(c.agency, a.desk_id),
       desk_name = coalesce(c.name, a.desk_name)
  FROM passing_crossing c WHERE c.part = a.id
"""
_DELIVERIES = """
UPDATE documents_delivery d SET agency_id = c.agency
  FROM passing_crossing c
 WHERE c.part = d.assignment_id AND c.hand_over IS NOT NULL
"""
_HOLDERS = """
UPDATE documents_registerentry e SET holder = c.name
  FROM (SELECT DISTINCT ON (entry, old_name) entry, old_name, name
          FROM passing_crossing
         WHERE hand_over IS NOT NULL AND NOT goes_back AND role <> 'inform'
         ORDER BY entry, old_name, part) AS c
 WHERE c.entry = e.id AND c.old_name = e.holder
"""
_PARTS_BACK = """
UPDATE documents_assignment a
   SET state = 'withdrawn', ended_at = %(at)s, reason = %(why)s
  FROM passing_crossing c WHERE c.part = a.id AND c.goes_back
"""
_ITEMS_BACK = """
UPDATE documents_intakeitem i SET state = 'discarded', reason = %(taken_back)s
  FROM documents_delivery d
  JOIN passing_crossing c ON c.part = d.assignment_id AND c.goes_back
 WHERE d.item_id = i.id AND d.state = 'at-door'
"""
_DELIVERIES_BACK = """
UPDATE documents_delivery d
   SET state = 'withdrawn', ended_at = %(at)s, reason = %(why)s
  FROM passing_crossing c
 WHERE c.part = d.assignment_id AND c.goes_back AND d.state IN ('held', 'at-door')
"""


def gather_crossing(on: date) -> None:
    """After everything else is gathered, which is what decides what moves."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.passing_crossing")
        cursor.execute(_TABLE)
        cursor.execute(_GATHER, {"not_ended": NOT_ENDED, "on": on})


def note_what_goes_back() -> None:
    """After desks are matched: what was asked for a paper that goes back to its
    registry is asked no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(_GOES_BACK)


def move_crossing(given: Mapping[str, Any]) -> None:
    """After the records are written, before the papers themselves move."""
    with connection.cursor() as cursor:
        for statement in (
            _TIMELINE,
            _PARTS,
            _DELIVERIES,
            _HOLDERS,
            _PARTS_BACK,
            _ITEMS_BACK,
            _DELIVERIES_BACK,
        ):
            cursor.execute(statement, given)
