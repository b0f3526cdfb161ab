"""What has to change hands, gathered and locked in tables of this transaction.

Registers are locked first, so that a paper being registered this moment is either seen
or finds the book closed; then papers, then parts, as every other verb does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.documents.queries import AT_THE_DOOR, NOT_ENDED
from congvu.documents.rules import OPEN_ENTRY_STATES

_TABLES = """
DROP TABLE IF EXISTS pg_temp.passing_body, pg_temp.passing_left,
    pg_temp.passing_old_desk, pg_temp.passing_register, pg_temp.passing_entry,
    pg_temp.passing_part, pg_temp.passing_item, pg_temp.passing_pile,
    pg_temp.passing_desk;
CREATE TEMP TABLE passing_body (
    hand_over uuid PRIMARY KEY, body uuid, from_id uuid, to_id uuid, is_interim bool
) ON COMMIT DROP;
CREATE TEMP TABLE passing_left (
    hand_over uuid, body uuid, PRIMARY KEY (hand_over, body)
) ON COMMIT DROP;
CREATE TEMP TABLE passing_old_desk (
    desk uuid PRIMARY KEY, hand_over uuid, agency uuid, is_kept bool, is_interim bool
) ON COMMIT DROP;
CREATE TEMP TABLE passing_register (
    register uuid PRIMARY KEY, hand_over uuid, body uuid
) ON COMMIT DROP;
CREATE TEMP TABLE passing_entry (
    entry uuid PRIMARY KEY, hand_over uuid, agency uuid, is_interim bool, year int,
    number int, state text, due_on date, arrived_at timestamptz, new_key bigint
) ON COMMIT DROP;
CREATE TEMP TABLE passing_part (
    part uuid PRIMARY KEY, hand_over uuid, entry uuid, agency uuid, is_interim bool,
    role text, state text, due_on date, old_desk uuid, old_name text, was_desk uuid,
    desk uuid, name text, unit uuid, goes_back bool NOT NULL DEFAULT false
) ON COMMIT DROP;
CREATE TEMP TABLE passing_item (
    item uuid PRIMARY KEY, hand_over uuid, agency uuid, name text, state text,
    received_at timestamptz
) ON COMMIT DROP;
CREATE TEMP TABLE passing_pile (
    pile uuid PRIMARY KEY, hand_over uuid, agency uuid, name text, state text,
    received_at timestamptz
) ON COMMIT DROP;
CREATE TEMP TABLE passing_desk (
    old uuid, agency uuid, is_direct bool, is_interim bool, desk uuid, name text,
    unit uuid
) ON COMMIT DROP;
"""

# A file held as a possible secret goes along with the paper that has it, so that
# the registry that decides is the one that shows it; so does a paper a file comes for.
_HELD = """
    (e.agency_id, e.document_id) IN (
        SELECT i.agency_id, f.document_id FROM documents_intakeitem i
          JOIN documents_documentfile f ON f.file_id = i.file_id
         WHERE i.doubt = 'held')
 OR e.id IN (SELECT i.attach_to_id FROM documents_intakeitem i
              WHERE i.state = ANY(%(at_the_door)s))"""

# What the body itself has, or what it left with whoever kept it in the meantime; with
# it what others left there that would have gone to it, had it not ended before.
ITS_OWN = """(b.from_id = b.body OR EXISTS (
    SELECT FROM documents_handoverline l
      JOIN documents_handover h ON h.id = l.hand_over_id
      JOIN passing_left w ON w.body = h.from_agency_id
     WHERE l.thing_id = {thing} AND w.hand_over = b.hand_over))"""

# Before everything else, as every step of a delivery does: the sender's entry first.
_LOCK_SENDERS = """
SELECT e.id FROM documents_registerentry e
 WHERE e.id IN (SELECT a.entry_id FROM documents_assignment a
                  JOIN documents_delivery d ON d.assignment_id = a.id
                  JOIN passing_body b ON b.from_id = a.desk_id
                 WHERE a.state = ANY(%(not_ended)s))
 ORDER BY e.id FOR UPDATE
"""
_REGISTERS = f"""
WITH last AS (
    SELECT DISTINCT ON (l.thing_id) l.thing_id, h.to_agency_id
      FROM documents_handoverline l JOIN documents_handover h ON h.id = l.hand_over_id
     WHERE l.kind = 'register' ORDER BY l.thing_id, h."on" DESC, h.at DESC
)
INSERT INTO passing_register
SELECT r.id, b.hand_over, b.body FROM documents_register r
  LEFT JOIN last ON last.thing_id = r.id
  JOIN passing_body b ON b.from_id = coalesce(last.to_agency_id, r.agency_id)
   AND {ITS_OWN.format(thing="r.id")}
 ORDER BY r.id FOR UPDATE OF r
"""  # noqa: S608 - our own text

_ENTRIES = f"""
INSERT INTO passing_entry
SELECT e.id, b.hand_over, b.to_id, b.is_interim, r.year, e.number, e.state, e.due_on,
       e.arrived_at
  FROM documents_registerentry e
  JOIN passing_body b ON b.from_id = e.agency_id
  JOIN documents_register r ON r.id = e.register_id
 WHERE (e.state = ANY(%(open)s) OR e.id IN (
        SELECT a.entry_id FROM documents_assignment a
         WHERE a.state = ANY(%(not_ended)s)) OR {_HELD})
   AND {ITS_OWN.format(thing="e.id")}
 ORDER BY e.id FOR UPDATE OF e
"""  # noqa: S608 - our own text

# A key between the years: after all that the heir registered itself the year before,
# before what it registers in the paper's year.
_KEYS = """
WITH taken AS (
    SELECT p.agency, p.year, coalesce(max(e.order_key), band.low) AS last
      FROM (SELECT DISTINCT agency, year FROM passing_entry) p
     CROSS JOIN LATERAL (SELECT p.year * 10000000::bigint - 1000000 AS low) band
      LEFT JOIN documents_registerentry e ON e.agency_id = p.agency
       AND e.order_key >= band.low AND e.order_key < band.low + 1000000
     GROUP BY p.agency, p.year, band.low
), ranked AS (
    SELECT p.entry, t.last + row_number() OVER (
               PARTITION BY p.agency, p.year ORDER BY p.arrived_at, p.number, p.entry
           ) AS key
      FROM passing_entry p JOIN taken t ON (t.agency, t.year) = (p.agency, p.year)
)
UPDATE passing_entry p SET new_key = ranked.key FROM ranked WHERE ranked.entry = p.entry
"""

# ``was_desk`` is the desk it lay on in the body that ended, whoever kept it since. What
# another agency was asked for lies on none of these desks (crossing.py).
_PARTS = """
INSERT INTO passing_part
SELECT a.id, p.hand_over, a.entry_id, p.agency, p.is_interim, a.part, a.state, a.due_on,
       a.desk_id, a.desk_name, coalesce(before.from_desk_id, a.desk_id)
  FROM documents_assignment a
  JOIN passing_entry p ON p.entry = a.entry_id
  JOIN passing_body b ON b.hand_over = p.hand_over
  LEFT JOIN documents_delivery d ON d.assignment_id = a.id
  LEFT JOIN LATERAL (
       SELECT l.from_desk_id FROM documents_handoverline l
         JOIN documents_handover h ON h.id = l.hand_over_id
         JOIN passing_left w ON w.body = h.from_agency_id
        WHERE l.thing_id = a.id AND w.hand_over = b.hand_over
          AND l.to_desk_id = a.desk_id
        ORDER BY h.at DESC LIMIT 1) AS before ON b.from_id <> b.body
 WHERE a.state = ANY(%(not_ended)s) AND d.id IS NULL
 ORDER BY a.id FOR UPDATE OF a
"""
_PARTS_OF_UNITS = """
INSERT INTO passing_part
SELECT a.id, d.hand_over, a.entry_id, d.agency, d.is_interim, a.part, a.state, a.due_on,
       a.desk_id, a.desk_name, a.desk_id
  FROM documents_assignment a JOIN passing_old_desk d ON d.desk = a.desk_id
 WHERE a.state = ANY(%(not_ended)s)
   AND NOT EXISTS (SELECT FROM passing_entry p WHERE p.entry = a.entry_id)
 ORDER BY a.id FOR UPDATE OF a
"""
# What a unit that was divided left with the one above it, still on that desk.
_PARTS_KEPT = """
INSERT INTO passing_part
SELECT a.id, kept.hand_over, a.entry_id, kept.agency, false, a.part, a.state, a.due_on,
       a.desk_id, a.desk_name, kept.from_desk_id
  FROM documents_assignment a
  JOIN (SELECT DISTINCT ON (l.thing_id) l.thing_id, l.from_desk_id, l.to_desk_id,
               k.hand_over, k.agency
          FROM passing_old_desk k
          JOIN documents_handover h ON h.from_desk_id = k.desk
          JOIN documents_handoverline l ON l.hand_over_id = h.id AND l.kind = 'part'
         WHERE k.is_kept ORDER BY l.thing_id, h.at DESC) AS kept
    ON kept.thing_id = a.id AND kept.to_desk_id = a.desk_id
 WHERE a.state = ANY(%(not_ended)s)
   AND NOT EXISTS (SELECT FROM passing_part p WHERE p.part = a.id)
 ORDER BY a.id FOR UPDATE OF a
"""
_LOCK_ENTRIES_OF_UNITS = """
SELECT e.id FROM documents_registerentry e
 WHERE e.id IN (SELECT a.entry_id FROM documents_assignment a
                  JOIN passing_old_desk d ON d.desk = a.desk_id
                 WHERE a.state = ANY(%(not_ended)s)
                UNION
                SELECT l.entry_id FROM documents_handoverline l
                  JOIN documents_handover h ON h.id = l.hand_over_id
                  JOIN passing_old_desk k ON k.is_kept AND k.desk = h.from_desk_id)
 ORDER BY e.id FOR UPDATE
"""
_ITEMS = f"""
INSERT INTO passing_item
SELECT i.id, b.hand_over, b.to_id, i.name, i.state, i.received_at
  FROM documents_intakeitem i JOIN passing_body b ON b.from_id = i.agency_id
 WHERE (i.state = ANY(%(at_the_door)s) OR i.doubt = 'held')
   AND {ITS_OWN.format(thing="i.id")}
 ORDER BY i.id FOR UPDATE OF i
"""  # noqa: S608 - our own text
# A pile of scans goes where its papers go, so that its cut can still be mended; an heir
# that took in the same scans has the pile already, and the other stays where it was.
_PILES = f"""
INSERT INTO passing_pile
SELECT DISTINCT ON (b.to_id, coalesce(p.file_id, p.id))
       p.id, b.hand_over, b.to_id, p.name, p.state, p.received_at
  FROM documents_pile p JOIN passing_body b ON b.from_id = p.agency_id
 WHERE {ITS_OWN.format(thing="p.id")}
   AND NOT EXISTS (SELECT FROM documents_pile o
                    WHERE o.agency_id = b.to_id AND o.file_id = p.file_id)
 ORDER BY b.to_id, coalesce(p.file_id, p.id), p.received_at
"""  # noqa: S608 - our own text
_ANALYZE = """
ANALYZE passing_register, passing_entry, passing_part, passing_item, passing_pile
"""


@dataclass(frozen=True)
class Taken:
    """An agency that ends, on the record that tells of it."""

    hand_over: UUID
    body_id: UUID
    from_id: UUID
    to_id: UUID
    is_interim: bool

    @property
    def is_kept(self) -> bool:
        """It ended before, and another keeps its work until now."""
        return self.from_id != self.body_id


@dataclass(frozen=True)
class OldDesk:
    """A desk that ends inside an agency that goes on.

    ``is_kept``: it ended before, and another keeps its work until now.
    """

    id: UUID
    hand_over: UUID
    agency_id: UUID
    is_kept: bool
    is_interim: bool


def gather(
    agencies: Sequence[Taken],
    desks: Sequence[OldDesk],
    before: Mapping[UUID, set[UUID]],
) -> None:
    """Fill the tables; afterwards nobody else changes what is in them.

    ``before``: what had come before each body that another keeps until now.
    """
    given: dict[str, Any] = {
        "open": sorted(OPEN_ENTRY_STATES),
        "not_ended": NOT_ENDED,
        "at_the_door": AT_THE_DOOR,
    }
    with connection.cursor() as cursor:
        for statement in _TABLES.split(";")[:-1]:
            cursor.execute(statement)
        cursor.executemany(
            "INSERT INTO passing_body VALUES (%s, %s, %s, %s, %s)",
            [astuple(a) for a in agencies],
        )
        cursor.executemany(
            "INSERT INTO passing_left VALUES (%s, %s)",
            [
                (a.hand_over, body)
                for a in agencies
                if a.is_kept
                for body in {a.body_id} | before[a.body_id]
            ],
        )
        cursor.executemany(
            "INSERT INTO passing_old_desk VALUES (%s, %s, %s, %s, %s)",
            [astuple(d) for d in desks],
        )
        for statement in (
            _LOCK_SENDERS,
            _REGISTERS,
            _ENTRIES,
            _KEYS,
            _LOCK_ENTRIES_OF_UNITS,
        ):
            cursor.execute(statement, given)
        for statement in (_PARTS, _PARTS_OF_UNITS, _PARTS_KEPT, _ITEMS, _PILES):
            cursor.execute(statement, given)
        cursor.execute(_ANALYZE)
