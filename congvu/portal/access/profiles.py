"""Whose words about a body these are, and what of it may be told."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.portal.queries.profiles import ProfileLine, profile_lines
from congvu.portal.rules.profiles import ProfileOf


@dataclass(frozen=True)
class Described:
    """One thing of the seat's own agency that is told of."""

    of: ProfileOf
    name: str
    unit_id: UUID | None = None
    post_id: UUID | None = None


def may_describe(seat: Seat) -> bool:
    return seat.can(Permission.PUBLISH_PORTAL)


def lines_for(seat: Seat) -> list[ProfileLine]:
    """All of the seat's own agency; not found for who does not publish there."""
    if not may_describe(seat):
        raise Http404
    return profile_lines(seat.agency_id, seat.agency_name, seat.on)


def get_line_for(seat: Seat, kind: str, thing_id: UUID) -> ProfileLine:
    found = [
        one for one in lines_for(seat) if one.id == thing_id and one.of.value == kind
    ]
    if not found:
        raise Http404
    return found[0]


def described(line: ProfileLine) -> Described:
    return Described(
        line.of,
        line.name,
        unit_id=line.id if line.of == ProfileOf.UNIT else None,
        post_id=line.id if line.of == ProfileOf.POST else None,
    )
