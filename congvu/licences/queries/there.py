"""What was on machines in use as a day ended: programs, and each machine's system.

Whose a machine is, and whether it is in use, is as of now (docs/adr/0100).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.inventory.rules import MachineState
from congvu.lib.dates import VIETNAM

_IN_USE = f"m.merged_into_id IS NULL AND m.state = '{MachineState.IN_USE}' {{of}}"
# An inventory tells the system apart from programs: its name as of the day is what the
# first later change says it was before, or what it still is.
THERE = f"""
SELECT m.id AS machine_id, m.agency_id, m.unit_id, m.user_id, i.software_id, i.since
  FROM inventory_installation i
  JOIN inventory_machine m ON m.id = i.machine_id AND {_IN_USE}
 WHERE i.since < %(ends)s AND (i.until IS NULL OR i.until >= %(ends)s)
UNION ALL
SELECT m.id, m.agency_id, m.unit_id, m.user_id, s.id, m.added_at
  FROM inventory_machine m
  LEFT JOIN LATERAL (
    SELECT c.before FROM inventory_machinechange c
     WHERE c.machine_id = m.id AND c.fact = 'os_name' AND c.at >= %(ends)s
     ORDER BY c.at LIMIT 1) later ON TRUE
  JOIN inventory_software s ON s.name = coalesce(later.before, m.os_name)
   AND s.publisher = '' AND s.version = ''
 WHERE {_IN_USE} AND m.added_at < %(ends)s
"""  # noqa: S608 - our own constants


def end_of(day: date) -> datetime:
    """The moment up to which something happened on the day."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def asked_to_write(sql: str, day: date) -> None:
    """The same over all of the province, for a statement that keeps what it counts."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(of=""), {"ends": end_of(day)})


def asked(
    sql: str, day: date, agencies: Sequence[UUID] | None, **more: object
) -> list[tuple[Any, ...]]:
    """A question over `THERE`; of these agencies, or of all."""
    of = "" if agencies is None else "AND m.agency_id = ANY(%(agencies)s::uuid[])"
    given: dict[str, Any] = {"ends": end_of(day), "agencies": list(agencies or ())}
    given |= more
    with connection.cursor() as cursor:
        cursor.execute(sql.format(of=of), given)
        return list(cursor.fetchall())
