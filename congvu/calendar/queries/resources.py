"""Rooms and cars: what there is, who has it when, how full a year is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from congvu.calendar.models import Booking, Occupation, Resource
from congvu.calendar.rules import BookingState


def resources_of(agency_id: UUID, *, kind: str = "") -> list[Resource]:
    """What an agency lends, by kind and name; one query."""
    rows = Resource.objects.filter(agency=agency_id, ended_at__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows.order_by("kind", "name"))


def plan_of(resources: Collection[UUID], since: date, until: date) -> list[Occupation]:
    """Who has what from one day to before another, in order; one query."""
    rows = Occupation.objects.filter(
        resource__in=list(resources), is_held=True, day__gte=since, day__lt=until
    )
    found = rows.select_related("booking", "blocked")
    return list(found.order_by("resource", "span"))


def waiting_bookings(agency_id: UUID, *, most: int = 100) -> list[Booking]:
    """What somebody has to decide about, the oldest first; one query."""
    rows = Booking.objects.filter(
        resource__agency=agency_id, state=BookingState.WAITING
    )
    return list(rows.select_related("resource").order_by("asked_at", "id")[:most])


def taken(
    resources: Collection[UUID], since: datetime, until: datetime
) -> QuerySet[Occupation]:
    """Every held span of these that touches this time."""
    return Occupation.objects.filter(
        resource__in=list(resources), is_held=True, span__overlap=(since, until)
    )


@dataclass(frozen=True)
class Fullness:
    """A row of the year's calendar: week (0 to 53) → minutes taken."""

    id: UUID
    weeks: dict[int, int]

    @property
    def minutes(self) -> int:
        return sum(self.weeks.values())


_ROOMS = """
SELECT resource_id, array_agg(week), array_agg(taken)
  FROM (SELECT resource_id, (day - %(first)s::date) / 7 AS week,
               sum(minutes)::int AS taken
          FROM calendar_occupation
         WHERE is_held AND day >= %(first)s AND day < %(last)s
           AND resource_id = ANY(%(ids)s::uuid[])
         GROUP BY resource_id, week) AS cell
 GROUP BY resource_id
"""
_DESKS = """
SELECT desk_id, array_agg(week), array_agg(taken)
  FROM (SELECT asked.desk_id,
               floor(date_part('epoch', time.starts - %(since)s) / 604800)::int
                 AS week,
               sum(least(480, date_part('epoch', time.ends - time.starts) / 60))::int
                 AS taken
          FROM calendar_attendance asked
          JOIN calendar_entryoccurrence time ON time.entry_id = asked.entry_id
         WHERE asked.desk_id = ANY(%(ids)s::uuid[])
           AND asked.reply IN ('none', 'accepted', 'tentative')
           AND time.is_busy AND time.starts >= %(since)s AND time.starts < %(until)s
         GROUP BY asked.desk_id, week) AS cell
 GROUP BY desk_id
"""


def year_of_resources(
    resources: Collection[UUID], first: date, last: date
) -> dict[UUID, Fullness]:
    """How full each was, week by week from ``first``; one query."""
    asked: dict[str, Any] = {"ids": list(resources), "first": first, "last": last}
    return _fullness(_ROOMS, asked)


def year_of_desks(
    desks: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, Fullness]:
    """The same of leaders: what takes their time, eight hours a day at most, by weeks
    from ``since``; one query. Here the clock is never moved, a week has its hours.
    """
    asked: dict[str, Any] = {
        "ids": list(desks),
        "since": since,
        "until": until,
    }
    return _fullness(_DESKS, asked)


def _fullness(sql: str, asked: dict[str, Any]) -> dict[UUID, Fullness]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return {
            row[0]: Fullness(row[0], dict(zip(row[1], row[2], strict=True)))
            for row in cursor.fetchall()
        }


def bookings_of(resource_id: UUID, *, most: int = 60) -> Sequence[Booking]:
    rows = Booking.objects.filter(resource=resource_id)
    return list(rows.order_by("-starts", "-id")[:most])
