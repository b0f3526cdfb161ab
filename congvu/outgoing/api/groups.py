"""Recipient groups for machines: the same actions as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import get_group_for
from congvu.outgoing.api.book import Short
from congvu.outgoing.models import RecipientGroup
from congvu.outgoing.queries import GroupPlaces

router = Router(tags=["Nhóm nơi nhận"])


class GroupPlaceIn(Schema):
    """An agency of the directory, or a name outside it with its address."""

    agency_id: UUID | None = None
    name: Short = ""
    address: Annotated[str, Field(max_length=300)] = ""


class GroupIn(Schema):
    name: Short
    members: list[GroupPlaceIn]

    def wish(self) -> actions.GroupWish:
        outside = [m for m in self.members if m.agency_id is None]
        return actions.GroupWish(
            self.name,
            [m.agency_id for m in self.members if m.agency_id is not None],
            [(m.name, m.address) for m in outside],
        )


class GroupPlaceOut(Schema):
    agency_id: UUID | None
    name: str
    address: str


class RecipientGroupOut(Schema):
    """``members`` as kept; ``places`` where a paper of today goes; ``notes`` say what
    became of members that ended; ``to_choose``: ended with several successors.
    """

    id: UUID
    name: str
    changed_at: datetime
    changed_by: str
    members: list[GroupPlaceOut]
    places: list[GroupPlaceOut]
    notes: list[str]
    to_choose: list[str]


class GroupDroppedOut(Schema):
    id: UUID
    name: str
    ended_at: datetime
    ended_by: str


def _said(found: GroupPlaces) -> dict[str, object]:
    group = found.group
    return {
        "id": group.id,
        "name": group.name,
        "changed_at": group.changed_at,
        "changed_by": group.changed_by,
        "members": list(group.now),  # type: ignore[attr-defined]
        "places": found.places,
        "notes": found.notes,
        "to_choose": [one.words for one in found.divided],
    }


def _one(request: ApiRequest, group_id: UUID) -> dict[str, object]:
    seat = request.auth
    group = get_group_for(seat, group_id)
    return _said(queries.places_of([group], seat.agency_id, timezone.localdate())[0])


@router.get(
    "/recipient-groups", response=list[RecipientGroupOut], summary="Các nhóm nơi nhận"
)
def list_groups(request: ApiRequest) -> list[dict[str, object]]:
    seat = need(request, Permission.READ_REGISTER)
    found = list(queries.groups_of(seat.agency_id))
    spread = queries.places_of(found, seat.agency_id, timezone.localdate())
    return [_said(one) for one in spread]


@router.post(
    "/recipient-groups",
    response={201: RecipientGroupOut},
    summary="Lập nhóm nơi nhận",
)
def make_group(request: ApiRequest, data: GroupIn) -> dict[str, object]:
    seat = need(request, Permission.SET_GROUPS)
    made = actions.make_group(wish=data.wish(), by=seat, at=timezone.now())
    return _one(request, made.id)


@router.put(
    "/recipient-groups/{group_id}",
    response=RecipientGroupOut,
    summary="Sửa nhóm nơi nhận",
)
def change_group(
    request: ApiRequest, group_id: UUID, data: GroupIn
) -> dict[str, object]:
    seat = need(request, Permission.SET_GROUPS)
    get_group_for(seat, group_id)
    actions.change_group(
        group_id=group_id, wish=data.wish(), by=seat, at=timezone.now()
    )
    return _one(request, group_id)


@router.post(
    "/recipient-groups/{group_id}/drop",
    response=GroupDroppedOut,
    summary="Thôi dùng nhóm nơi nhận",
)
def drop_group(request: ApiRequest, group_id: UUID) -> RecipientGroup:
    seat = need(request, Permission.SET_GROUPS)
    get_group_for(seat, group_id)
    return actions.drop_group(group_id=group_id, by=seat, at=timezone.now())
