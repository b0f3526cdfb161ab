"""Who loads old registers: the agency's registry, its head, and the administrator.

A load is its agency's alone. What is shown of its rows are numbers, symbols and what is
wrong with them, no summaries: the administrator sees no papers.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.imports.models import Load
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Permission


def ended_before(seat: Seat) -> list[tuple[UUID, str]]:
    """Agencies that ended wholly in favour of the seat's, by their last names."""
    whole = [a.agency_id for a in seat.ancestors if a.is_whole]
    names = agency_names_on(whole, seat.on) if whole else {}
    return sorted(names.items(), key=lambda one: one[1])


def get_load_for(seat: Seat, load_id: UUID) -> Load:
    if not seat.can(Permission.LOAD_REGISTERS):
        raise Http404
    found = Load.objects.filter(pk=load_id, agency=seat.agency_id).first()
    if found is None:
        raise Http404
    return found
