"""Files at the door."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from congvu.documents import actions
from congvu.documents.access import get_item_for
from congvu.documents.api.schemas import EntryOut, ItemOut, PaperIn, ReasonIn
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.documents.rules import IntakeState
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Tiếp nhận"])


@router.post("/intake", response={201: list[ItemOut]}, summary="Gửi tệp vào")
def receive(
    request: ApiRequest, files: File[list[UploadedFile]]
) -> tuple[int, list[IntakeItem]]:
    """Each file is answered for itself: accepted, quarantined or refused, and why."""
    seat = need(request, Permission.INTAKE)
    now = timezone.now()
    return 201, [
        actions.receive_file(
            stream=f.file, name=f.name or "", channel="api", by=seat, at=now
        )
        for f in files
    ]


@router.get("/intake", response=list[ItemOut], summary="Tệp đang chờ")
def waiting(request: ApiRequest, limit: int = 100) -> list[IntakeItem]:
    seat = need(request, Permission.INTAKE)
    return list(
        IntakeItem.objects.filter(
            agency=seat.agency_id,
            state__in=[
                IntakeState.READING,
                IntakeState.READY,
                IntakeState.QUARANTINED,
            ],
        ).order_by("-received_at")[: max(1, min(limit, 200))]
    )


@router.get("/intake/{item_id}", response=ItemOut, summary="Một tệp")
def one_item(request: ApiRequest, item_id: UUID) -> IntakeItem:
    return get_item_for(request.auth, item_id)


@router.post(
    "/intake/{item_id}/register", response={201: EntryOut}, summary="Vào sổ từ tệp"
)
def register_item(
    request: ApiRequest, item_id: UUID, data: PaperIn
) -> tuple[int, RegisterEntry]:
    seat = need(request, Permission.REGISTER)
    item = get_item_for(seat, item_id)
    entry = actions.register_incoming(
        paper=data.paper(),
        arrived_at=data.arrived_at or item.received_at,
        by=seat,
        at=timezone.now(),
        item_id=item.id,
        channel=item.channel,
        not_duplicate=data.not_duplicate,
    )
    return 201, entry


@router.put("/intake/{item_id}/draft", response=ItemOut, summary="Giữ phần đã gõ")
def keep_draft(request: ApiRequest, item_id: UUID, data: dict[str, str]) -> IntakeItem:
    seat = need(request, Permission.INTAKE)
    item = get_item_for(seat, item_id)
    return actions.save_draft(item_id=item.id, draft=data, by=seat, at=timezone.now())


@router.post("/intake/{item_id}/discard", response=ItemOut, summary="Bỏ tệp")
def discard(request: ApiRequest, item_id: UUID, data: ReasonIn) -> IntakeItem:
    seat = need(request, Permission.INTAKE)
    item = get_item_for(seat, item_id)
    return actions.discard_item(
        item_id=item.id, reason=data.reason, by=seat, at=timezone.now()
    )
