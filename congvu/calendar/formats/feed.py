"""A calendar as a feed: each time by itself, bounded, and of it what may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from congvu.calendar.formats.entries import PRODUCT
from congvu.calendar.formats.lines import Component, Line, escaped, written
from congvu.calendar.formats.moments import Moment, in_utc, put_moment

BUSY = "Bận"
"""Kept as the office writes it: who reads a feed has no language here."""


@dataclass(frozen=True)
class FeedTime:
    """One time; without a ``summary`` only that its owner is busy."""

    id: UUID
    starts: datetime
    ends: datetime
    all_day: bool
    changed_at: datetime
    summary: str = ""
    place: str = ""


def feed_text(name: str, times: Iterable[FeedTime]) -> str:
    head = [
        Line("VERSION", "2.0"),
        Line("PRODID", PRODUCT),
        Line("METHOD", "PUBLISH"),
        Line("X-WR-CALNAME", escaped(name)),
        Line("REFRESH-INTERVAL", "PT1H", ";VALUE=DURATION"),
        Line("X-PUBLISHED-TTL", "PT1H"),
    ]
    return written(Component("VCALENDAR", head, [_event(one) for one in times]))


def _event(one: FeedTime) -> Component:
    part = Component("VEVENT", [Line("UID", f"{one.id}@congvu")])
    part.put("DTSTAMP", in_utc(one.changed_at))
    if one.all_day:
        put_moment(part, "DTSTART", Moment(one.starts, is_day=True))
        put_moment(part, "DTEND", Moment(one.ends, is_day=True))
    else:
        part.put("DTSTART", in_utc(one.starts))
        part.put("DTEND", in_utc(one.ends))
    part.put("SUMMARY", escaped(one.summary or BUSY))
    if one.place:
        part.put("LOCATION", escaped(one.place))
    return part
