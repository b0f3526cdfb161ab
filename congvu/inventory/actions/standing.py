"""Whose machines are and how they stand, kept as periods beside each change of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

# What stood for no time at all was never so.
_FORGET = """
DELETE FROM inventory_custody c USING inventory_machine m
 WHERE m.id = c.machine_id AND c.machine_id = ANY(%(ids)s::uuid[])
   AND c.until IS NULL AND c.since >= %(at)s AND {changed}
"""
_END = """
UPDATE inventory_custody c SET until = %(at)s FROM inventory_machine m
 WHERE m.id = c.machine_id AND c.machine_id = ANY(%(ids)s::uuid[])
   AND c.until IS NULL AND {changed}
"""
_CHANGED = """(m.merged_into_id IS NOT NULL
   OR (c.agency_id, c.unit_id, c.person_id, c.state)
      IS DISTINCT FROM (m.agency_id, m.unit_id, m.user_id, m.state))"""
_BEGIN = """
INSERT INTO inventory_custody
       (machine_id, agency_id, unit_id, person_id, state, since, paper_id)
SELECT m.id, m.agency_id, m.unit_id, m.user_id, m.state,
       greatest(%(at)s, (SELECT max(c.until) FROM inventory_custody c
                          WHERE c.machine_id = m.id)), %(paper)s
  FROM inventory_machine m
 WHERE m.id = ANY(%(ids)s::uuid[]) AND m.merged_into_id IS NULL
   AND NOT EXISTS (SELECT FROM inventory_custody c
                    WHERE c.machine_id = m.id AND c.until IS NULL)
"""


def keep_standing(
    machines: Sequence[UUID], *, at: datetime, paper_id: UUID | None = None
) -> None:
    """From ``at`` on these machines stand as their rows say; nothing where they did.

    Three statements, however many there are, in the transaction of the change.
    ``paper_id`` is the paper by which they came to stand so.
    """
    given: dict[str, Any] = {"ids": list(machines), "at": at, "paper": paper_id}
    if not machines:
        return
    with connection.cursor() as cursor:
        cursor.execute(_FORGET.format(changed=_CHANGED), given)
        cursor.execute(_END.format(changed=_CHANGED), given)
        cursor.execute(_BEGIN, given)
