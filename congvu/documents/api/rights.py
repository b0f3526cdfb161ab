"""Who may see one paper, and who is let see it."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for
from congvu.documents.api.schemas import OpenIn, RightOut
from congvu.documents.queries import RightLine
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Quyền xem"])
RIGHTS = "/incoming-documents/{entry_id}/rights"


@router.get(RIGHTS, response=list[RightOut], summary="Ai được xem")
def rights(request: ApiRequest, entry_id: UUID) -> list[RightLine]:
    entry = get_entry_for(request.auth, entry_id)
    return queries.rights_of(entry, on=timezone.localdate())


@router.post(RIGHTS, response=list[RightOut], summary="Mở quyền xem")
def open_right(request: ApiRequest, entry_id: UUID, data: OpenIn) -> list[RightLine]:
    seat = need(request, Permission.OPEN_PAPERS)
    entry = get_entry_for(seat, entry_id)
    actions.open_to(
        entry_id=entry.id,
        desk_id=data.desk_id,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return queries.rights_of(entry, on=timezone.localdate())


@router.post(
    f"{RIGHTS}/take-back", response=list[RightOut], summary="Thu lại quyền xem"
)
def close_right(request: ApiRequest, entry_id: UUID, data: OpenIn) -> list[RightLine]:
    """Only what was opened; a right by work handed out is refused."""
    seat = need(request, Permission.OPEN_PAPERS)
    entry = get_entry_for(seat, entry_id)
    actions.close_to(
        entry_id=entry.id,
        desk_id=data.desk_id,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return queries.rights_of(entry, on=timezone.localdate())
