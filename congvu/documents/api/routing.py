"""Handing out and answering for: one address a verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from congvu.documents import actions
from congvu.documents.access import get_assignment_for, get_entry_for
from congvu.documents.api.schemas import (
    AssignIn,
    ConfirmIn,
    EntryOut,
    InstructIn,
    ReasonIn,
    ReportIn,
    ReturnIn,
    SubmitIn,
    WhichIn,
)
from congvu.documents.models import RegisterEntry
from congvu.organisations.api import ApiRequest

router = Router(tags=["Xử lý"])
ONE = "/incoming-documents/{entry_id}"


def done_to(
    request: ApiRequest, entry_id: UUID, act: Callable[..., object], /, **given: Any
) -> RegisterEntry:
    """Do one thing to a paper the seat may see; the paper as it is then."""
    get_entry_for(request.auth, entry_id)
    act(entry_id=entry_id, by=request.auth, at=timezone.now(), **given)
    return get_entry_for(request.auth, entry_id)


@router.post(f"{ONE}/submit", response=EntryOut, summary="Trình lãnh đạo")
def submit(request: ApiRequest, entry_id: UUID, data: SubmitIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.submit,
        leader_post_id=data.leader_post_id,
        request=data.request,
        proposal=[s.share() for s in data.proposal],
        day_off=data.day_off,
    )


@router.post(f"{ONE}/instruct", response=EntryOut, summary="Ghi bút phê")
def instruct(request: ApiRequest, entry_id: UUID, data: InstructIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.instruct,
        assignment_id=data.assignment_id,
        text=data.text,
        shares=[s.share() for s in data.shares],
        hold=data.hold,
        again=data.again,
        file_only=data.file_only,
        day_off=data.day_off,
    )


@router.post(f"{ONE}/agree", response=EntryOut, summary="Đồng ý đề xuất")
def agree(request: ApiRequest, entry_id: UUID, data: WhichIn) -> RegisterEntry:
    """The leader agrees to what the registry proposed, and it goes on."""
    entry = get_entry_for(request.auth, entry_id)
    proposal = get_assignment_for(request.auth, entry, data.assignment_id).proposal
    actions.instruct(
        entry_id=entry_id,
        assignment_id=data.assignment_id,
        text=_("Đồng ý đề xuất."),
        shares=actions.follow(proposal, timezone.localdate()).shares,
        day_off=True,  # pointed out to whoever proposed it
        by=request.auth,
        at=timezone.now(),
    )
    return get_entry_for(request.auth, entry_id)


@router.post(f"{ONE}/transfer", response=EntryOut, summary="Chuyển xử lý")
def transfer(request: ApiRequest, entry_id: UUID) -> RegisterEntry:
    return done_to(request, entry_id, actions.transfer)


@router.post(f"{ONE}/assign", response=EntryOut, summary="Phân công")
def assign(request: ApiRequest, entry_id: UUID, data: AssignIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.assign,
        assignment_id=data.assignment_id,
        text=data.text,
        shares=[s.share() for s in data.shares],
        again=data.again,
        day_off=data.day_off,
    )


@router.post(f"{ONE}/report", response=EntryOut, summary="Báo cáo kết quả")
def report(request: ApiRequest, entry_id: UUID, data: ReportIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.report,
        assignment_id=data.assignment_id,
        result=data.result,
        reply_symbol=data.reply_symbol,
    )


@router.post(f"{ONE}/confirm", response=EntryOut, summary="Xác nhận kết quả")
def confirm(request: ApiRequest, entry_id: UUID, data: ConfirmIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.confirm,
        assignment_id=data.assignment_id,
        remark=data.remark,
    )


@router.post(f"{ONE}/return-report", response=EntryOut, summary="Trả lại báo cáo")
def return_report(request: ApiRequest, entry_id: UUID, data: ReturnIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.return_report,
        assignment_id=data.assignment_id,
        reason=data.reason,
    )


@router.post(f"{ONE}/send-back", response=EntryOut, summary="Trả lại việc được giao")
def send_back(request: ApiRequest, entry_id: UUID, data: ReturnIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.send_back,
        assignment_id=data.assignment_id,
        reason=data.reason,
    )


@router.post(f"{ONE}/seen", response=EntryOut, summary="Đã biết")
def seen(request: ApiRequest, entry_id: UUID, data: WhichIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.mark_seen,
        assignment_id=data.assignment_id,
    )


@router.post(f"{ONE}/return-to-sender", response=EntryOut, summary="Trả lại nơi gửi")
def return_to_sender(
    request: ApiRequest, entry_id: UUID, data: ReasonIn
) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.return_to_sender,
        reason=data.reason,
    )


@router.post(f"{ONE}/cancel-number", response=EntryOut, summary="Hủy số đến")
def cancel_number(request: ApiRequest, entry_id: UUID, data: ReasonIn) -> RegisterEntry:
    return done_to(
        request,
        entry_id,
        actions.cancel_number,
        reason=data.reason,
    )
