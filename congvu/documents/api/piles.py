"""Piles of scans for machines."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, BinaryIO, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from congvu.documents import actions, queries
from congvu.documents.access import get_pile_for
from congvu.documents.api.entries import PageNumber
from congvu.documents.models import Pile
from congvu.files.actions import preview
from congvu.lib.refusals import Refused
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Bó quét"])


class PileOut(Schema):
    id: UUID
    name: str
    channel: str
    state: str
    reason: str
    received_at: datetime
    received_by: str
    prefix: str
    separators: int


class PilePartOut(Schema):
    """One paper of a pile, or (without ``item_id``) pages that are in none."""

    item_id: UUID | None
    label: str
    pages: list[int]


class PileDetailOut(PileOut):
    parts: list[PilePartOut]


class PageIn(Schema):
    page: Annotated[int, Field(ge=1, le=100_000)]


class LabelIn(Schema):
    prefix: Annotated[str, Field(max_length=200)]


class LabelOut(Schema):
    prefix: str


@router.post("/piles", response={201: list[PileOut]}, summary="Gửi bó quét vào")
def receive(request: ApiRequest, files: File[list[UploadedFile]]) -> list[Pile]:
    """Each is taken apart at separator sheets, or at labels with the agency's prefix;
    its papers then lie at the door.
    """
    seat = need(request, Permission.INTAKE)
    now = timezone.now()
    return [
        actions.receive_pile(
            stream=cast(BinaryIO, f), name=f.name or "", channel="api", by=seat, at=now
        )
        for f in files
    ]


@router.get("/piles", response=list[PileOut], summary="Các bó quét")
def piles(request: ApiRequest) -> list[Pile]:
    return queries.piles_of(need(request, Permission.INTAKE).agency_id)


@router.get("/pile-label", response=LabelOut, summary="Tiền tố nhãn mã vạch")
def label(request: ApiRequest) -> dict[str, str]:
    seat = need(request, Permission.INTAKE)
    return {"prefix": queries.label_prefix(seat.agency_id)}


@router.put("/pile-label", response=LabelOut, summary="Đặt tiền tố nhãn mã vạch")
def set_label(request: ApiRequest, data: LabelIn) -> dict[str, str]:
    seat = need(request, Permission.INTAKE)
    kept = actions.set_label_prefix(prefix=data.prefix, by=seat, at=timezone.now())
    return {"prefix": kept.prefix}


@router.get("/piles/{pile_id}", response=PileDetailOut, summary="Một bó quét")
def one(request: ApiRequest, pile_id: UUID) -> dict[str, Any]:
    return _detail(get_pile_for(request.auth, pile_id))


@router.get("/piles/{pile_id}/pages/{number}", summary="Hình một trang bó quét")
def picture(request: ApiRequest, pile_id: UUID, number: PageNumber) -> HttpResponse:
    pile = get_pile_for(request.auth, pile_id)
    if pile.file is None or queries.has_secret(queries.cut_items(pile)):
        raise Http404
    actions.record_pile_look(pile=pile, by=request.auth, at=timezone.now())
    try:
        made = preview(file=pile.file, number=number)
    except (Refused, FileNotFoundError) as why:
        raise Http404 from why
    return HttpResponse(made.read_bytes(), content_type="image/webp")


@router.post("/piles/{pile_id}/split", response=PileDetailOut, summary="Tách tại trang")
def split(request: ApiRequest, pile_id: UUID, data: PageIn) -> dict[str, Any]:
    pile = get_pile_for(request.auth, pile_id)
    return _detail(
        actions.split_paper(
            pile_id=pile.id, page=data.page, by=request.auth, at=timezone.now()
        )
    )


@router.post(
    "/piles/{pile_id}/join", response=PileDetailOut, summary="Ghép với tờ trước"
)
def join(request: ApiRequest, pile_id: UUID, data: PageIn) -> dict[str, Any]:
    pile = get_pile_for(request.auth, pile_id)
    return _detail(
        actions.join_papers(
            pile_id=pile.id, page=data.page, by=request.auth, at=timezone.now()
        )
    )


@router.post("/piles/{pile_id}/keep", response=PileDetailOut, summary="Lấy lại trang")
def keep(request: ApiRequest, pile_id: UUID, data: PageIn) -> dict[str, Any]:
    pile = get_pile_for(request.auth, pile_id)
    return _detail(
        actions.keep_page(
            pile_id=pile.id, page=data.page, by=request.auth, at=timezone.now()
        )
    )


def _detail(pile: Pile) -> dict[str, Any]:
    parts = queries.parts_of(pile, queries.cut_items(pile))
    return PileOut.from_orm(pile).dict() | {
        "parts": [
            {
                "item_id": part.item.id if part.item else None,
                "label": part.item.label if part.item else "",
                "pages": [page.number for page in part.pages],
            }
            for part in parts
        ]
    }
