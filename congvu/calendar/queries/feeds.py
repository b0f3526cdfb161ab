"""Calendars at secret addresses: a person's own list, and what one shows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congvu.calendar.formats.feed import FeedTime
from congvu.calendar.models import CalendarFeed
from congvu.calendar.queries.entries import times_between
from congvu.calendar.rules import (
    FEED_AHEAD,
    FEED_BACK,
    MOST_SHOWN,
    FeedShows,
    Visibility,
    feed_digest,
)


def feeds_of(person_id: UUID) -> list[CalendarFeed]:
    """Those that still answer, the newest first."""
    rows = CalendarFeed.objects.filter(maker=person_id, revoked_at__isnull=True)
    return list(rows.select_related("unit", "agency").order_by("-id"))


def feed_named(secret: str) -> CalendarFeed | None:
    rows = CalendarFeed.objects.select_related("maker__user", "unit", "agency")
    return rows.filter(digest=feed_digest(secret), revoked_at__isnull=True).first()


def feed_times(feed: CalendarFeed, at: datetime) -> list[FeedTime]:
    """From a month ago to a year ahead, the next first where there are too many; one
    query. Nobody's words where only the hours are shown, nor ever of what is private.
    """
    owner = feed.owner
    rows = times_between(at - FEED_BACK, at + FEED_AHEAD).filter(
        **{f"entry__{owner.kind}": owner.id}
    )
    if feed.shows == FeedShows.BUSY:
        rows = rows.filter(is_busy=True)
    times = rows.select_related("entry").order_by("starts", "pk")[:MOST_SHOWN]
    return [
        FeedTime(
            one.pk,
            one.starts,
            one.ends,
            one.entry.all_day,
            one.entry.kept_at,
            *_words(
                feed,
                one.entry.visibility,
                one.entry.summary,
                one.place or one.entry.place,
            ),
        )
        for one in times
    ]


def _words(feed: CalendarFeed, visibility: str, *words: str) -> tuple[str, ...]:
    is_open = feed.shows == FeedShows.FULL and visibility != Visibility.PRIVATE
    return words if is_open else ()
