"""The door for machines: who is asking by token, and the organisation on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from ninja.security import APIKeyCookie, HttpBearer

from congvu.accounts.access import user_for_token
from congvu.accounts.models import User
from congvu.audit.access import address_of
from congvu.audit.rules import Door
from congvu.lib.dates import EARLIEST, LATEST
from congvu.lib.refusals import Reason, Refused
from congvu.organisations import queries
from congvu.organisations.access import (
    Seat,
    choose_seat,
    get_agency_to_edit,
    get_right_change_for,
    seats_of,
)
from congvu.organisations.actions import (
    add_official,
    appoint,
    confirm_right_change,
    create_post,
    create_unit,
    delegate,
    end_appointment,
)
from congvu.organisations.models import (
    Agency,
    Appointment,
    Delegation,
    Person,
    Post,
    RightChange,
    Unit,
)
from congvu.organisations.rules import Permission, Role

Row = TypeVar("Row", bound=Model)


class TokenSeat(HttpBearer):
    """``Authorization: Bearer <token>``; ``X-Post`` chooses among several posts.

    A post that is not the token owner's opens nothing: a machine that asks for one hat
    must not act under another.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Seat | None:
        user = user_for_token(token, at=timezone.now())
        if user is None:
            return None
        translation.activate(user.language)
        seats = _seats(request, user)
        wanted = request.headers.get("X-Post", "")
        if wanted and wanted not in {str(s.post_id) for s in seats}:
            return None
        return _take(request, seats, choose_seat(seats, wanted))


class SessionSeat(APIKeyCookie):
    """The signed-in browser; a change then needs the CSRF token, as any form does.

    A program has no session to protect: who brings a token, or nothing, is unknown and
    not forged. A token that opens nothing never falls back on a browser's session.
    """

    param_name = "congvu_session"

    def _get_key(self, request: HttpRequest) -> str | None:
        if "Authorization" in request.headers:
            return None
        if self.param_name not in request.COOKIES:
            return None
        return super()._get_key(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Seat | None:
        seat: Seat | None = getattr(request, "seat", None)
        user = request.user
        if (
            key is None
            or seat is None
            or not isinstance(user, User)
            or user.must_change_password
        ):
            return None
        seats: list[Seat] = getattr(request, "seats", [])
        return _take(request, seats, replace(seat, door=Door.API))


def _seats(request: HttpRequest, user: User) -> list[Seat]:
    address = address_of(request)
    return seats_of(user, timezone.localdate(), door=Door.API, address=address)


def _take(request: HttpRequest, seats: list[Seat], seat: Seat | None) -> Seat | None:
    """Sit down as a page would: apps below this one find the seat on the request."""
    request.seats = seats  # type: ignore[attr-defined]
    request.seat = seat  # type: ignore[attr-defined]
    if seat is not None:
        request.can = seat.can  # type: ignore[attr-defined]
    return seat


DOORS: list[Any] = [TokenSeat(), SessionSeat()]


class ApiRequest(HttpRequest):
    """A request that passed one of the doors."""

    auth: Seat
    seats: list[Seat]


Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]


def need(request: ApiRequest, permission: Permission) -> Seat:
    """The seat, if it may do this at all; otherwise not found."""
    if not request.auth.can(permission):
        raise Http404
    return request.auth


router = Router(tags=["Tổ chức"])


class SeatOut(Schema):
    person_id: UUID
    person_name: str
    post_id: UUID
    post_name: str
    role: str
    unit_name: str
    agency_id: UUID
    agency_name: str
    is_delegated: bool


class AgencyOut(Schema):
    id: UUID
    kind: str
    name: str
    short_name: str
    issuer_symbol: str
    place: str
    parent_id: UUID | None
    code: str


class NameOut(Schema):
    name: str
    valid_from: date
    valid_until: date | None


class CodeOut(Schema):
    scheme: str
    value: str
    valid_from: date
    valid_until: date | None


class AgencyDetailOut(Schema):
    """An agency on the day (null where it did not exist), and what it was called."""

    agency: AgencyOut | None
    names: list[NameOut]
    codes: list[CodeOut]


class UnitOut(Schema):
    id: UUID
    agency_id: UUID
    parent_id: UUID | None
    name: str
    symbol: str


class PostOut(Schema):
    id: UUID
    unit_id: UUID
    unit_name: str
    name: str
    role: str
    person_id: UUID | None
    person_name: str


class RightChangeOut(Schema):
    """A change of rights; unconfirmed where ``confirmed_at`` is null."""

    id: UUID
    at: datetime
    by: str
    kind: str
    what: str
    reason: str
    post_id: UUID | None
    person_id: UUID | None
    entry_id: UUID | None
    confirmed_at: datetime | None
    confirmed_by: str


@router.get("/me", response=SeatOut, summary="Tôi là ai, ở chức vụ nào")
def me(request: ApiRequest) -> Seat:
    return request.auth


@router.get("/me/posts", response=list[SeatOut], summary="Các chức vụ tôi giữ")
def my_posts(request: ApiRequest) -> list[Seat]:
    """Any of these may be sent as ``X-Post``."""
    return request.seats


@router.get("/agencies", response=list[AgencyOut], summary="Cơ quan như vào một ngày")
def agencies(request: ApiRequest, on: Day | None = None) -> list[queries.AgencyOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.agencies_on(on or timezone.localdate())


@router.get(
    "/agencies/{agency_id}",
    response=AgencyDetailOut,
    summary="Một cơ quan qua thời gian",
)
def agency(
    request: ApiRequest, agency_id: UUID, on: Day | None = None
) -> dict[str, Any]:
    need(request, Permission.READ_ORGANISATION)
    history = queries.agency_history(agency_id)
    if not history.names:
        raise Http404
    return {
        "agency": queries.agency_on(agency_id, on or timezone.localdate()),
        "names": history.names,
        "codes": history.codes,
    }


@router.get("/agencies/{agency_id}/units", response=list[UnitOut], summary="Đơn vị")
def units(
    request: ApiRequest, agency_id: UUID, on: Day | None = None
) -> list[queries.UnitOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.units_on(agency_id, on or timezone.localdate())


@router.get("/agencies/{agency_id}/posts", response=list[PostOut], summary="Chức vụ")
def posts(
    request: ApiRequest, agency_id: UUID, on: Day | None = None
) -> list[queries.PostOnDay]:
    need(request, Permission.READ_ORGANISATION)
    return queries.posts_on(on or timezone.localdate(), agency_id=agency_id)


@router.get("/right-changes", response=list[RightChangeOut], summary="Thay đổi quyền")
def right_changes(request: ApiRequest) -> list[RightChange]:
    """Of the seat's agency: unconfirmed ones first, then the last hundred confirmed."""
    seat = need(request, Permission.CONFIRM_RIGHTS)
    return queries.right_changes(seat.agency_id)


@router.post(
    "/right-changes/{change_id}/confirm",
    response=RightChangeOut,
    summary="Xác nhận thay đổi quyền",
)
def confirm_change(request: ApiRequest, change_id: UUID) -> RightChange:
    change = get_right_change_for(request.auth, change_id)
    return confirm_right_change(change_id=change.id, by=request.auth, at=timezone.now())


# -- what an administrator changes in an agency


class UnitIn(Schema):
    name: Annotated[str, Field(min_length=1, max_length=200)]
    symbol: Annotated[str, Field(max_length=20)] = ""
    parent_id: UUID | None = None
    valid_from: Day


class PostIn(Schema):
    unit_id: UUID
    name: Annotated[str, Field(min_length=1, max_length=120)]
    role: Role
    valid_from: Day


class PersonIn(Schema):
    full_name: Annotated[str, Field(min_length=1, max_length=80)]
    username: Annotated[str, Field(min_length=1, max_length=150)]
    email: Annotated[str, Field(max_length=254)] = ""
    valid_from: Day


class AppointmentIn(Schema):
    person_id: UUID
    post_id: UUID
    valid_from: Day
    valid_until: Day | None = None
    legal_basis: Annotated[str, Field(max_length=300)] = ""


class DelegationIn(Schema):
    """Acting for a post always has an end and a decision behind it."""

    person_id: UUID
    post_id: UUID
    valid_from: Day
    valid_until: Day
    legal_basis: Annotated[str, Field(min_length=1, max_length=300)]


class EndIn(Schema):
    valid_until: Day


class MadeOut(Schema):
    id: UUID


class PersonMadeOut(Schema):
    """``password`` is never to be had again; empty where the log-in existed."""

    id: UUID
    password: str


class AppointmentOut(Schema):
    id: UUID
    person_id: UUID
    post_id: UUID
    valid_from: date
    valid_until: date | None
    legal_basis: str


def _in_agency(rows: QuerySet[Row], key: UUID, field: str) -> Row:
    """A row the body of a request names; in the reader's words when there is none."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise Refused([Reason(_("Không tìm thấy mục này trong cơ quan."), field)])
    return found


def _given(data: Schema, agency: Agency) -> dict[str, Any]:
    """The person and the post of a body."""
    given = data.dict(exclude={"person_id", "post_id"})
    if given["valid_until"] and given["valid_until"] <= given["valid_from"]:
        words = _("Ngày kết thúc phải sau ngày bắt đầu.")
        raise Refused([Reason(words, "valid_until")])
    ids = data.dict(include={"person_id", "post_id"})
    posts = Post.objects.filter(unit__agency=agency)
    return given | {
        "person": _in_agency(Person.objects.all(), ids["person_id"], "person_id"),
        "post": _in_agency(posts, ids["post_id"], "post_id"),
    }


@router.post("/agencies/{agency_id}/units", response=MadeOut, summary="Lập đơn vị")
def add_unit(request: ApiRequest, agency_id: UUID, data: UnitIn) -> Unit:
    agency = get_agency_to_edit(request.auth, agency_id)
    units = Unit.objects.filter(agency=agency)
    return create_unit(
        agency=agency,
        name=data.name,
        symbol=data.symbol,
        parent=_in_agency(units, data.parent_id, "parent_id")
        if data.parent_id
        else None,
        position=len(queries.units_from(agency.id, timezone.localdate())),
        valid_from=data.valid_from,
        by=request.auth.actor,
        at=timezone.now(),
    )


@router.post("/agencies/{agency_id}/posts", response=MadeOut, summary="Lập chức vụ")
def add_post(request: ApiRequest, agency_id: UUID, data: PostIn) -> Post:
    agency = get_agency_to_edit(request.auth, agency_id)
    return create_post(
        unit=_in_agency(Unit.objects.filter(agency=agency), data.unit_id, "unit_id"),
        name=data.name,
        role=data.role,
        valid_from=data.valid_from,
        by=request.auth.actor,
        at=timezone.now(),
    )


@router.post(
    "/agencies/{agency_id}/people", response=PersonMadeOut, summary="Thêm cán bộ"
)
def add_person(
    request: ApiRequest, agency_id: UUID, data: PersonIn
) -> dict[str, UUID | str]:
    """With a log-in whose first password must be changed."""
    get_agency_to_edit(request.auth, agency_id)
    person, password = add_official(
        **data.dict(), by=request.auth.actor, at=timezone.now()
    )
    return {"id": person.id, "password": password}


@router.get(
    "/agencies/{agency_id}/appointments",
    response=list[AppointmentOut],
    summary="Ai giữ chức vụ nào, từ nay về sau",
)
def appointments(request: ApiRequest, agency_id: UUID) -> list[Appointment]:
    agency = get_agency_to_edit(request.auth, agency_id)
    return queries.appointments_from(agency.id, timezone.localdate())


@router.post("/agencies/{agency_id}/appointments", response=MadeOut, summary="Bổ nhiệm")
def add_appointment(
    request: ApiRequest, agency_id: UUID, data: AppointmentIn
) -> Appointment:
    agency = get_agency_to_edit(request.auth, agency_id)
    return appoint(**_given(data, agency), by=request.auth.actor, at=timezone.now())


@router.post(
    "/agencies/{agency_id}/appointments/{appointment_id}/end",
    response={204: None},
    summary="Thôi giữ chức vụ",
)
def stop_appointment(
    request: ApiRequest, agency_id: UUID, appointment_id: UUID, data: EndIn
) -> None:
    agency = get_agency_to_edit(request.auth, agency_id)
    row = Appointment.objects.filter(
        pk=appointment_id, post__unit__agency=agency
    ).first()
    if row is None:
        raise Http404
    end_appointment(
        appointment=row,
        valid_until=data.valid_until,
        by=request.auth.actor,
        at=timezone.now(),
    )


@router.post(
    "/agencies/{agency_id}/delegations", response=MadeOut, summary="Giao phụ trách"
)
def add_delegation(
    request: ApiRequest, agency_id: UUID, data: DelegationIn
) -> Delegation:
    agency = get_agency_to_edit(request.auth, agency_id)
    return delegate(**_given(data, agency), by=request.auth.actor, at=timezone.now())
