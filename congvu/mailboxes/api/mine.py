"""One's own box."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import get_box_to_use, get_password_of
from congvu.mailboxes.api.schemas import (
    AppPasswordIn,
    NewAppPasswordOut,
    OwnMailboxOut,
    VacationIn,
    VacationOut,
)
from congvu.mailboxes.models import Vacation
from congvu.organisations.api import ApiRequest

router = Router(tags=["Hộp thư"])


@router.get("/mailbox", response=OwnMailboxOut, summary="Hộp thư của tôi")
def own_mailbox(request: ApiRequest) -> dict[str, Any]:
    seat, on = request.auth, timezone.localdate()
    box = queries.own_box(seat.person_id, on)
    opened = queries.opened_by(seat.person_id, on)
    seen = [one.box.pk for one in opened] + ([box.pk] if box else [])
    return {
        "box": box,
        "aliases": queries.aliases_of(box, on) if box else [],
        "opened": opened,
        "passwords": queries.passwords_of(seat.person_id),
        "vacation": queries.vacation_of(box, on) if box else None,
        "looks": queries.looks_at(seen),
    }


@router.post(
    "/mailbox/passwords", response=NewAppPasswordOut, summary="Tạo mật khẩu ứng dụng"
)
def make_app_password(request: ApiRequest, data: AppPasswordIn) -> dict[str, Any]:
    row, secret = actions.make_password(
        label=data.label, by=request.auth, at=timezone.now()
    )
    return {"password": row, "secret": secret}


@router.delete(
    "/mailbox/passwords/{password_id}",
    response={204: None},
    summary="Thu hồi mật khẩu ứng dụng",
)
def revoke_app_password(request: ApiRequest, password_id: UUID) -> None:
    row = get_password_of(request.auth, password_id)
    actions.revoke_password(password_id=row.pk, by=request.auth, at=timezone.now())


@router.put(
    "/mailboxes/{box_id}/vacation",
    response=VacationOut,
    summary="Đặt trả lời khi vắng mặt",
)
def set_vacation(request: ApiRequest, box_id: UUID, data: VacationIn) -> Vacation:
    box = get_box_to_use(request.auth, box_id)
    return actions.set_vacation(
        box_id=box.pk, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.delete(
    "/mailboxes/{box_id}/vacation",
    response={204: None},
    summary="Thôi trả lời khi vắng mặt",
)
def end_vacation(request: ApiRequest, box_id: UUID) -> None:
    box = get_box_to_use(request.auth, box_id)
    actions.end_vacation(box_id=box.pk, by=request.auth, at=timezone.now())
