"""One policy: who sees a directive, and who decides on its sentences.

Whoever may read the paper in the agency sees it as a directive, too. Leaders and the
chief of office decide, and whoever handles work in the unit that watches it or in one
above. What one may not see is not found.
"""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from congvu.directives.models import Directive, Proposal
from congvu.directives.queries import directive_of, visible_directives
from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.rules import UNIT_WIDE, Permission


def may_open(seat: Seat) -> bool:
    """Who hands out work or handles it; of a paper they may read."""
    works = seat.can(Permission.WORK) and seat.can(Permission.RECORD_DUTIES)
    return works or seat.can(Permission.GIVE_DUTIES)


def may_decide(seat: Seat, directive: Directive) -> bool:
    if directive.agency_id != seat.agency_id:
        return False
    if seat.can(Permission.GIVE_DUTIES):
        return True
    return may_open(seat) and watches(seat, directive)


def watches(seat: Seat, directive: Directive) -> bool:
    """Somebody of the watching unit, or a head above it."""
    own = {seat.unit_id}
    if seat.role in UNIT_WIDE:
        own |= seat.principals
    return directive.watch_unit_id in own


def get_directive_for(seat: Seat, directive_id: UUID) -> Directive:
    found = (
        visible_directives(scope_of(seat))
        .select_related("document")
        .filter(pk=directive_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_directive_to_decide(seat: Seat, directive_id: UUID) -> Directive:
    """One the seat decides on; who only reads it finds no such door."""
    found = get_directive_for(seat, directive_id)
    if not may_decide(seat, found):
        raise Http404
    return found


def get_proposal_for(seat: Seat, directive_id: UUID, proposal_id: UUID) -> Proposal:
    directive = get_directive_for(seat, directive_id)
    return _of(directive, proposal_id)


def get_proposal_to_decide(
    seat: Seat, directive_id: UUID, proposal_id: UUID
) -> Proposal:
    return _of(get_directive_to_decide(seat, directive_id), proposal_id)


def _of(directive: Directive, proposal_id: UUID) -> Proposal:
    found = directive.proposals.filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    found.directive = directive
    return found


def directive_of_paper(seat: Seat, document_id: UUID) -> Directive | None:
    """The directive that the seat's agency opened of a paper the seat may read."""
    return directive_of(seat.agency_id, document_id, scope=scope_of(seat))
