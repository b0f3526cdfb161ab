"""What the registry does with a line that is already there."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone
from ninja import File, Router
from ninja.files import UploadedFile

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for, get_item_for
from congvu.documents.api.schemas import AttachIn, CorrectionIn, EntryOut, ItemOut
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Văn bản đến"])
ONE = "/incoming-documents/{entry_id}"


@router.post(f"{ONE}/correct", response=EntryOut, summary="Sửa dữ liệu đã vào sổ")
def correct(request: ApiRequest, entry_id: UUID, data: CorrectionIn) -> RegisterEntry:
    """The number and the year stay; before and after are told in ``history``."""
    seat = need(request, Permission.REGISTER)
    entry = get_entry_for(seat, entry_id)
    return actions.correct_entry(
        entry_id=entry.id,
        paper=data.paper(queries.paper_of(entry)),
        arrived_on=data.arrived_on or entry.arrived_on,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
        not_duplicate=data.not_duplicate,
    )


@router.post(f"{ONE}/files", response={201: list[ItemOut]}, summary="Thêm tệp")
def attach(
    request: ApiRequest, entry_id: UUID, files: File[list[UploadedFile]]
) -> list[IntakeItem]:
    """Each file is answered for itself; it lies with the paper once it was read."""
    seat = need(request, Permission.REGISTER)
    entry = get_entry_for(seat, entry_id)
    return [
        actions.attach_file(
            entry_id=entry.id,
            stream=cast(BinaryIO, f),
            name=f.name or "",
            channel="api",
            by=seat,
            at=timezone.now(),
        )
        for f in files
    ]


@router.post(
    "/intake/{item_id}/attach", response=ItemOut, summary="Là tệp kèm của văn bản"
)
def attach_item(request: ApiRequest, item_id: UUID, data: AttachIn) -> IntakeItem:
    """A file at the door belongs to a paper that has its number already."""
    seat = need(request, Permission.REGISTER)
    item = get_item_for(seat, item_id)
    entry = get_entry_for(seat, data.entry_id)
    return actions.attach_item(
        item_id=item.id, entry_id=entry.id, by=seat, at=timezone.now()
    )
