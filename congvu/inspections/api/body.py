"""The inspected body's own side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.inspections import actions, queries
from congvu.inspections.access import (
    get_asked_finding_for,
    get_inspected_for,
    get_request_for,
    orders,
    reach_of,
)
from congvu.inspections.api.inspections import reader, recommendations
from congvu.inspections.api.schemas import (
    AskedFindingOut,
    ExplanationIn,
    InspectedOut,
    InspectionOut,
    PaperAnswerIn,
    PaperRequestOut,
)
from congvu.inspections.models import Finding, Inspection, PaperRequest
from congvu.inspections.queries import timeline_of
from congvu.inspections.rules import AFTER_CONCLUSION
from congvu.organisations.api import ApiRequest

router = Router(tags=["Kiểm tra"])


@router.get("/inspected", response=list[InspectionOut], summary="Được kiểm tra")
def inspected(request: ApiRequest) -> list[Inspection]:
    return queries.inspected_page(reach_of(reader(request)))


@router.get(
    "/inspected/{inspection_id}", response=InspectedOut, summary="Bên được kiểm tra"
)
def inspected_one(request: ApiRequest, inspection_id: UUID) -> dict[str, Any]:
    seat, today = request.auth, timezone.localdate()
    found = get_inspected_for(seat, inspection_id)
    actions.record_inspection_view(found=found, by=seat, at=timezone.now())
    concluded = found.state in AFTER_CONCLUSION
    return {
        "inspection": found,
        "team": list(found.team.all()),
        "decision": found.decision.symbol if found.decision else "",
        "conclusion": found.conclusion.symbol if found.conclusion else "",
        "requests": list(found.requests.order_by("asked_at")),
        "findings": list(found.findings.filter(is_asked=True).order_by("number")),
        "recommendations": recommendations(found, today) if concluded else [],
        "explain_by": found.explain_by,
        "events": timeline_of(found, today, for_body=True),
    }


@router.post(
    "/inspection-requests/{paper_request_id}/answer",
    response=PaperRequestOut,
    summary="Trả lời yêu cầu tài liệu",
)
def answer_papers(
    request: ApiRequest, paper_request_id: UUID, data: PaperAnswerIn
) -> PaperRequest:
    row = get_request_for(request.auth, paper_request_id)
    _speaks(request)
    return actions.answer_papers(
        paper_request_id=row.id,
        text=data.text,
        letter_id=data.letter_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    "/inspection-findings/{finding_id}/explain",
    response=AskedFindingOut,
    summary="Giải trình",
)
def explain(request: ApiRequest, finding_id: UUID, data: ExplanationIn) -> Finding:
    row = get_asked_finding_for(request.auth, finding_id)
    _speaks(request)
    return actions.explain(
        finding_id=row.id, text=data.text, by=request.auth, at=timezone.now()
    )


def _speaks(request: ApiRequest) -> None:
    """Who only stands in for reading speaks for nobody."""
    if not orders(request.auth):
        raise Http404
