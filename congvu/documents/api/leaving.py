"""Desks nobody sits at, and handing one over."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.documents import actions, queries
from congvu.documents.access import (
    get_agency_kept_by,
    get_post_to_hand_over_for,
    units_kept_by,
)
from congvu.documents.queries import EmptyDesk
from congvu.documents.rules import HandOverReason
from congvu.organisations.api import ApiRequest

router = Router(tags=["Bàn giao"])


class EmptyDeskOut(Schema):
    """A desk with open work and nobody to do it."""

    desk_id: UUID
    name: str
    unit_id: UUID | None
    is_unit: bool
    waiting: int
    due_on: date | None


class OpenWorkOut(Schema):
    """A part on the desk; its paper is at its own address, for who may see it."""

    assignment_id: UUID
    entry_id: UUID
    number: int
    year: int
    part: str
    state: str
    due_on: date | None


class HandOverIn(Schema):
    """``entries`` null hands over everything that is open; ``kept``: dossiers, too."""

    to_desk: UUID
    reason: HandOverReason
    legal_basis: Annotated[str, Field(max_length=300)] = ""
    entries: list[UUID] | None = None
    kept: bool | None = None


class HandedOverOut(Schema):
    """``id`` of the record; null where nothing was open."""

    id: UUID | None


@router.get("/empty-desks", response=list[EmptyDeskOut], summary="Việc ở chức vụ trống")
def empty_desks(request: ApiRequest, agency_id: UUID | None = None) -> list[EmptyDesk]:
    """Of another agency for the administrator of the province."""
    units = units_kept_by(request.auth)
    if units is not None and not units:
        raise Http404
    kept = get_agency_kept_by(request.auth, str(agency_id or ""))
    return queries.empty_desks(kept, timezone.localdate(), units=units)


@router.get(
    "/posts/{post_id}/open-work",
    response=list[OpenWorkOut],
    summary="Việc đang mở của một chức vụ",
)
def open_work(request: ApiRequest, post_id: UUID) -> list[dict[str, Any]]:
    post = get_post_to_hand_over_for(request.auth, post_id)
    return [
        {
            "assignment_id": part.id,
            "entry_id": part.entry_id,
            "number": part.entry.number,
            "year": part.entry.arrived_on.year,
            "part": part.part,
            "state": part.state,
            "due_on": part.due_on,
        }
        for part in queries.open_work_of(post.id)
    ]


@router.post(
    "/posts/{post_id}/hand-over",
    response=HandedOverOut,
    summary="Bàn giao việc của một chức vụ",
)
def hand_over(
    request: ApiRequest, post_id: UUID, data: HandOverIn
) -> dict[str, UUID | None]:
    post = get_post_to_hand_over_for(request.auth, post_id)
    made = actions.hand_over_desk(
        from_post=post, by=request.auth, at=timezone.now(), **data.dict()
    )
    return {"id": made.id if made else None}
