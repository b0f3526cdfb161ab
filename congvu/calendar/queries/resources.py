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
from congvu.calendar.rules import (
    LENGTH,
    BookingState,
    at_clock,
    monday_of,
    weeks_taken,
)


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
  FROM (SELECT resource_id, (begins - %(monday)s::date) / 7 AS week,
               sum(minutes)::int AS taken
          FROM calendar_resourceweek
         WHERE begins >= %(first)s AND begins < %(last)s AND minutes > 0
           AND resource_id = ANY(%(ids)s::uuid[])
         GROUP BY resource_id, week) AS cell
 GROUP BY resource_id
"""
# Seconds from the first day on, begin and length as one number: a few hundred of them a
# desk are sorted and put together sooner here than there.
_DESKS = f"""{TAKEN_TIME}
SELECT desk, array_agg(
         date_part('epoch', greatest(starts, %(since)s))::bigint - %(begins)s
           << {LENGTH}
         | date_part('epoch', least(ends, %(until)s)
                              - greatest(starts, %(since)s))::bigint)
  FROM taken GROUP BY desk
"""  # noqa: S608  # our own words alone


def year_of_resources(
    resources: Collection[UUID], first: date, last: date
) -> dict[UUID, Fullness]:
    """How full each was by weeks from the Monday of the first day, which is a Monday or
    begins a year, as does the one before which it ends; one query, of kept sums.
    """
    asked: dict[str, Any] = {
        "ids": list(resources),
        "first": first,
        "last": last,
        "monday": monday_of(first),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROOMS, asked)
        return {
            row[0]: Fullness(row[0], dict(zip(row[1], row[2], strict=True)))
            for row in cursor.fetchall()
        }


def year_of_desks(
    desks: Collection[UUID], first: date, last: date, on: date
) -> dict[UUID, Fullness]:
    """The same of leaders: what takes the time of who holds the post on that day, what
    overlaps once, eight hours a day at most; one query. Here the clock is never moved,
    a day has its hours.
    """
    since = at_clock(first, 0)
    asked = asked_of(desks, since, at_clock(last, 0), on)
    asked["begins"] = int(since.timestamp())
    with connection.cursor() as cursor:
        cursor.execute(_DESKS, asked)
        return {
            desk: Fullness(desk, weeks_taken(spans, first.weekday()))
            for desk, spans in cursor.fetchall()
        }


def bookings_of(resource_id: UUID, *, most: int = 60) -> Sequence[Booking]:
    rows = Booking.objects.filter(resource=resource_id)
    return list(rows.order_by("-starts", "-id")[:most])
