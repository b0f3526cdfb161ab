"""One policy for evaluations: who reads security reads those of the agency, its
administrator puts them together, the scorers named in one judge it, each apart until
all have handed in. The province's centre reads every agency's.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.queries import readable_drafts
from congvu.standards.models import Evaluation, EvaluationPaper
from congvu.systems.access import keeps, reads, seen_agencies


def seen_evaluations(seat: Seat) -> QuerySet[Evaluation]:
    agencies = seen_agencies(seat)
    rows = Evaluation.objects.all()
    return rows if agencies is None else rows.filter(agency__in=agencies)


def get_evaluation_for(seat: Seat, evaluation_id: UUID) -> Evaluation:
    found = seen_evaluations(seat).filter(pk=evaluation_id).first()
    if found is None:
        raise Http404
    return found


def keeps_evaluation(seat: Seat, found: Evaluation) -> bool:
    return keeps(seat) and seat.agency_id == found.agency_id


def get_evaluation_to_keep(seat: Seat, evaluation_id: UUID) -> Evaluation:
    found = get_evaluation_for(seat, evaluation_id)
    if not keeps_evaluation(seat, found):
        raise Http404
    return found


def composes_evaluation(seat: Seat, found: Evaluation) -> bool:
    """Who reads it for the agency, and drafts papers there."""
    drafts = reads(seat) and seat.can(Permission.DRAFT)
    return drafts and seat.agency_id == found.agency_id


def get_evaluation_to_compose(seat: Seat, evaluation_id: UUID) -> Evaluation:
    found = get_evaluation_for(seat, evaluation_id)
    if not composes_evaluation(seat, found):
        raise Http404
    return found


def papers_shown(seat: Seat, found: Evaluation) -> list[tuple[EvaluationPaper, bool]]:
    """The drafts composed, each with whether the seat reads it; two queries."""
    made = list(found.papers.select_related("draft").order_by("-at"))
    if not made or seat.role == Role.ADMINISTRATOR:
        return [(one, False) for one in made]
    drafts = readable_drafts(scope_of(seat)).filter(pk__in=[o.draft_id for o in made])
    read = set(drafts.values_list("pk", flat=True))
    return [(one, one.draft_id in read) for one in made]
