"""When these people and a room are free together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import dropwhile, islice
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.calendar.rules import (
    Held,
    Span,
    at_clock,
    free_spans,
    is_free,
    merged,
    office_windows,
    starts_in,
)
from congvu.law.queries import calendar
from congvu.organisations.rules import UNIT_WIDE

TAKEN_TIME = """
WITH held AS (
  SELECT post_id, person_id FROM organisations_appointment
   WHERE valid_from <= %(on)s AND (valid_until IS NULL OR valid_until > %(on)s)
), stands_in AS (
  SELECT post_id, person_id FROM organisations_delegation
   WHERE valid_from <= %(on)s AND (valid_until IS NULL OR valid_until > %(on)s)
     AND (revoked_on IS NULL OR revoked_on > %(on)s)
), sits AS (
  SELECT post_id, person_id FROM held UNION SELECT post_id, person_id FROM stands_in
), whom AS (
  SELECT post_id AS desk, person_id FROM held WHERE post_id = ANY(%(desks)s::uuid[])
   UNION
  SELECT post_id, person_id FROM stands_in
   WHERE post_id = ANY(%(desks)s::uuid[])
     AND post_id NOT IN (SELECT post_id FROM held)
), reached AS (
  SELECT desk, desk AS asked FROM unnest(%(desks)s::uuid[]) AS desk
   UNION
  SELECT whom.desk, sits.post_id FROM whom JOIN sits USING (person_id)
   UNION
  SELECT whom.desk, post.unit_id FROM whom JOIN sits USING (person_id)
    JOIN organisations_post post ON post.id = sits.post_id
   WHERE post.role = ANY(%(heads)s)
), entries AS (
  SELECT reached.desk, asked.entry_id
    FROM reached JOIN calendar_attendance asked ON asked.desk_id = reached.asked
   WHERE asked.reply IN ('none', 'accepted', 'tentative')
   UNION ALL
  SELECT whom.desk, entry.id
    FROM whom JOIN calendar_entry entry ON entry.person_id = whom.person_id
), taken AS (
  SELECT entries.desk, time.starts, time.ends
    FROM entries JOIN calendar_entryoccurrence time USING (entry_id)
   WHERE time.is_busy AND time.starts < %(until)s AND time.ends > %(since)s
)
"""
"""``taken``: what takes the time of who holds each of these posts that day, or stands
in where nobody does. It was asked of the post, of another that the same person holds or
stands in for, or of the unit they head so; or stands in their own calendar.
"""
_BUSY = f"{TAKEN_TIME}SELECT starts, ends FROM taken"  # noqa: S608  # our own words alone


def asked_of(
    desks: Collection[UUID], since: datetime, until: datetime, on: date
) -> dict[str, Any]:
    """What ``TAKEN_TIME`` asks for."""
    return {
        "desks": list(desks),
        "since": since,
        "until": until,
        "on": on,
        "heads": [role.value for role in UNIT_WIDE],
    }


def busy_spans(
    desks: Collection[UUID], since: datetime, until: datetime, on: date
) -> list[Span]:
    """What takes the time of any of these, merged; only times, never of what; one
    query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BUSY, asked_of(desks, since, until, on))
        return merged(cursor.fetchall())


@dataclass(frozen=True)
class Slot:
    """A time when all are free, and which of the asked resources are, too."""

    starts: datetime
    ends: datetime
    resources: tuple[UUID, ...]


def free_slots(
    *,
    desks: Collection[UUID],
    resources: Sequence[UUID],
    first: date,
    last: date,
    minutes: int,
    on: date,
    after: datetime | None = None,
    most: int = 60,
) -> list[Slot]:
    """The first times of office hours in which every desk is free and, if any resource
    is asked for, at least one of these; none that begins before ``after``. One query,
    one for each week that is looked into, and the law's calendar.
    """
    since, until = at_clock(first, 0), at_clock(last + timedelta(days=1), 0)
    busy = busy_spans(desks, since, until, on) if desks else []
    windows = office_windows(first, last, calendar())
    times = starts_in(free_spans(busy, windows), timedelta(minutes=minutes))
    if after is not None:
        times = dropwhile(lambda one: one[0] < after, times)
    if not resources:
        return [Slot(*span, ()) for span in islice(times, most)]
    return list(islice(_with_resources(times, resources), most))


def _with_resources(times: Iterable[Span], resources: Sequence[UUID]) -> Iterator[Slot]:
    """Week by week, so that what is found soon costs little."""
    held: dict[UUID, Held] = {}
    known_until: datetime | None = None
    for starts, ends in times:
        if known_until is None or ends > known_until:
            known_until = starts + timedelta(days=7)
            held = _held(resources, starts, max(known_until, ends))
        free = [r for r in resources if is_free((starts, ends), held.get(r))]
        if free:
            yield Slot(starts, ends, tuple(free))


_HELD = """
SELECT resource_id, array_agg(lower(span) ORDER BY span),
       array_agg(upper(span) ORDER BY span)
  FROM calendar_occupation
 WHERE is_held AND resource_id = ANY(%(ids)s::uuid[])
   AND span && tstzrange(%(since)s, %(until)s)
 GROUP BY resource_id
"""


def _held(
    resources: Sequence[UUID], since: datetime, until: datetime
) -> dict[UUID, Held]:
    """What of each is held, in order; one query."""
    asked: dict[str, Any] = {"ids": list(resources), "since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, asked)
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}
