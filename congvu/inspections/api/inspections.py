"""Inspections listed and read; planned, decided, moved on, concluded."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.inspections import actions, queries
from congvu.inspections.access import (
    doers_of,
    get_inspection_for,
    get_plan_for,
    orders,
    plans_of_year,
    reach_of,
    reads_inspections,
    steps_for,
)
from congvu.inspections.api.schemas import (
    InspectionDecisionIn,
    InspectionDetailOut,
    InspectionDraftOut,
    InspectionIn,
    InspectionOut,
    InspectionPlanDetailOut,
    InspectionPlanOut,
    InspectionSignerIn,
    InspectionStepIn,
    InspectionTeamIn,
    InspectionYearIn,
    InspectionYearOut,
    IssuedLineIn,
    TeamMemberOut,
)
from congvu.inspections.models import Inspection, InspectionPlan, TeamMember
from congvu.inspections.queries import timeline_of
from congvu.inspections.rules import WAYS, Doer, PaperKind, Step
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest

router = Router(tags=["Kiểm tra"])
_ONE = "/inspections/{inspection_id}"
_PLAN = "/inspection-plans/{plan_id}"
StepName = Literal[
    "begin", "ask-explanation", "go-on", "follow", "close", "reopen", "cancel"
]


def reader(request: ApiRequest) -> Seat:
    """An administrator's seat has no inspections."""
    if not reads_inspections(request.auth):
        raise Http404
    return request.auth


def orderer(request: ApiRequest) -> Seat:
    """Who does not order inspections finds no such door."""
    if not orders(request.auth):
        raise Http404
    return request.auth


def own(request: ApiRequest, inspection_id: UUID, *allowed: Doer) -> Inspection:
    found = get_inspection_for(request.auth, inspection_id)
    if not doers_of(request.auth, found) & frozenset(allowed):
        raise Http404
    return found


@router.get("/inspections", response=InspectionYearOut, summary="Kiểm tra theo năm")
def inspections(request: ApiRequest, year: int | None = None) -> dict[str, Any]:
    seat = reader(request)
    reach = reach_of(seat)
    asked = year if year is not None and 1 <= year <= 9999 else None
    chosen = asked or timezone.localdate().year
    return {
        "year": chosen,
        "years": queries.years_of(reach),
        "plans": plans_of_year(seat, chosen),
        "items": queries.inspections_of_year(reach, chosen),
    }


@router.post("/inspections", response=InspectionOut, summary="Thêm cuộc kiểm tra")
def add_inspection(request: ApiRequest, data: InspectionIn) -> Inspection:
    return actions.add_inspection(
        data=data.given(),
        plan_id=data.plan_id,
        directive_id=data.directive_id,
        earlier_id=data.earlier_id,
        by=orderer(request),
        at=timezone.now(),
    )


@router.post(
    "/inspection-plans", response=InspectionPlanOut, summary="Lập kế hoạch năm"
)
def make_plan(request: ApiRequest, data: InspectionYearIn) -> InspectionPlan:
    return actions.make_plan(year=data.year, by=orderer(request), at=timezone.now())


@router.get(_PLAN, response=InspectionPlanDetailOut, summary="Một kế hoạch")
def plan(request: ApiRequest, plan_id: UUID) -> dict[str, Any]:
    found = get_plan_for(request.auth, plan_id)
    rows = found.inspections.order_by("planned_from", "id")
    return {"plan": found, "inspections": list(rows)}


@router.post(_PLAN + "/draft", response=InspectionDraftOut, summary="Soạn kế hoạch")
def draft_plan(
    request: ApiRequest, plan_id: UUID, data: InspectionSignerIn
) -> InspectionDraftOut:
    seat = orderer(request)
    draft = actions.draft_plan(
        plan_id=get_plan_for(seat, plan_id).id,
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=seat,
        at=timezone.now(),
    )
    return InspectionDraftOut(draft_id=draft.id)


@router.post(_PLAN + "/approve", response=InspectionPlanOut, summary="Ghi đã phê duyệt")
def approve_plan(
    request: ApiRequest, plan_id: UUID, data: IssuedLineIn
) -> InspectionPlan:
    seat = orderer(request)
    return actions.approve_plan(
        plan_id=get_plan_for(seat, plan_id).id,
        line_id=data.line_id,
        by=seat,
        at=timezone.now(),
    )


@router.get(_ONE, response=InspectionDetailOut, summary="Một cuộc kiểm tra")
def inspection(request: ApiRequest, inspection_id: UUID) -> dict[str, Any]:
    seat, today = request.auth, timezone.localdate()
    found = get_inspection_for(seat, inspection_id)
    actions.record_inspection_view(found=found, by=seat, at=timezone.now())
    findings = found.findings.prefetch_related("evidence").order_by("number")
    return {
        "inspection": found,
        "team": list(found.team.all()),
        "questions": found.questions,
        "decision": found.decision.symbol if found.decision else "",
        "conclusion": found.conclusion.symbol if found.conclusion else "",
        "requests": list(found.requests.order_by("asked_at")),
        "findings": list(findings),
        "recommendations": recommendations(found, today),
        "steps": [str(step) for step in steps_for(seat, found)],
        "events": timeline_of(found, today),
    }


def recommendations(found: Inspection, today: date) -> list[dict[str, Any]]:
    rows = list(found.recommendations.order_by("number"))
    names = ("id", "number", "text", "desk_id", "desk_name", "deadline", "duty_id")
    return [
        {
            **{name: getattr(one.recommendation, name) for name in names},
            "state": str(one.state) if one.state else "",
        }
        for one in queries.followed(rows, today)
    ]


@router.put(_ONE + "/team", response=list[TeamMemberOut], summary="Lập đoàn kiểm tra")
def name_team(
    request: ApiRequest, inspection_id: UUID, data: InspectionTeamIn
) -> list[TeamMember]:
    found = own(request, inspection_id, Doer.ORDERS)
    return actions.name_team(
        inspection_id=found.id, team=data.given(), by=request.auth, at=timezone.now()
    )


@router.post(_ONE + "/decide", response=InspectionOut, summary="Ghi quyết định")
def decide(
    request: ApiRequest, inspection_id: UUID, data: InspectionDecisionIn
) -> Inspection:
    found = own(request, inspection_id, *WAYS[Step.DECIDE].doers)
    return actions.decide(
        inspection_id=found.id,
        line_id=data.line_id,
        data=data.given(),
        checklist_id=data.checklist_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_ONE + "/conclude", response=InspectionOut, summary="Ghi kết luận")
def conclude(
    request: ApiRequest, inspection_id: UUID, data: IssuedLineIn
) -> Inspection:
    found = own(request, inspection_id, *WAYS[Step.CONCLUDE].doers)
    return actions.conclude(
        inspection_id=found.id,
        line_id=data.line_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    _ONE + "/drafts/{kind}", response=InspectionDraftOut, summary="Soạn văn bản"
)
def draft_paper(
    request: ApiRequest,
    inspection_id: UUID,
    kind: Literal["decision", "minutes", "conclusion"],
    data: InspectionSignerIn,
) -> InspectionDraftOut:
    found = own(request, inspection_id, Doer.ORDERS, Doer.TEAM)
    draft = actions.draft_paper(
        inspection_id=found.id,
        kind=PaperKind(kind),
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=request.auth,
        at=timezone.now(),
    )
    return InspectionDraftOut(draft_id=draft.id)


@router.post(_ONE + "/steps/{step}", response=InspectionOut, summary="Sang bước khác")
def take_step(
    request: ApiRequest, inspection_id: UUID, step: StepName, data: InspectionStepIn
) -> Inspection:
    found = own(request, inspection_id, *WAYS[Step(step)].doers)
    return actions.take_step(
        inspection_id=found.id,
        step=Step(step),
        text=data.text,
        until=data.until,
        by=request.auth,
        at=timezone.now(),
    )
