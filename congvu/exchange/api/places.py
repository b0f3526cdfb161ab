"""Where papers went and what senders ask, for machines: the same actions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.exchange import actions
from congvu.exchange.access import (
    get_dispatch_for,
    get_request_for,
    places_for,
    requests_for,
)
from congvu.exchange.models import Dispatch, SenderRequest
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Liên thông"])
Reason = Annotated[str, Field(max_length=1000)]


class StatusOut(Schema):
    """One thing told of a paper: codes 01 to 06, 13, 15, 16 of QCVN 102."""

    code: str
    text: str
    at: datetime
    told_at: datetime | None
    told_by: str


class SenderRequestOut(Schema):
    id: UUID
    wanted: str
    reason: str
    asked_at: datetime
    asked_by: str
    answered_at: datetime | None
    agreed: bool | None
    answer: str


class DispatchOut(Schema):
    """A recipient: ``state`` is how far the bytes are, ``status`` what it told last."""

    id: UUID
    name: str
    channel: str
    address: str
    state: str
    status: str
    attempts: int
    next_try_at: datetime | None
    last_error: str
    sent_at: datetime | None
    statuses: list[StatusOut]
    requests: list[SenderRequestOut]

    @staticmethod
    def resolve_name(row: Dispatch) -> str:
        return str(row.recipient.name)


class AskBackIn(Schema):
    reason: Reason


class AnswerIn(Schema):
    agreed: bool
    reason: Reason = ""


@router.get(
    "/outgoing-documents/{entry_id}/deliveries",
    response=list[DispatchOut],
    summary="Nơi nhận và trạng thái",
)
def places(request: ApiRequest, entry_id: UUID) -> list[Dispatch]:
    _entry, sent = places_for(request.auth, entry_id)
    return sent


@router.post(
    "/deliveries/{dispatch_id}/ask-back",
    response=DispatchOut,
    summary="Lấy lại văn bản từ một nơi nhận",
)
def ask_back(request: ApiRequest, dispatch_id: UUID, data: AskBackIn) -> Any:
    get_dispatch_for(request.auth, dispatch_id)
    actions.ask_one_back(
        dispatch_id=dispatch_id,
        reason=data.reason,
        by=request.auth,
        at=timezone.now(),
    )
    return get_dispatch_for(request.auth, dispatch_id)


@router.get(
    "/incoming-documents/{entry_id}/sender-requests",
    response=list[SenderRequestOut],
    summary="Yêu cầu của nơi gửi",
)
def sender_requests(request: ApiRequest, entry_id: UUID) -> list[SenderRequest]:
    _entry, asked = requests_for(request.auth, entry_id)
    return asked


@router.post(
    "/sender-requests/{request_id}/answer",
    response=SenderRequestOut,
    summary="Trả lời yêu cầu của nơi gửi",
)
def answer(request: ApiRequest, request_id: UUID, data: AnswerIn) -> SenderRequest:
    seat = need(request, Permission.REGISTER)
    get_request_for(seat, request_id)
    return actions.answer_request(
        request_id=request_id,
        agreed=data.agreed,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
