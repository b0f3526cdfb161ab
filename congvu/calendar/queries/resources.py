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
from congvu.calendar.queries.slots import TAKEN_TIME, asked_of
from congvu.calendar.rules import BookingState, at_clock, monday_of


def resources_of(agency_id: UUID, *, kind: str = "") -> list[Resource]:
    """What an agency lends, by kind and name; one query."""
    rows = Resource.objects.filter(agency=agency_id, ended_at__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows.order_by("kind", "name"))


def plan_of(resources: Collection[UUID], since: date, until: date) -> list[Occupation]:
    """Who has what from one day to before another, in order, what began before and
    lasts, too; one query.
    """
    rows = taken(resources, at_clock(since, 0), at_clock(until, 0))
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
  FROM (SELECT resource_id, (day - %(monday)s::date) / 7 AS week,
               sum(minutes)::int AS taken
          FROM calendar_occupation
         WHERE is_held AND day >= %(first)s AND day < %(last)s
           AND resource_id = ANY(%(ids)s::uuid[])
         GROUP BY resource_id, week) AS cell
 GROUP BY resource_id
"""
# Each desk by itself: small sums stay where they are, one large one went by the disk.
_DESKS = f"""{TAKEN_TIME}
SELECT one.desk, cells.weeks, cells.taken
  FROM (SELECT desk, range_agg(tstzrange(starts, ends))
               * tstzmultirange(tstzrange(%(since)s, %(until)s)) AS spans
          FROM taken GROUP BY desk) AS one, LATERAL (
    SELECT array_agg(week) AS weeks, array_agg(taken) AS taken FROM (
      SELECT (day + %(late)s) / 7 AS week, sum(taken)::int AS taken FROM (
        SELECT day, least(480, sum(least(ends, (day + 1) * 86400)
                                   - greatest(starts, day * 86400)) / 60) AS taken
          FROM (SELECT starts, ends, generate_series(
                         floor(starts / 86400)::int, ceil(ends / 86400)::int - 1) AS day
                  FROM (SELECT date_part('epoch', lower(span) - %(since)s) AS starts,
                               date_part('epoch', upper(span) - %(since)s) AS ends
                          FROM unnest(one.spans) AS span) AS told) AS on_days
         GROUP BY day) AS days
       GROUP BY week) AS weekly) AS cells
 WHERE cells.weeks IS NOT NULL
"""  # noqa: S608  # our own words alone


def year_of_resources(
    resources: Collection[UUID], first: date, last: date
) -> dict[UUID, Fullness]:
    """How full each was from one day to before another, by weeks from the Monday of
    the first; one query.
    """
    asked: dict[str, Any] = {
        "ids": list(resources),
        "first": first,
        "last": last,
        "monday": monday_of(first),
    }
    return _fullness(_ROOMS, asked)


def year_of_desks(
    desks: Collection[UUID], first: date, last: date, on: date
) -> dict[UUID, Fullness]:
    """The same of leaders: what takes the time of who holds the post on that day, what
    overlaps once, eight hours a day at most; one query. Here the clock is never moved,
    a day has its hours.
    """
    asked = asked_of(desks, at_clock(first, 0), at_clock(last, 0), on)
    return _fullness(_DESKS, asked | {"late": first.weekday()})


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
