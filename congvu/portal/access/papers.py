"""One policy: who says what the public gets, and who sees what waits for it.

Whoever signs or numbers papers of an agency decides for it; whoever writes a draft
proposes. What one may not see is not found.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.access import get_draft_for, get_line_for
from congvu.outgoing.models import Draft, OutgoingEntry
from congvu.portal.models import Publishing


def may_decide(seat: Seat) -> bool:
    """The registry that issues, and whoever signs."""
    return seat.can(Permission.NUMBER) or seat.can(Permission.SIGN)


def sees_publishing(seat: Seat) -> bool:
    """The list of the agency is for who sees all its papers."""
    return seat.is_agency_wide


def get_publishing_for(seat: Seat, publishing_id: UUID) -> Publishing:
    """One whose line the seat may read in its own agency; what waits for an answer
    shows words of the paper."""
    rows = Publishing.objects.select_related("entry", "draft", "redacted")
    found = rows.filter(
        pk=publishing_id, agency=seat.agency_id, entry__isnull=False
    ).first()
    if found is None or found.entry_id is None or not may_decide(seat):
        raise Http404
    get_line_for(seat, found.entry_id)
    return found


def get_line_to_publish(seat: Seat, entry_id: UUID) -> OutgoingEntry:
    """A line the seat may read: its own agency's, or an ended one's."""
    return get_line_for(seat, entry_id)


def get_draft_to_publish(seat: Seat, draft_id: UUID) -> Draft:
    draft = get_draft_for(seat, draft_id)
    if draft.agency_id != seat.agency_id:
        raise Http404
    return draft
