"""Which parts wait for somebody: theirs to act on, and what others answered to them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from congvu.documents.models import Assignment
from congvu.documents.queries.following import is_asking, known_by
from congvu.documents.rules import ACTING_STATES, UNDER_WAY, AssignmentState, Part


def answers(desks: frozenset[UUID]) -> Q:
    """A lead given back puts its giver to work at once; support does not, so it is told
    here until the giver opens the paper.

    The giver's own part is handed on then: said, so that the index of open parts finds
    it and the rest of a long life is not read.
    """
    given = Q(parent__desk_id__any=list(desks), parent__state=AssignmentState.HANDED_ON)
    reported = Q(state=AssignmentState.REPORTED)
    returned = Q(state=AssignmentState.RETURNED, part=Part.SUPPORT, return_seen_at=None)
    asking = Q(is_asking(), state__in=sorted(UNDER_WAY))
    return given & (reported | returned | asking)


def mine(person_id: UUID | None) -> Q:
    """Not what this person already knows of; what asks for an answer always is."""
    if person_id is None:
        return Q()
    return ~Q(part=Part.INFORM) | Q(~known_by(person_id))


def waiting_papers(desks: frozenset[UUID], person_id: UUID | None) -> Q:
    """Entries with a line in "Việc của tôi"; each part of it by an index of its own."""
    acts = Assignment.objects.filter(
        mine(person_id), desk_id__any=list(desks), state__in=sorted(ACTING_STATES)
    )
    answered = Assignment.objects.filter(answers(desks))
    return Q(pk__in=acts.values("entry").union(answered.values("entry")))
