"""Papers in dossiers."""

from __future__ import annotations

from typing import Annotated, BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from congvu.archives import actions, queries
from congvu.archives.access import get_dossier_for, get_item_for
from congvu.archives.api.dossiers import DossierItemOut, DossierOut, DossierReasonIn
from congvu.archives.models import Dossier
from congvu.archives.queries import ItemLine, item_line
from congvu.documents.access import get_entry_for, scope_of
from congvu.lib.refusals import Refused
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission
from congvu.outgoing.access import get_line_for

router = Router(tags=["Hồ sơ"])
_ITEMS = "/dossiers/{dossier_id}/items"


class ItemIn(Schema):
    """A line of either register."""

    incoming_id: UUID | None = None
    outgoing_id: UUID | None = None
    note: Annotated[str, Field(max_length=500)] = ""


class DossierFileIn(Schema):
    subject: Annotated[str, Field(max_length=600)]
    happened_on: Day
    type_name: Annotated[str, Field(max_length=100)] = ""
    symbol: Annotated[str, Field(max_length=100)] = ""
    author: Annotated[str, Field(max_length=200)] = ""
    pages: Annotated[int, Field(ge=1, le=99999)] | None = None
    is_draft: bool = False


class MoveIn(Schema):
    to_id: UUID


@router.get(
    "/incoming-documents/{entry_id}/dossiers",
    response=list[DossierOut],
    summary="Hồ sơ của văn bản đến",
)
def of_incoming(request: ApiRequest, entry_id: UUID) -> list[Dossier]:
    entry = get_entry_for(request.auth, entry_id)
    return queries.dossiers_holding(scope_of(request.auth), incoming=[entry.id])


@router.get(
    "/outgoing-documents/{entry_id}/dossiers",
    response=list[DossierOut],
    summary="Hồ sơ của văn bản đi",
)
def of_outgoing(request: ApiRequest, entry_id: UUID) -> list[Dossier]:
    entry = get_line_for(request.auth, entry_id)
    return queries.dossiers_holding(scope_of(request.auth), outgoing=[entry.id])


@router.post(_ITEMS, response=DossierItemOut, summary="Đưa văn bản vào hồ sơ")
def file_paper(request: ApiRequest, dossier_id: UUID, data: ItemIn) -> ItemLine:
    seat = need(request, Permission.MAKE_DOSSIERS)
    found = get_dossier_for(seat, dossier_id)
    item = actions.file_paper(
        dossier_id=found.id,
        incoming_id=data.incoming_id,
        outgoing_id=data.outgoing_id,
        note_text=data.note,
        by=seat,
        at=timezone.now(),
    )
    return item_line(item, written=False)


@router.post(
    "/dossiers/{dossier_id}/files",
    response=DossierItemOut,
    summary="Thêm tài liệu vào hồ sơ",
)
def add_file(
    request: ApiRequest,
    dossier_id: UUID,
    data: Form[DossierFileIn],
    file: File[UploadedFile],
) -> ItemLine:
    """A file no register has."""
    seat = need(request, Permission.MAKE_DOSSIERS)
    found = get_dossier_for(seat, dossier_id)
    if file.file is None:
        raise Http404
    item = actions.add_file(
        dossier_id=found.id,
        name=file.name or "",
        stream=cast(BinaryIO, file.file),
        by=seat,
        at=timezone.now(),
        **data.dict(),
    )
    return item_line(item, written=False)


@router.post(
    f"{_ITEMS}/{{held_id}}/remove", response=DossierOut, summary="Lấy ra khỏi hồ sơ"
)
def remove(
    request: ApiRequest, dossier_id: UUID, held_id: UUID, data: DossierReasonIn
) -> Dossier:
    seat = need(request, Permission.MAKE_DOSSIERS)
    item = get_item_for(seat, dossier_id, held_id)
    return actions.remove_item(
        dossier_id=dossier_id,
        item_id=item.id,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )


@router.post(
    f"{_ITEMS}/{{held_id}}/move",
    response=DossierItemOut,
    summary="Chuyển sang hồ sơ khác",
)
def move(
    request: ApiRequest, dossier_id: UUID, held_id: UUID, data: MoveIn
) -> ItemLine:
    seat = need(request, Permission.MAKE_DOSSIERS)
    item = get_item_for(seat, dossier_id, held_id)
    target = get_dossier_for(seat, data.to_id)
    moved = actions.move_item(
        dossier_id=dossier_id,
        item_id=item.id,
        to_id=target.id,
        by=seat,
        at=timezone.now(),
    )
    return item_line(moved, written=False)


@router.get(f"{_ITEMS}/{{held_id}}/file", summary="Tệp của hồ sơ")
def item_file(request: ApiRequest, dossier_id: UUID, held_id: UUID) -> FileResponse:
    item = get_item_for(request.auth, dossier_id, held_id)
    try:
        made = actions.take_out_file(item=item, by=request.auth, at=timezone.now())
    except Refused as why:
        raise Http404 from why
    return FileResponse(made.stream, as_attachment=True, filename=made.name)
