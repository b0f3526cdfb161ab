"""What the regulation offers, in words. Pure; who shows it translates first."""

from __future__ import annotations

from collections.abc import Callable, Collection

from congvu.exchange.rules.dispatches import CHANNEL_NAMES, Channel
from congvu.exchange.rules.regulation import (
    ELECTRONIC,
    LIMIT_NAMES,
    ON_PAPER_NAMES,
    Limit,
    Offer,
)
from congvu.lib.text import gettext_noop as _

Say = Callable[[str], str]
EVERY_WAY = _("mọi đường điện tử")
ON_PAPER_TOO = _("bản giấy")


def ways_said(channels: Collection[str], say: Say) -> str:
    """Every electronic way in one word, else each by its name."""
    if set(channels) >= ELECTRONIC:
        paper = Channel.PAPER in channels
        return ", ".join(map(say, [EVERY_WAY, ON_PAPER_TOO][: 1 + paper]))
    return ", ".join(say(CHANNEL_NAMES[c]) for c in Channel if c in channels)


def limit_said(limit: Limit, urgent: Limit, say: Say) -> str:
    words = say(LIMIT_NAMES[limit])
    if urgent == limit:
        return words
    said = say(_("%(limit)s; khẩn: %(urgent)s"))
    return said % {"limit": words, "urgent": say(LIMIT_NAMES[urgent])}


def paper_said(offer: Offer, say: Say) -> str:
    """With the basis of it where that is another row's: the agency's own word."""
    words = say(ON_PAPER_NAMES[offer.on_paper])
    if offer.paper_row is offer.row:
        return words
    return f"{words} ({offer.paper_row.source})"


def why_said(offer: Offer, say: Say) -> str:
    parts = [say(words) % {"phrase": value} for words, value in offer.why]
    return f"{parts[0]}: {', '.join(parts[1:])}"
