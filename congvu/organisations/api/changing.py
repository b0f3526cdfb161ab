"""What an administrator changes in an agency: one address a verb.

On the router of `reading`: an address that is read and changed has one router.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema

from congvu.lib.refusals import Reason, Refused
from congvu.organisations import queries
from congvu.organisations.access import get_agency_to_edit
from congvu.organisations.actions import (
    add_official,
    appoint,
    create_post,
    create_unit,
    end_appointment,
)
from congvu.organisations.api.doors import ApiRequest, Day
from congvu.organisations.api.reading import router
from congvu.organisations.models import (
    Agency,
    Appointment,
    Person,
    Post,
    Unit,
)
from congvu.organisations.rules import Role

Row = TypeVar("Row", bound=Model)


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


def given_in(data: Schema, agency: Agency) -> dict[str, Any]:
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
    return appoint(**given_in(data, agency), by=request.auth.actor, at=timezone.now())


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


__all__ = ["router"]
