"""How much of the inventory a position rests on; by the inventory's own definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.inventory.queries import COVERED


@dataclass(frozen=True)
class Covered:
    """Of the machines in use, how many an inventory told of in the 30 days before."""

    owned: int = 0
    seen: int = 0

    @property
    def is_whole(self) -> bool:
        return self.owned == self.seen > 0


def covered_by_agency(
    day: date, agencies: Sequence[UUID] | None = None
) -> dict[UUID, Covered]:
    """One query; the rows that the indicator "máy đã kiểm kê" counts."""
    only = "" if agencies is None else "WHERE body_id = ANY(%(agencies)s::uuid[])"
    sql = f"""
SELECT body_id, count(*), count(*) FILTER (WHERE counts)
  FROM ({COVERED}) r (body_id, day, kind, record_id, counts) {only}
 GROUP BY body_id"""  # noqa: S608 - our own statements
    given: dict[str, Any] = {
        "since": day,
        "until": day + timedelta(days=1),
        "agencies": list(agencies or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return {body: Covered(owned, seen) for body, owned, seen in cursor.fetchall()}


def added_up(found: dict[UUID, Covered]) -> Covered:
    return Covered(
        sum(one.owned for one in found.values()),
        sum(one.seen for one in found.values()),
    )
