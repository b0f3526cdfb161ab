"""What the team asks for, finds and recommends; its lists; what binds a person."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.inspections import actions
from congvu.inspections.access import (
    checklists_of,
    conflicts_of,
    doers_of,
    get_checklist_for,
    get_finding_for,
    get_recommendation_for,
    may_keep_lists,
    may_readdress,
)
from congvu.inspections.api.inspections import own, reader
from congvu.inspections.api.schemas import (
    ChecklistIn,
    ChecklistOut,
    ConflictIn,
    ConflictOut,
    InspectionFindingIn,
    InspectionFindingOut,
    PaperRequestIn,
    PaperRequestOut,
    RecommendationIn,
    RecommendationOut,
)
from congvu.inspections.models import (
    Checklist,
    Conflict,
    Finding,
    PaperRequest,
    Recommendation,
)
from congvu.inspections.rules import Doer
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest

router = Router(tags=["Kiểm tra"])
_ONE = "/inspections/{inspection_id}"
_FINDING = "/inspection-findings/{finding_id}"
_RECOMMENDED = "/inspection-recommendations/{recommendation_id}"


@router.post(_ONE + "/requests", response=PaperRequestOut, summary="Yêu cầu tài liệu")
def ask_papers(
    request: ApiRequest, inspection_id: UUID, data: PaperRequestIn
) -> PaperRequest:
    found = own(request, inspection_id, Doer.TEAM, Doer.ORDERS)
    return actions.ask_papers(
        inspection_id=found.id,
        text=data.text,
        due_on=data.due_on,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/findings", response=InspectionFindingOut, summary="Ghi phát hiện")
def record_finding(
    request: ApiRequest, inspection_id: UUID, data: InspectionFindingIn
) -> Finding:
    found = own(request, inspection_id, Doer.TEAM)
    return actions.record_finding(
        inspection_id=found.id,
        data=data.given(),
        evidence=[one.given() for one in data.evidence],
        by=request.auth,
        at=timezone.now(),
    )


def _own_finding(request: ApiRequest, finding_id: UUID) -> Finding:
    row = get_finding_for(request.auth, finding_id)
    if Doer.TEAM not in doers_of(request.auth, row.inspection):
        raise Http404
    return row


@router.put(_FINDING, response=InspectionFindingOut, summary="Sửa phát hiện")
def change_finding(
    request: ApiRequest, finding_id: UUID, data: InspectionFindingIn
) -> Finding:
    row = _own_finding(request, finding_id)
    return actions.change_finding(
        finding_id=row.id,
        data=data.given(),
        evidence=[one.given() for one in data.evidence],
        by=request.auth,
        at=timezone.now(),
    )


@router.delete(_FINDING, response={204: None}, summary="Bỏ phát hiện")
def remove_finding(request: ApiRequest, finding_id: UUID) -> None:
    row = _own_finding(request, finding_id)
    actions.remove_finding(finding_id=row.id, by=request.auth, at=timezone.now())


@router.post(
    _ONE + "/recommendations", response=RecommendationOut, summary="Ghi kiến nghị"
)
def recommend(
    request: ApiRequest, inspection_id: UUID, data: RecommendationIn
) -> Recommendation:
    found = own(request, inspection_id, Doer.TEAM)
    return actions.recommend(
        inspection_id=found.id,
        data=data.given(),
        finding_id=data.finding_id,
        by=request.auth,
        at=timezone.now(),
    )


def _own_recommendation(request: ApiRequest, recommendation_id: UUID) -> Recommendation:
    row = get_recommendation_for(request.auth, recommendation_id)
    if Doer.TEAM in doers_of(request.auth, row.inspection):
        return row
    if may_readdress(request.auth, row.inspection):
        return row
    raise Http404


@router.put(_RECOMMENDED, response=RecommendationOut, summary="Sửa kiến nghị")
def change_recommendation(
    request: ApiRequest, recommendation_id: UUID, data: RecommendationIn
) -> Recommendation:
    row = _own_recommendation(request, recommendation_id)
    return actions.change_recommendation(
        recommendation_id=row.id,
        data=data.given(),
        finding_id=data.finding_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.delete(_RECOMMENDED, response={204: None}, summary="Bỏ kiến nghị")
def remove_recommendation(request: ApiRequest, recommendation_id: UUID) -> None:
    row = _own_recommendation(request, recommendation_id)
    actions.remove_recommendation(
        recommendation_id=row.id, by=request.auth, at=timezone.now()
    )


# -- lists of questions, and what binds a person


def _lister(request: ApiRequest) -> Seat:
    if not may_keep_lists(request.auth):
        raise Http404
    return request.auth


@router.get(
    "/inspection-checklists", response=list[ChecklistOut], summary="Các bảng câu hỏi"
)
def checklists(request: ApiRequest) -> list[Checklist]:
    return checklists_of(_lister(request))


@router.post(
    "/inspection-checklists", response=ChecklistOut, summary="Ghi bảng câu hỏi"
)
def keep_checklist(request: ApiRequest, data: ChecklistIn) -> Checklist:
    return actions.keep_checklist(
        title=data.title,
        questions=data.questions,
        by=_lister(request),
        at=timezone.now(),
    )


@router.put(
    "/inspection-checklists/{checklist_id}",
    response=ChecklistOut,
    summary="Sửa bảng câu hỏi",
)
def change_checklist(
    request: ApiRequest, checklist_id: UUID, data: ChecklistIn
) -> Checklist:
    found = get_checklist_for(request.auth, checklist_id)
    return actions.keep_checklist(
        checklist_id=found.id,
        title=data.title,
        questions=data.questions,
        by=request.auth,
        at=timezone.now(),
    )


@router.get(
    "/inspection-conflicts", response=list[ConflictOut], summary="Điều đã khai báo"
)
def conflicts(request: ApiRequest) -> list[Conflict]:
    return [row for row, _name in conflicts_of(reader(request))]


@router.post(
    "/inspection-conflicts", response=ConflictOut, summary="Khai báo xung đột lợi ích"
)
def declare_conflict(request: ApiRequest, data: ConflictIn) -> Conflict:
    return actions.declare_conflict(
        body_id=data.body_id,
        because=data.because,
        by=reader(request),
        at=timezone.now(),
    )


@router.post(
    "/inspection-conflicts/{conflict_id}/end",
    response={204: None},
    summary="Thôi khai báo",
)
def end_conflict(request: ApiRequest, conflict_id: UUID) -> None:
    seat = reader(request)
    if not any(one.id == conflict_id for one, _name in conflicts_of(seat)):
        raise Http404
    actions.end_conflict(conflict_id=conflict_id, by=seat, at=timezone.now())
