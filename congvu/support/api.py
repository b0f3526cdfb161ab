"""Help for machines: the same actions as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.support import actions
from congvu.support.access import (
    get_request_for,
    get_request_of_asker,
    get_request_to_answer,
    requests_seen,
    watches,
)
from congvu.support.models import SupportDesk, SupportRequest
from congvu.support.queries import (
    AskedMost,
    HelpPage,
    asked_most,
    desk_of,
    requests_page,
)
from congvu.support.rules import HelpData, HelpKind

support_router = Router(tags=["Hỗ trợ"])

_ONE = "/support-requests/{support_request_id}"
HelpText = Annotated[str, Field(max_length=5000)]


class SupportRequestIn(Schema):
    """``to_agency_id``: the own agency, or the one that answers for the province."""

    kind: Literal["plan", "choice", "fault", "other"]
    subject: Annotated[str, Field(max_length=200)]
    text: HelpText
    to_agency_id: UUID | None = None
    machine_id: UUID | None = None
    device_id: UUID | None = None


class SupportRequestOut(Schema):
    """``due_on``: by which day an answer is owed, while one is."""

    id: UUID
    agency_id: UUID
    unit_name: str
    asked_by: str
    to_agency_id: UUID
    kind: str
    subject: str
    machine_id: UUID | None
    device_id: UUID | None
    state: str
    asked_at: datetime
    due_on: date | None
    answered_at: datetime | None
    closed_at: datetime | None


class SupportMessageOut(Schema):
    is_answer: bool
    text: str
    by_name: str
    at: datetime


class SupportRequestDetailOut(Schema):
    request: SupportRequestOut
    messages: list[SupportMessageOut]


class SupportPageOut(Schema):
    rows: list[SupportRequestOut]
    after: UUID | None


class SupportTextIn(Schema):
    text: HelpText


class CountedOut(Schema):
    name: str
    count: int


class AskedMostOut(Schema):
    """Since a day, of what the seat sees; ``in_time`` of ``answered``."""

    since: date
    total: int
    answered: int
    in_time: int
    kinds: list[CountedOut]
    units: list[CountedOut]
    months: list[CountedOut]


class SupportDeskIn(Schema):
    """Without ``unit_id`` the agency's administrators answer."""

    unit_id: UUID | None = None
    for_all: bool = False


class SupportDeskOut(Schema):
    agency_id: UUID
    unit_id: UUID | None
    for_all: bool


@support_router.get(
    "/support-requests", response=SupportPageOut, summary="Đề nghị hỗ trợ"
)
def support_requests(request: ApiRequest, after: UUID | None = None) -> HelpPage:
    """Newest first; ``after`` of a page asks for the next one."""
    return requests_page(requests_seen(request.auth), after=after)


@support_router.post(
    "/support-requests", response=SupportRequestOut, summary="Đề nghị hỗ trợ mới"
)
def ask_for_help(request: ApiRequest, data: SupportRequestIn) -> SupportRequest:
    told = data.dict() | {"kind": HelpKind(data.kind)}
    told["to_agency_id"] = data.to_agency_id or request.auth.agency_id
    return actions.ask_for_help(
        data=HelpData(**told), by=request.auth, at=timezone.now()
    )


@support_router.get(
    _ONE, response=SupportRequestDetailOut, summary="Một đề nghị hỗ trợ"
)
def support_request(request: ApiRequest, support_request_id: UUID) -> dict[str, Any]:
    found = get_request_for(request.auth, support_request_id)
    return {"request": found, "messages": list(found.messages.order_by("id"))}


@support_router.post(
    _ONE + "/answers", response=SupportRequestOut, summary="Trả lời đề nghị hỗ trợ"
)
def answer_request(
    request: ApiRequest, support_request_id: UUID, data: SupportTextIn
) -> SupportRequest:
    found = get_request_to_answer(request.auth, support_request_id)
    return actions.answer_request(
        support_request_id=found.id, text=data.text, by=request.auth, at=timezone.now()
    )


@support_router.post(_ONE + "/questions", response=SupportRequestOut, summary="Hỏi lại")
def ask_again(
    request: ApiRequest, support_request_id: UUID, data: SupportTextIn
) -> SupportRequest:
    found = get_request_of_asker(request.auth, support_request_id)
    return actions.ask_again(
        support_request_id=found.id, text=data.text, by=request.auth, at=timezone.now()
    )


@support_router.post(
    _ONE + "/close", response=SupportRequestOut, summary="Đóng đề nghị hỗ trợ"
)
def close_request(request: ApiRequest, support_request_id: UUID) -> SupportRequest:
    found = get_request_of_asker(request.auth, support_request_id)
    return actions.close_request(
        support_request_id=found.id, by=request.auth, at=timezone.now()
    )


@support_router.get("/support-most", response=AskedMostOut, summary="Hay hỏi gì")
def support_most(request: ApiRequest, since: date | None = None) -> dict[str, Any]:
    """Since the first of this month where no day is given."""
    seat, today = request.auth, timezone.localdate()
    if not watches(seat):
        raise Http404
    first = since or today.replace(day=1)
    found: AskedMost = asked_most(requests_seen(seat), first, today)
    return {
        "since": first,
        "total": found.total,
        "answered": found.answered,
        "in_time": found.in_time,
        "kinds": [{"name": name, "count": n} for name, n in found.kinds],
        "units": [{"name": name, "count": n} for name, n in found.units],
        "months": [{"name": f"{day:%Y-%m}", "count": n} for day, n in found.months],
    }


@support_router.get("/support-desk", response=SupportDeskOut, summary="Bộ phận hỗ trợ")
def support_desk(request: ApiRequest) -> dict[str, Any]:
    seat = need(request, Permission.KEEP_MACHINES)
    return _told(desk_of(seat.agency_id), seat.agency_id)


def _told(found: SupportDesk | None, agency_id: UUID) -> dict[str, Any]:
    return {
        "agency_id": agency_id,
        "unit_id": found.unit_id if found else None,
        "for_all": bool(found and found.for_all),
    }


@support_router.put(
    "/support-desk", response=SupportDeskOut, summary="Đặt bộ phận hỗ trợ"
)
def set_support_desk(request: ApiRequest, data: SupportDeskIn) -> dict[str, Any]:
    seat = need(request, Permission.KEEP_MACHINES)
    made = actions.set_desk(
        unit_id=data.unit_id, for_all=data.for_all, by=seat, at=timezone.now()
    )
    return _told(made, seat.agency_id)
