"""What is done with a share; each operation is there for who may do it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.duties import actions
from congvu.duties.access import follows_up, get_share_for, works_on
from congvu.duties.api.schemas import (
    DoneReportIn,
    DoneReportOut,
    DutyAcceptIn,
    DutyAssignIn,
    DutyProgressIn,
    DutyShareIdOut,
    DutyWhyIn,
)
from congvu.duties.models import DoneReport, Share
from congvu.organisations.api import ApiRequest

router = Router(tags=["Nhiệm vụ"])
_SHARE = "/duty-shares/{share_id}"


def own(request: ApiRequest, share_id: UUID) -> Share:
    share = get_share_for(request.auth, share_id)
    if not works_on(request.auth, share):
        raise Http404
    return share


def given(request: ApiRequest, share_id: UUID) -> Share:
    share = get_share_for(request.auth, share_id)
    if not follows_up(request.auth, share):
        raise Http404
    return share


@router.post(_SHARE + "/assign", response=list[DutyShareIdOut], summary="Giao tiếp")
def assign(request: ApiRequest, share_id: UUID, data: DutyAssignIn) -> list[Share]:
    share = own(request, share_id)
    return actions.assign_down(
        share_id=share.id,
        parts=[part.given() for part in data.parts],
        deadline=data.deadline,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SHARE + "/progress", response=DutyShareIdOut, summary="Báo cáo tiến độ")
def progress(request: ApiRequest, share_id: UUID, data: DutyProgressIn) -> Share:
    share = own(request, share_id)
    return actions.report_progress(
        share_id=share.id, text=data.text, by=request.auth, at=timezone.now()
    )


@router.post(_SHARE + "/report", response=DoneReportOut, summary="Báo cáo hoàn thành")
def report(request: ApiRequest, share_id: UUID, data: DoneReportIn) -> DoneReport:
    share = own(request, share_id)
    return actions.report_done(
        share_id=share.id,
        done_on=data.done_on,
        text=data.text,
        evidence=[one.given() for one in data.evidence],
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SHARE + "/accept", response=DoneReportOut, summary="Xác nhận hoàn thành")
def accept(request: ApiRequest, share_id: UUID, data: DutyAcceptIn) -> DoneReport:
    share = given(request, share_id)
    return actions.accept_done(
        share_id=share.id,
        done_on=data.done_on,
        answer=data.answer,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SHARE + "/return", response=DoneReportOut, summary="Trả lại báo cáo")
def give_back(request: ApiRequest, share_id: UUID, data: DutyWhyIn) -> DoneReport:
    share = given(request, share_id)
    return actions.return_done(
        share_id=share.id, reason=data.reason, by=request.auth, at=timezone.now()
    )
