"""When these people and a room are free together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.calendar.queries.resources import taken
from congvu.calendar.rules import (
    Span,
    at_clock,
    free_spans,
    merged,
    office_windows,
    overlaps,
    starts_in,
)
from congvu.law.queries import calendar

_BUSY = """
SELECT time.starts, time.ends
  FROM calendar_attendance asked
  JOIN calendar_entryoccurrence time ON time.entry_id = asked.entry_id
 WHERE asked.desk_id = ANY(%(desks)s::uuid[])
   AND asked.reply IN ('none', 'accepted', 'tentative')
   AND time.is_busy AND time.starts < %(until)s AND time.ends > %(since)s
UNION ALL
SELECT time.starts, time.ends
  FROM organisations_appointment held
  JOIN calendar_entry entry ON entry.person_id = held.person_id
  JOIN calendar_entryoccurrence time ON time.entry_id = entry.id
 WHERE held.post_id = ANY(%(desks)s::uuid[])
   AND held.valid_from <= %(on)s
   AND (held.valid_until IS NULL OR held.valid_until > %(on)s)
   AND time.is_busy AND time.starts < %(until)s AND time.ends > %(since)s
"""


def busy_spans(
    desks: Collection[UUID], since: datetime, until: datetime, on: date
) -> list[Span]:
    """What takes the time of any of these, merged; only times, never of what; one
    query. By post: what it was asked to, and its holder's own entries.
    """
    asked: dict[str, Any] = {
        "desks": list(desks),
        "since": since,
        "until": until,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BUSY, asked)
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
    most: int = 60,
) -> list[Slot]:
    """The first times of office hours in which every desk is free and, if any resource
    is asked for, at least one of these; two queries and the law's calendar.
    """
    since, until = at_clock(first, 0), at_clock(last + timedelta(days=1), 0)
    busy = busy_spans(desks, since, until, on) if desks else []
    spans: dict[UUID, list[Span]] = {pk: [] for pk in resources}
    if resources:
        rows = taken(resources, since, until).values_list("resource", "span")
        for resource, span in rows:
            spans[resource].append((span.lower, span.upper))
    windows = office_windows(first, last, calendar())
    length = timedelta(minutes=minutes)
    found = (
        Slot(starts, ends, tuple(free))
        for starts, ends in starts_in(free_spans(busy, windows), length)
        if (free := [r for r in resources if not overlaps((starts, ends), spans[r])])
        or not resources
    )
    return list(islice(found, most))
