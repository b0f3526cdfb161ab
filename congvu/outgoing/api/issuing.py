"""Signed, numbered, issued, called back: the same actions for machines."""

from __future__ import annotations

from typing import Annotated, BinaryIO, Literal, cast
from uuid import UUID

from django.utils import timezone
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions
from congvu.outgoing.access import get_draft_for, get_line_for
from congvu.outgoing.api.book import OutgoingLineOut, Short, WhyIn, Year
from congvu.outgoing.api.schemas import PaperSignatureOut
from congvu.outgoing.models import OutgoingEntry, PaperRelation, PaperSignature

router = Router(tags=["Phát hành"])


class SentToIn(Schema):
    """An agency of the directory, or a name outside it with its address."""

    agency_id: UUID | None = None
    name: Short = ""
    address: Annotated[str, Field(max_length=300)] = ""
    on_paper: bool = False


class PlacesIn(Schema):
    """``group_ids``: recipient groups, spread into the places they have today (GET
    /recipient-groups); a place named twice gets the paper once, as ``sent_to`` says.
    """

    sent_to: list[SentToIn] = []
    group_ids: list[UUID] = []
    groups_on_paper: bool = False

    def chosen(self) -> actions.Chosen:
        return actions.Chosen(
            [actions.SentTo(**one.dict()) for one in self.sent_to],
            actions.Groups(self.group_ids, self.groups_on_paper),
        )


class IssueIn(PlacesIn):
    copies: Annotated[int, Field(ge=1, le=99_999)] | None = None


class IssueNumberIn(Schema):
    """Agencies of the directory, and names outside it."""

    signer_name: Annotated[str, Field(max_length=80)]
    signer_position: Short = ""
    signed_on: Day
    group_ids: list[UUID] = Field(default_factory=list)
    groups_on_paper: bool = False
    agencies: list[UUID] = Field(default_factory=list)
    outside: list[Short] = Field(default_factory=list)
    copies: Annotated[int, Field(ge=1, le=99_999)] | None = None


class RelationIn(Schema):
    kind: Literal["corrects", "amends", "replaces"]
    symbol: Short
    year: Year


class RelationOut(Schema):
    kind: str
    entry_id: UUID
    earlier_id: UUID


@router.post(
    "/drafts/{draft_id}/pen-signature",
    response=PaperSignatureOut,
    summary="Ghi đã ký trên giấy",
)
def pen_signature(request: ApiRequest, draft_id: UUID) -> PaperSignature:
    seat = need(request, Permission.NUMBER)
    get_draft_for(seat, draft_id)
    return actions.note_pen_signature(draft_id=draft_id, by=seat, at=timezone.now())


@router.post(
    "/drafts/{draft_id}/number", response=OutgoingLineOut, summary="Cấp số, ngày"
)
def give_number(request: ApiRequest, draft_id: UUID) -> OutgoingEntry:
    seat = need(request, Permission.NUMBER)
    get_draft_for(seat, draft_id)
    return actions.give_number(draft_id=draft_id, by=seat, at=timezone.now())


@router.post("/drafts/{draft_id}/issue", response=OutgoingLineOut, summary="Phát hành")
def issue(request: ApiRequest, draft_id: UUID, data: IssueIn) -> OutgoingEntry:
    seat = need(request, Permission.NUMBER)
    get_draft_for(seat, draft_id)
    to = data.chosen()
    return actions.issue_draft(
        draft_id=draft_id,
        sent_to=to.sent_to,
        groups=to.groups,
        copies=data.copies,
        by=seat,
        at=timezone.now(),
    )


@router.post(
    "/outgoing-documents/{entry_id}/issue",
    response=OutgoingLineOut,
    summary="Phát hành văn bản theo số đang giữ",
)
def issue_number(
    request: ApiRequest,
    entry_id: UUID,
    data: Form[IssueNumberIn],
    scan: File[UploadedFile],
) -> OutgoingEntry:
    """Signed outside: who signed and when, where it goes, and its scan (PDF)."""
    seat = need(request, Permission.NUMBER)
    entry, at = get_line_for(seat, entry_id), timezone.now()
    places = [SentToIn(agency_id=one) for one in data.agencies]
    places += [SentToIn(name=one) for one in data.outside]
    return actions.issue_reserved(
        entry_id=entry.id,
        signed=actions.SignedBy(data.signer_name, data.signer_position, data.signed_on),
        sent_to=[actions.SentTo(**one.dict()) for one in places],
        groups=actions.Groups(data.group_ids, data.groups_on_paper),
        copies=data.copies,
        scan=actions.keep_scan(
            stream=cast(BinaryIO, scan.file),
            name=scan.name or "van-ban.pdf",
            by=seat,
            at=at,
        ),
        by=seat,
        at=at,
    )


@router.post(
    "/outgoing-documents/{entry_id}/recall",
    response=OutgoingLineOut,
    summary="Thu hồi văn bản đi",
)
def recall(request: ApiRequest, entry_id: UUID, data: WhyIn) -> OutgoingEntry:
    entry = get_line_for(request.auth, entry_id)
    return actions.recall_paper(
        entry_id=entry.id, reason=data.reason, by=request.auth, at=timezone.now()
    )


@router.post(
    "/outgoing-documents/{entry_id}/relation",
    response=RelationOut,
    summary="Đính chính, sửa đổi, thay thế",
)
def relate(request: ApiRequest, entry_id: UUID, data: RelationIn) -> PaperRelation:
    seat = need(request, Permission.NUMBER)
    entry = get_line_for(seat, entry_id)
    return actions.relate_paper(
        entry_id=entry.id,
        kind=data.kind,
        symbol=data.symbol,
        year=data.year,
        by=seat,
        at=timezone.now(),
    )
