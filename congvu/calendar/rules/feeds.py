"""Calendars read at a secret address: what they show, how often, how far. Pure."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

MOST_FEEDS = 10
LONGEST_LABEL = 80
ASKED_WITHIN = timedelta(minutes=10)
MOST_ASKED = 30
"""So often within that time; a program that asks each minute gets its answer late."""
FEED_BACK, FEED_AHEAD = timedelta(days=31), timedelta(days=366)
MOST_SHOWN = 2000


class FeedShows(StrEnum):
    """``busy``: only when. Of what is private nothing else is ever shown."""

    BUSY = "busy"
    FULL = "full"


FEED_SHOWS_NAMES = {
    FeedShows.BUSY: _("chỉ giờ bận"),
    FeedShows.FULL: _("nội dung, địa điểm; việc riêng chỉ ghi “bận”"),
}


def feed_digest(secret: str) -> str:
    """A quick digest does: the secret is 256 bits by chance."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def counted(
    since: datetime | None, asked: int, at: datetime
) -> tuple[datetime, int, bool]:
    """From when is counted, how often by now, and whether it is too often."""
    if since is None or at - since >= ASKED_WITHIN:
        return at, 1, False
    return since, asked + 1, asked + 1 > MOST_ASKED
