"""Certified copies, for machines: the same actions as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.documents.access import get_entry_for, scope_of
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client, queries
from congvu.outgoing.access import get_copy_for, get_key_for, get_line_for
from congvu.outgoing.api.book import OutgoingLineOut
from congvu.outgoing.api.issuing import PlacesIn
from congvu.outgoing.api.signing import SignIn
from congvu.outgoing.models import PaperCopy

router = Router(tags=["Bản sao"])


class CopyIn(Schema):
    """``signer_post_id`` only for a copy on paper; ``of_copy`` is the symbol of the sao
    y a sao lục is made of; ``extract`` the part a trích sao copies."""

    kind: Literal["SY", "SL", "TrS"]
    direction: Literal[
        "paper-paper", "electronic-paper", "paper-electronic", "electronic-electronic"
    ]
    recipients: Annotated[str, Field(max_length=4000)]
    copies: Annotated[int, Field(ge=1, le=99_999)] | None = None
    signer_post_id: UUID | None = None
    basis: Annotated[str, Field(max_length=300)] = ""
    of_copy: Annotated[str, Field(max_length=60)] = ""
    extract: Annotated[str, Field(max_length=20_000)] = ""

    def wish(self) -> actions.CopyWish:
        return actions.CopyWish(**self.dict())


class SealCopyIn(SignIn, PlacesIn):
    """The key that makes the electronic copy, and where it goes."""


class CopyOut(Schema):
    id: UUID
    kind: str
    direction: str
    source_words: str
    incoming_id: UUID | None
    outgoing_id: UUID | None
    of_copy: str
    extract: str
    signer_lines: list[str]
    source_sha256: str
    made_at: datetime | None
    made_by: str
    entry: OutgoingLineOut

    @staticmethod
    def resolve_source_sha256(copy: Any) -> str:
        return copy.source_file.sha256 if copy.source_file else ""


class CopyPageOut(Schema):
    items: list[CopyOut]
    after: int | None


@router.get("/copies", response=CopyPageOut, summary="Bản sao văn bản")
def copies(request: ApiRequest, after: int | None = None) -> dict[str, Any]:
    page = queries.copies_page(scope_of(request.auth), after=after)
    return {"items": page.copies, "after": page.after}


@router.post(
    "/incoming-documents/{entry_id}/copies",
    response=CopyOut,
    summary="Sao văn bản đến",
)
def of_incoming(request: ApiRequest, entry_id: UUID, data: CopyIn) -> PaperCopy:
    seat = need(request, Permission.NUMBER)
    paper = queries.of_incoming(get_entry_for(seat, entry_id))
    return actions.start_copy(paper=paper, wish=data.wish(), by=seat, at=timezone.now())


@router.post(
    "/outgoing-documents/{entry_id}/copies",
    response=CopyOut,
    summary="Sao văn bản đi",
)
def of_outgoing(request: ApiRequest, entry_id: UUID, data: CopyIn) -> PaperCopy:
    seat = need(request, Permission.NUMBER)
    paper = queries.of_outgoing(get_line_for(seat, entry_id))
    return actions.start_copy(paper=paper, wish=data.wish(), by=seat, at=timezone.now())


@router.get("/copies/{copy_id}", response=CopyOut, summary="Một bản sao")
def copy(request: ApiRequest, copy_id: UUID) -> PaperCopy:
    found = get_copy_for(request.auth, copy_id)
    actions.record_view(entry=found.entry, by=request.auth, at=timezone.now())
    return found


@router.get("/copies/{copy_id}/print", summary="In bản sao để ký")
def copy_print(request: ApiRequest, copy_id: UUID) -> HttpResponse:
    seat = need(request, Permission.NUMBER)
    found = get_copy_for(seat, copy_id)
    pdf = actions.print_copy(copy=found, by=seat, at=timezone.now())
    kept = {"Content-Disposition": 'attachment; filename="ban-sao.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=kept)


@router.post(
    "/copies/{copy_id}/finish",
    response=CopyOut,
    summary="Đã ký, đóng dấu bản sao giấy",
)
def copy_finish(request: ApiRequest, copy_id: UUID, data: PlacesIn) -> PaperCopy:
    """It goes where it is told to; nowhere: it is handed over."""
    seat = need(request, Permission.NUMBER)
    get_copy_for(seat, copy_id)
    return actions.finish_copy(
        copy_id=copy_id, goes_to=data.chosen(), by=seat, at=timezone.now()
    )


@router.post(
    "/copies/{copy_id}/seal", response=CopyOut, summary="Ký số bản sao điện tử"
)
def copy_seal(request: ApiRequest, copy_id: UUID, data: SealCopyIn) -> PaperCopy:
    """It goes where it is told to; nowhere: it is handed over."""
    to = data.chosen()
    seat, at = need(request, Permission.NUMBER), timezone.now()
    found = get_copy_for(seat, copy_id)
    with actions.ready_to_mark(copy=found, by=seat, at=at, goes_to=to) as path:
        key = get_key_for(seat, seat.agency_id, data.key_id)
        applied = client.mark_with(
            path,
            key=key,
            secret=data.secret,
            lines=actions.mark_of(found, seat),
            at=at,
        )
    return actions.keep_marked_copy(
        copy_id=copy_id, applied=applied, key=key, goes_to=to, by=seat, at=at
    )
