"""By when what is signed has to be out, by the law of its day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from congvu.law.queries import calendar, find_rule
from congvu.lib.dates import local_date
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.outgoing.rules import release_due


def due_of(draft: Draft, signed_at: datetime, *, electronic: bool) -> datetime:
    """When a paper signed at that moment is late."""
    return release_due(
        signed_at,
        electronic=electronic,
        urgent=draft.urgency != "normal",
        days=calendar(),
        at_once=_at_once(local_date(signed_at)),
    )


def _at_once(on: date) -> timedelta | None:
    found = find_rule("release_deadline", "urgent_limit", on)
    minutes = found.number("minutes") if found else None
    return None if minutes is None else timedelta(minutes=minutes)


def limit_words(entry: OutgoingEntry) -> str:
    """How sure the limit of an urgent paper is, for whoever is told of it."""
    if entry.urgency == "normal" or entry.signed_at is None:
        return ""
    on = local_date(entry.signed_at)
    found = find_rule("release_deadline", "urgent_limit", on)
    return found.citation_on_record if found else ""
