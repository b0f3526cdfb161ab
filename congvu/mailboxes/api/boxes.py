"""The boxes an administrator keeps."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import (
    get_access_of,
    get_alias_to_keep,
    get_box_to_keep,
    get_member_to_keep,
    keeps_all,
)
from congvu.mailboxes.api.schemas import (
    BoxAccessIn,
    BoxAccessOut,
    MailAliasIn,
    MailAliasOut,
    MailboxChangeIn,
    MailboxCloseIn,
    MailboxDetailOut,
    MailboxMemberIn,
    MailboxMemberOut,
    MailboxOut,
    MailboxPageOut,
    ProvisionedOut,
    SeatBoxIn,
)
from congvu.mailboxes.models import BoxAccess, MailAlias, Mailbox, MailboxMember
from congvu.mailboxes.queries import Asked, BoxPage
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.queries import agency_on
from congvu.organisations.rules import Permission

router = Router(tags=["Hộp thư"])

_ONE = "/mailboxes/{box_id}"


def keeper(request: ApiRequest) -> Seat:
    return need(request, Permission.KEEP_MAILBOXES)


@router.get("/mailboxes", response=MailboxPageOut, summary="Các hộp thư")
def mailboxes(
    request: ApiRequest,
    q: str = "",
    kind: Literal["", "person", "seat"] = "",
    state: Literal["", "planned", "open", "grace", "closed"] = "",
    agency_id: UUID | None = None,
    after: str = "",
) -> dict[str, Any]:
    seat, on = keeper(request), timezone.localdate()
    own = None if keeps_all(seat) else seat.agency_id
    asked = Asked(q[:100], kind, state, own or agency_id)
    page: BoxPage = queries.boxes_page(asked, on, after=after)
    return {"items": page.rows, "after": page.after}


@router.post("/mailboxes", response=MailboxOut, summary="Mở hộp thư chức danh")
def open_seat_box(request: ApiRequest, data: SeatBoxIn) -> Mailbox:
    seat = keeper(request)
    agency_id = data.agency_id or seat.agency_id
    if agency_id != seat.agency_id and not keeps_all(seat):
        raise Http404
    if agency_on(agency_id, timezone.localdate()) is None:
        raise Http404
    return actions.open_seat_box(data=data.given(agency_id), by=seat, at=timezone.now())


@router.post(
    "/mailboxes/provision", response=ProvisionedOut, summary="Mở cho người chưa có"
)
def provision(request: ApiRequest) -> actions.Provisioned:
    seat = keeper(request)
    agencies = None if keeps_all(seat) else [seat.agency_id]
    return actions.provision(by=seat.actor, at=timezone.now(), agencies=agencies)


@router.get(_ONE, response=MailboxDetailOut, summary="Một hộp thư")
def mailbox(request: ApiRequest, box_id: UUID) -> dict[str, Any]:
    on = timezone.localdate()
    found = get_box_to_keep(request.auth, box_id)
    return {
        "box": found,
        "state": str(found.state_on(on)),
        "aliases": queries.aliases_of(found, on),
        "holders": queries.holders_of(found, on),
        "looks": queries.looks_at([found.pk]),
    }


@router.put(_ONE, response=MailboxOut, summary="Đổi tên hiển thị, dung lượng")
def change_box(request: ApiRequest, box_id: UUID, data: MailboxChangeIn) -> Mailbox:
    found = get_box_to_keep(request.auth, box_id)
    return actions.change_box(
        box_id=found.pk, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(_ONE + "/close", response=MailboxOut, summary="Đóng hộp thư")
def close_box(request: ApiRequest, box_id: UUID, data: MailboxCloseIn) -> Mailbox:
    found = get_box_to_keep(request.auth, box_id)
    return actions.close_box(
        box_id=found.pk, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(_ONE + "/reopen", response=MailboxOut, summary="Mở lại hộp thư")
def reopen_box(request: ApiRequest, box_id: UUID) -> Mailbox:
    found = get_box_to_keep(request.auth, box_id)
    return actions.reopen_box(box_id=found.pk, by=request.auth, at=timezone.now())


@router.post(_ONE + "/rename", response=MailboxOut, summary="Đổi địa chỉ theo quy tắc")
def rename_box(request: ApiRequest, box_id: UUID) -> Mailbox:
    found = get_box_to_keep(request.auth, box_id)
    return actions.rename_box(box_id=found.pk, by=request.auth, at=timezone.now())


@router.post(_ONE + "/members", response=MailboxMemberOut, summary="Thêm người dùng")
def add_member(
    request: ApiRequest, box_id: UUID, data: MailboxMemberIn
) -> MailboxMember:
    found = get_box_to_keep(request.auth, box_id)
    return actions.add_member(
        box_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.delete(
    "/mailbox-members/{member_id}", response={204: None}, summary="Thôi quyền dùng"
)
def end_member(request: ApiRequest, member_id: UUID) -> None:
    row = get_member_to_keep(request.auth, member_id)
    actions.end_member(member_id=row.pk, by=request.auth, at=timezone.now())


@router.post(_ONE + "/aliases", response=MailAliasOut, summary="Thêm địa chỉ phụ")
def add_alias(request: ApiRequest, box_id: UUID, data: MailAliasIn) -> MailAlias:
    found = get_box_to_keep(request.auth, box_id)
    return actions.add_alias(
        box_id=found.pk, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.delete(
    "/mailbox-aliases/{alias_id}", response={204: None}, summary="Thôi địa chỉ phụ"
)
def end_alias(request: ApiRequest, alias_id: UUID) -> None:
    row = get_alias_to_keep(request.auth, alias_id)
    actions.end_alias(alias_id=row.pk, by=request.auth, at=timezone.now())


@router.post(_ONE + "/looks", response=BoxAccessOut, summary="Mở hộp thư để xem")
def look(request: ApiRequest, box_id: UUID, data: BoxAccessIn) -> BoxAccess:
    found = get_box_to_keep(request.auth, box_id)
    return actions.open_for_administrator(
        box_id=found.pk, by=request.auth, at=timezone.now(), **data.dict()
    )


@router.post(
    "/mailbox-looks/{access_id}/end", response={204: None}, summary="Thôi mở hộp thư"
)
def end_look(request: ApiRequest, access_id: UUID) -> None:
    row = get_access_of(request.auth, access_id)
    actions.end_access(access_id=row.pk, by=request.auth, at=timezone.now())
