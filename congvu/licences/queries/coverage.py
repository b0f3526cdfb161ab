"""How much of the inventory a position rests on; by the inventory's own definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.indicators.queries import figures
from congvu.indicators.rules import PeriodKind, one_body, period_of, rolled_up
from congvu.inventory.queries import COVERED
from congvu.licences.queries.there import end_of
from congvu.organisations.models import Agency


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


def covered_by_unit(day: date, agency_id: UUID) -> dict[UUID | None, Covered]:
    """Of one agency, by the unit that had each machine as the day ended; one query."""
    sql = f"""
SELECT c.unit_id, count(*), count(*) FILTER (WHERE r.counts)
  FROM ({COVERED}) r (body_id, day, kind, record_id, counts)
  JOIN inventory_custody c ON c.machine_id = r.record_id AND c.since < %(ends)s
   AND (c.until IS NULL OR c.until >= %(ends)s)
 WHERE r.body_id = %(agency)s GROUP BY c.unit_id"""  # noqa: S608 - our own statements
    given: dict[str, Any] = {
        "since": day,
        "until": day + timedelta(days=1),
        "ends": end_of(day),
        "agency": agency_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return {unit: Covered(owned, seen) for unit, owned, seen in cursor.fetchall()}


def covered_by_month(
    days: Sequence[date], agencies: Sequence[UUID] | None, on: date
) -> dict[date, Covered]:
    """Of months that are over as the indicator of the inventory keeps them; nothing of
    those it never counted. Two queries.
    """
    if agencies is not None and len(agencies) == 1:
        group = one_body(agencies[0])
    else:
        every = Agency.objects.values_list("pk", flat=True)
        group = rolled_up("all", agencies if agencies is not None else list(every))
    periods = [period_of(PeriodKind.MONTH, day) for day in days]
    told = figures([group], ["inventory.coverage"], periods, on=on)
    return {
        day: Covered(one.records, one.numerator)
        for day, one in zip(days, told, strict=True)
        if one.records is not None and one.numerator is not None
    }
