"""One policy: which outgoing papers a seat may see, whatever door it came by.

As in documents: the registry, leaders, the office chief and the archivist see all their
agency holds; everybody else what was granted to their post, unit or its members. What
one may not see is not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import outgoing_counts, readable_lines, told
from congvu.outgoing.rules import OutgoingState


def get_line_for(seat: Seat, entry_id: UUID) -> OutgoingEntry:
    """A line of the book, also of one an ended agency left; one query."""
    entry = (
        readable_lines(scope_of(seat))
        .select_related("sequence__book")
        .defer("search", "search_text")
        .filter(pk=entry_id)
        .first()
    )
    if entry is None:
        raise Http404
    return entry


def outgoing_waiting(seat: Seat) -> dict[str, int]:
    """What lies where in the book, asked once an answer."""
    if "outgoing" not in seat.counted:
        seat.counted["outgoing"] = outgoing_counts(scope_of(seat))
    return seat.counted["outgoing"]


@dataclass(frozen=True)
class OutgoingDeed:
    """One thing this seat may do now; ``name`` is its address."""

    name: str
    label: str
    key: str = ""
    icon: str = "undo"
    primary: bool = False


def line_deeds(seat: Seat, entry: OutgoingEntry) -> list[OutgoingDeed]:
    """What may be done with a line; the actions decide again."""
    own = entry.agency_id == seat.agency_id and entry.sequence.book.closed_at is None
    if not own or not seat.can(Permission.NUMBER):
        return []
    if entry.state == OutgoingState.RESERVED:
        return [OutgoingDeed("cancel-number", _("Hủy số"))]
    return []


def line_reading(seat: Seat, entry: OutgoingEntry) -> dict[str, Any]:
    """Everything the pane draws of one line."""
    return {
        "entry": entry,
        "deeds": line_deeds(seat, entry),
        "events": told([entry.id]),
        "book": entry.sequence.book,
        "taken_over": entry.agency_id != seat.agency_id,
    }
