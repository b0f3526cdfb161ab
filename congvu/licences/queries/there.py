"""What was on machines in use as a day ended: programs, and each machine's system.

Whose a machine was, and whether it was in use, is as of the end of the day (`Custody`
of the inventory), as in its own counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.inventory.rules import MachineState
from congvu.lib.dates import VIETNAM

# Whose it was and how it stood as the day ended, beside the machine itself.
_IN_USE = f"""
  JOIN inventory_custody c ON c.machine_id = {{machine}} AND c.since < %(ends)s
   AND (c.until IS NULL OR c.until >= %(ends)s)
   AND c.state = '{MachineState.IN_USE}' {{{{of}}}}
  JOIN inventory_machine m ON m.id = c.machine_id AND m.merged_into_id IS NULL
"""
# An inventory tells the system apart from programs: its name as of the day is what the
# first later change says it was before, or what it still is.
THERE = f"""
SELECT c.id AS custody_id, m.id AS machine_id, c.agency_id, c.unit_id,
       c.person_id AS user_id, i.software_id, i.since
  FROM inventory_installation i {_IN_USE.format(machine="i.machine_id")}
 WHERE i.since < %(ends)s AND (i.until IS NULL OR i.until >= %(ends)s)
UNION ALL
SELECT c.id, m.id, c.agency_id, c.unit_id, c.person_id, s.id, m.added_at
  FROM inventory_machine o {_IN_USE.format(machine="o.id")}
  LEFT JOIN LATERAL (
    SELECT f.before FROM inventory_machinechange f
     WHERE f.machine_id = m.id AND f.fact = 'os_name' AND f.at >= %(ends)s
     ORDER BY f.at LIMIT 1) later ON TRUE
  JOIN inventory_software s ON s.name = coalesce(later.before, m.os_name)
   AND s.publisher = '' AND s.version = ''
 WHERE m.added_at < %(ends)s
"""  # noqa: S608 - our own constants


def end_of(day: date) -> datetime:
    """The moment up to which something happened on the day."""
    return datetime.combine(day + timedelta(days=1), time(), VIETNAM)


def asked_to_write(sql: str, day: date) -> None:
    """The same over all of the province, for a statement that keeps what it counts."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(of=""), {"ends": end_of(day)})


def asked(
    sql: str,
    day: date,
    agencies: Sequence[UUID] | None,
    products: Sequence[UUID] | None = None,
    **more: object,
) -> list[tuple[Any, ...]]:
    """A question over `THERE`; of these agencies, or of all; of names ``n`` of it only
    those of these products and of none, or all.
    """
    of = "" if agencies is None else "AND c.agency_id = ANY(%(agencies)s::uuid[])"
    only = (
        ""
        if products is None
        else ("AND (n.product_id IS NULL OR n.product_id = ANY(%(products)s::uuid[]))")
    )
    given: dict[str, Any] = {
        "ends": end_of(day),
        "agencies": list(agencies or ()),
        "products": list(products or ()),
    }
    given |= more
    with connection.cursor() as cursor:
        cursor.execute(sql.format(of=of, only=only), given)
        return list(cursor.fetchall())
