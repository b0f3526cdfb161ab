"""What of the portal lies on a seat's desk: questions, papers, pages."""

from __future__ import annotations

from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role
from congvu.portal import queries
from congvu.portal.access.questions import edits_portal
from congvu.portal.queries.waits import (
    PortalLine,
    PortalWaits,
    pages_to_do,
    papers_to_do,
)
from congvu.sql import Tally


def _waits(seat: Seat) -> PortalWaits:
    return PortalWaits(
        agency=seat.agency_id,
        unit=seat.unit_id,
        post=seat.post_id,
        user=seat.user_id,
        works=seat.can(Permission.WORK),
        writes=seat.can(Permission.EDIT_PORTAL),
        approves=seat.can(Permission.PUBLISH_PORTAL),
        decides=decides_papers(seat),
    )


def decides_papers(seat: Seat) -> bool:
    """Who signs may decide, too; it is the registry's desk that it lies on."""
    return seat.can(Permission.NUMBER)


def portal_waiting(seat: Seat) -> Tally:
    """All of it as one number, for the spine; an administrator is not asked."""
    return queries.portal_waiting(_waits(seat))


def portal_to_do(seat: Seat) -> list[PortalLine]:
    """Papers and pages line by line, by their days; questions are listed apart."""
    if seat.role == Role.ADMINISTRATOR:
        return []
    found = papers_to_do(seat.agency_id) if decides_papers(seat) else []
    if edits_portal(seat):
        found += pages_to_do(_waits(seat))
    return found
