"""Requests, lists, and the rule that gives addresses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router

from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import (
    asks,
    get_list,
    get_list_to_keep,
    get_request_for,
    keeps,
    keeps_all,
    lists_on,
    may_decide,
    may_withdraw,
    visible_requests,
)
from congvu.mailboxes.api.schemas import (
    DistributionListChangeIn,
    DistributionListDetailOut,
    DistributionListIn,
    DistributionListOut,
    MailboxAnswerIn,
    MailboxRequestIn,
    MailboxRequestOut,
    MailboxRequestPageOut,
    NamingRuleIn,
    NamingRuleOut,
)
from congvu.mailboxes.models import DistributionList, MailboxRequest, NamingRule
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Hộp thư"])

_REQUEST = "/mailbox-requests/{request_id}"
_LIST = "/distribution-lists/{list_id}"


@router.get(
    "/mailbox-requests",
    response=MailboxRequestPageOut,
    summary="Đề nghị về hộp thư",
)
def mailbox_requests(request: ApiRequest, after: str = "") -> dict[str, Any]:
    seat = request.auth
    if not (keeps(seat) or asks(seat)):
        raise Http404
    page = queries.requests_page(visible_requests(seat), after=after)
    return {"items": page.rows, "after": page.after}


@router.post("/mailbox-requests", response=MailboxRequestOut, summary="Gửi đề nghị")
def ask(request: ApiRequest, data: MailboxRequestIn) -> MailboxRequest:
    seat = need(request, Permission.ASK_MAILBOXES)
    return actions.ask(data=data.given(), by=seat, at=timezone.now())


@router.get(_REQUEST, response=MailboxRequestOut, summary="Một đề nghị")
def mailbox_request(request: ApiRequest, request_id: UUID) -> MailboxRequest:
    return get_request_for(request.auth, request_id)


def _to_decide(request: ApiRequest, request_id: UUID) -> MailboxRequest:
    found = get_request_for(request.auth, request_id)
    if not may_decide(request.auth, found):
        raise Http404
    return found


@router.post(_REQUEST + "/approve", response=MailboxRequestOut, summary="Chấp thuận")
def approve(
    request: ApiRequest, request_id: UUID, data: MailboxAnswerIn
) -> MailboxRequest:
    found = _to_decide(request, request_id)
    return actions.approve(
        request_id=found.pk, answer=data.answer, by=request.auth, at=timezone.now()
    )


@router.post(_REQUEST + "/refuse", response=MailboxRequestOut, summary="Từ chối")
def refuse(
    request: ApiRequest, request_id: UUID, data: MailboxAnswerIn
) -> MailboxRequest:
    found = _to_decide(request, request_id)
    return actions.refuse(
        request_id=found.pk, answer=data.answer, by=request.auth, at=timezone.now()
    )


@router.post(_REQUEST + "/withdraw", response=MailboxRequestOut, summary="Rút đề nghị")
def withdraw(request: ApiRequest, request_id: UUID) -> MailboxRequest:
    found = get_request_for(request.auth, request_id)
    if not may_withdraw(request.auth, found):
        raise Http404
    return actions.withdraw(request_id=found.pk, by=request.auth, at=timezone.now())


@router.get(
    "/distribution-lists",
    response=list[DistributionListOut],
    summary="Danh sách gửi chung",
)
def distribution_lists(request: ApiRequest) -> list[DistributionList]:
    return lists_on(timezone.localdate())


@router.post(
    "/distribution-lists", response=DistributionListOut, summary="Lập danh sách"
)
def make_list(request: ApiRequest, data: DistributionListIn) -> DistributionList:
    seat = need(request, Permission.KEEP_MAILBOXES)
    return actions.make_list(
        data=data.given(seat.agency_id), by=seat, at=timezone.now()
    )


@router.get(_LIST, response=DistributionListDetailOut, summary="Một danh sách")
def distribution_list(request: ApiRequest, list_id: UUID) -> dict[str, Any]:
    found = get_list(list_id)
    return {
        "found": found,
        "entries": queries.entries_shown(found, timezone.localdate()),
        "targets": queries.list_targets(found.address),
    }


@router.put(_LIST, response=DistributionListOut, summary="Sửa danh sách")
def change_list(
    request: ApiRequest, list_id: UUID, data: DistributionListChangeIn
) -> DistributionList:
    found = get_list_to_keep(request.auth, list_id)
    return actions.change_list(
        list_id=found.pk,
        title=data.title,
        entries=[one.given() for one in data.entries],
        by=request.auth,
        at=timezone.now(),
    )


@router.post(_LIST + "/end", response={204: None}, summary="Thôi danh sách")
def end_list(request: ApiRequest, list_id: UUID) -> None:
    found = get_list_to_keep(request.auth, list_id)
    actions.end_list(list_id=found.pk, by=request.auth, at=timezone.now())


def _ruler(request: ApiRequest) -> Seat:
    if not keeps_all(request.auth):
        raise Http404
    return request.auth


@router.get("/mail-rules", response=list[NamingRuleOut], summary="Quy tắc địa chỉ thư")
def mail_rules(request: ApiRequest) -> list[NamingRule]:
    _ruler(request)
    return queries.rules_so_far()


@router.post("/mail-rules", response=NamingRuleOut, summary="Đặt quy tắc mới")
def set_mail_rule(request: ApiRequest, data: NamingRuleIn) -> NamingRule:
    seat = _ruler(request)
    return actions.set_rule(data=data.given(), by=seat.actor, at=timezone.now())
