"""Following up: more time, halted and resumed, taken back, urged."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.duties import actions
from congvu.duties.access import decides_on, get_share_for
from congvu.duties.api.duties import reader
from congvu.duties.api.schemas import DutyShareIdOut, Why
from congvu.duties.api.shares import given, own
from congvu.duties.models import ExtensionRequest, Share
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

router = Router(tags=["Nhiệm vụ"])
_SHARE = "/duty-shares/{share_id}"
Said = Annotated[str, Field(max_length=500)]


class DutyExtensionIn(Schema):
    until: Day
    reason: Why


class DutyExtensionAnswerIn(Schema):
    """``until`` sets another day than the one asked for; refused, say why."""

    grant: bool
    until: Day | None = None
    answer: Why = ""


class DutyExtensionOut(Schema):
    id: UUID
    share_id: UUID
    old_deadline: date
    until: date
    reason: str
    asked_at: datetime
    asked_by: str
    state: str
    decided_at: datetime | None
    decided_by: str
    answer: str
    granted_until: date | None


class DutyHaltIn(Schema):
    reason: Why
    basis: Annotated[str, Field(max_length=300)] = ""


class DutyUrgeIn(Schema):
    text: Said = ""


class DutyUrgeManyIn(Schema):
    """Without ``share_ids``: everything late that was not urged today."""

    text: Said = ""
    share_ids: Annotated[list[UUID], Field(max_length=500)] | None = None


class DutyUrgedOut(Schema):
    share_id: UUID
    day: date


def _decided(request: ApiRequest, share_id: UUID) -> Share:
    share = get_share_for(request.auth, share_id)
    if not decides_on(request.auth, share):
        raise Http404
    return share


@router.post(_SHARE + "/extension", response=DutyExtensionOut, summary="Xin gia hạn")
def ask_extension(
    request: ApiRequest, share_id: UUID, data: DutyExtensionIn
) -> ExtensionRequest:
    share = own(request, share_id)
    return actions.ask_extension(
        share_id=share.id,
        until=data.until,
        reason=data.reason,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    _SHARE + "/extension/answer",
    response=DutyExtensionOut,
    summary="Trả lời đề nghị gia hạn",
)
def decide_extension(
    request: ApiRequest, share_id: UUID, data: DutyExtensionAnswerIn
) -> ExtensionRequest:
    share = _decided(request, share_id)
    return actions.decide_extension(
        share_id=share.id,
        grant=data.grant,
        until=data.until,
        answer=data.answer,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SHARE + "/suspend", response=DutyShareIdOut, summary="Tạm dừng")
def suspend(request: ApiRequest, share_id: UUID, data: DutyHaltIn) -> Share:
    share = _decided(request, share_id)
    return actions.suspend(
        share_id=share.id,
        reason=data.reason,
        basis=data.basis,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SHARE + "/resume", response=DutyShareIdOut, summary="Cho làm tiếp")
def resume(request: ApiRequest, share_id: UUID, data: DutyHaltIn) -> Share:
    share = _decided(request, share_id)
    return actions.resume(
        share_id=share.id,
        reason=data.reason,
        basis=data.basis,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SHARE + "/revoke", response=DutyShareIdOut, summary="Thu hồi nhiệm vụ")
def revoke(request: ApiRequest, share_id: UUID, data: DutyHaltIn) -> Share:
    share = _decided(request, share_id)
    return actions.revoke(
        share_id=share.id,
        reason=data.reason,
        basis=data.basis,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_SHARE + "/urge", response=DutyUrgedOut, summary="Đôn đốc một nhiệm vụ")
def urge(request: ApiRequest, share_id: UUID, data: DutyUrgeIn) -> DutyUrgedOut:
    share = given(request, share_id)
    made = actions.urge(
        share_id=share.id, text=data.text, by=request.auth, at=timezone.now()
    )
    return DutyUrgedOut(share_id=made.share_id, day=made.day)


@router.post(
    "/duties-late/urge", response=list[DutyUrgedOut], summary="Đôn đốc việc quá hạn"
)
def urge_many(request: ApiRequest, data: DutyUrgeManyIn) -> list[DutyUrgedOut]:
    seat = reader(request)
    made = actions.urge_many(
        by=seat, at=timezone.now(), text=data.text, chosen=data.share_ids
    )
    return [DutyUrgedOut(share_id=one.share_id, day=one.day) for one in made]


class DutyLetterIn(Schema):
    """Which agency, and the post that will sign."""

    agency_id: UUID
    signer_post_id: UUID
    signing_basis: Annotated[str, Field(max_length=200)] = ""


class DutyLetterOut(Schema):
    draft_id: UUID
    share_ids: list[UUID]


@router.post(
    "/duties-late/letter", response=DutyLetterOut, summary="Đôn đốc bằng công văn"
)
def urge_by_letter(request: ApiRequest, data: DutyLetterIn) -> DutyLetterOut:
    seat = need(request, Permission.DRAFT)
    made = actions.urge_by_letter(
        agency_id=data.agency_id,
        signer_post_id=data.signer_post_id,
        signing_basis=data.signing_basis,
        by=seat,
        at=timezone.now(),
    )
    shares = made.shares.order_by("id").values_list("id", flat=True)
    return DutyLetterOut(draft_id=made.draft_id, share_ids=list(shares))
