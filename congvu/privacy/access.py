"""One policy: who reads security reads the register of its agency, who keeps it writes
there; the province's centre reads every agency's register. What people asked about
their data is read in the agency that was asked, and nowhere else: not by the centre.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission, Role
from congvu.outgoing.queries import readable_drafts
from congvu.privacy.models import Processing, RequestPaper, SubjectRequest
from congvu.systems.access import keeps, reads, seen_agencies


def need_keeper(seat: Seat) -> Seat:
    if not keeps(seat):
        raise Http404
    return seat


def seen_processing(seat: Seat) -> QuerySet[Processing]:
    agencies = seen_agencies(seat)
    rows = Processing.objects.select_related("system")
    return rows if agencies is None else rows.filter(agency__in=agencies)


def keeps_of(seat: Seat, agency_id: UUID) -> bool:
    return keeps(seat) and seat.agency_id == agency_id


def get_processing_for(seat: Seat, processing_id: UUID) -> Processing:
    found = seen_processing(seat).filter(pk=processing_id).first()
    if found is None:
        raise Http404
    return found


def get_processing_to_keep(seat: Seat, processing_id: UUID) -> Processing:
    found = get_processing_for(seat, processing_id)
    if not keeps_of(seat, found.agency_id):
        raise Http404
    return found


def seen_requests(seat: Seat) -> QuerySet[SubjectRequest]:
    rows = SubjectRequest.objects.select_related("processing")
    return rows.filter(agency=seat.agency_id) if reads(seat) else rows.none()


def get_request_for(seat: Seat, request_id: UUID) -> SubjectRequest:
    found = seen_requests(seat).filter(pk=request_id).first()
    if found is None:
        raise Http404
    return found


def get_request_to_keep(seat: Seat, request_id: UUID) -> SubjectRequest:
    found = get_request_for(seat, request_id)
    if not keeps_of(seat, found.agency_id):
        raise Http404
    return found


def composes(seat: Seat, found: SubjectRequest) -> bool:
    """Who reads it for the agency, and drafts papers there."""
    return (
        reads(seat) and seat.can(Permission.DRAFT) and seat.agency_id == found.agency_id
    )


def get_request_to_compose(seat: Seat, request_id: UUID) -> SubjectRequest:
    found = get_request_for(seat, request_id)
    if not composes(seat, found):
        raise Http404
    return found


def papers_shown(seat: Seat, found: SubjectRequest) -> list[tuple[RequestPaper, bool]]:
    """The drafts composed, each with whether the seat reads it; two queries."""
    made = list(found.papers.select_related("draft").order_by("-at"))
    if not made or seat.role == Role.ADMINISTRATOR:
        return [(one, False) for one in made]
    drafts = readable_drafts(scope_of(seat)).filter(pk__in=[o.draft_id for o in made])
    read = set(drafts.values_list("pk", flat=True))
    return [(one, one.draft_id in read) for one in made]
