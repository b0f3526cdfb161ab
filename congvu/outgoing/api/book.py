"""The book of outgoing papers, its numbers and sequences."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.documents.access import scope_of
from congvu.documents.actions import Printed
from congvu.documents.models import DocumentFile
from congvu.files.queries import open_file
from congvu.lib.dates import EARLIEST, LATEST
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import get_line_for, get_paper_for, line_reading
from congvu.outgoing.api.schemas import (
    OutgoingDeedOut,
    OutgoingEventOut,
    RecipientOut,
    RelatedOut,
    SignedOut,
)
from congvu.outgoing.models import OutgoingEntry
from congvu.outgoing.queries import OutgoingFilters, OutgoingTab
from congvu.outgoing.rules import SequenceKind, SequenceRule

router = Router(tags=["Văn bản đi"])
Year = Annotated[int, Field(ge=EARLIEST.year, le=LATEST.year)]
Short = Annotated[str, Field(max_length=200)]
Kind = Literal["administrative", "normative", "advisory", "copies"]


class OutgoingLineOut(Schema):
    """One line of the book."""

    id: UUID
    symbol: str
    number: int
    year: int
    state: str
    type_code: str
    type_name: str
    subject: str
    issued_on: date
    urgency: str
    unit_name: str
    signer_name: str
    signer_position: str
    recipients: str
    copy_holder: str
    copies: int | None
    transferred_on: date | None
    note: str
    reserved_at: datetime
    reserved_by: str
    ended_because: str
    signed_at: datetime | None
    release_due_at: datetime | None
    released_at: datetime | None
    released_by: str
    recalled_at: datetime | None
    recalled_because: str


class LinePageOut(Schema):
    items: list[OutgoingLineOut]
    after: int | None


class FurtherFileOut(Schema):
    """What went out beside the paper, as it left."""

    id: UUID
    name: str
    size: int
    sha256: str

    @staticmethod
    def resolve_size(row: DocumentFile) -> int:
        return int(row.file.size)

    @staticmethod
    def resolve_sha256(row: DocumentFile) -> str:
        return str(row.file.sha256)


class LineDetailOut(Schema):
    """``relation`` is what this paper does to an earlier one; ``later`` what was done
    to it. ``is_late``: its day of release is past, or was when it went out.
    """

    entry: OutgoingLineOut
    draft_id: UUID | None
    has_paper: bool
    is_late: bool
    sent_to: list[RecipientOut]
    relation: RelatedOut | None
    later: list[RelatedOut]
    signatures: list[SignedOut]
    further: list[FurtherFileOut]
    events: list[OutgoingEventOut]
    deeds: list[OutgoingDeedOut]


class NumberIn(Schema):
    """What a number is taken for."""

    type_code: Short
    subject: Annotated[str, Field(max_length=500)]
    normative: bool = False
    body: Short = ""
    unit_id: UUID | None = None
    signer_name: Annotated[str, Field(max_length=80)] = ""
    signer_position: Short = ""
    recipients: Annotated[str, Field(max_length=2000)] = ""
    copy_holder: Short = ""
    copies: Annotated[int, Field(ge=1, le=9999)] | None = None
    urgency: Short = "normal"
    secrecy: Short = ""
    note: Annotated[str, Field(max_length=300)] = ""


class WhyIn(Schema):
    reason: Annotated[str, Field(max_length=1000)]


class SequenceIn(Schema):
    """One sequence; no types in an administrative one: all the rest."""

    name: Short
    kind: Kind = "administrative"
    type_codes: list[Short] = Field(default_factory=list)
    body: Short = ""
    body_symbol: Annotated[str, Field(max_length=20)] = ""

    def rule(self) -> SequenceRule:
        return SequenceRule(
            self.name,
            SequenceKind(self.kind),
            tuple(self.type_codes),
            self.body,
            self.body_symbol,
        )


class SequenceOut(SequenceIn):
    last_number: int = 0


class SequencesIn(Schema):
    sequences: list[SequenceIn]


def printed(made: Printed) -> FileResponse:
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


def _filters(
    first: date | None, last: date | None, type_code: str, sequence: str
) -> OutgoingFilters:
    return OutgoingFilters(first, last, type_code, sequence)


@router.get("/outgoing-documents", response=LinePageOut, summary="Sổ văn bản đi")
def list_lines(
    request: ApiRequest,
    tab: OutgoingTab = OutgoingTab.ALL,
    find: Short = "",
    first: Day | None = None,
    last: Day | None = None,
    type_code: Short = "",
    sequence: Short = "",
    after: Annotated[int, Field(ge=0, lt=2**63)] | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Newest first; ``first`` and ``last`` are days of the paper."""
    page = queries.outgoing_page(
        scope_of(request.auth),
        tab=tab,
        find=find,
        filters=_filters(first, last, type_code, sequence),
        after=after,
        limit=limit,
    )
    return {"items": page.entries, "after": page.after}


@router.get("/outgoing-documents.{form}", summary="Xuất sổ văn bản đi (xlsx, csv)")
def export_lines(
    request: ApiRequest,
    form: Literal["xlsx", "csv"],
    tab: OutgoingTab = OutgoingTab.ALL,
    find: Short = "",
    first: Day | None = None,
    last: Day | None = None,
    type_code: Short = "",
    sequence: Short = "",
) -> FileResponse:
    made = actions.export_list(
        tab=tab,
        find=find,
        filters=_filters(first, last, type_code, sequence),
        by=request.auth,
        at=timezone.now(),
        form=form,
    )
    return printed(made)


@router.post(
    "/outgoing-documents", response={201: OutgoingLineOut}, summary="Lấy số văn bản đi"
)
def reserve(request: ApiRequest, data: NumberIn) -> OutgoingEntry:
    seat = need(request, Permission.NUMBER)
    paper = actions.Numbered(**data.dict())
    return actions.reserve_number(paper=paper, by=seat, at=timezone.now())


@router.get(
    "/outgoing-documents/{entry_id}", response=LineDetailOut, summary="Một dòng sổ"
)
def one_line(request: ApiRequest, entry_id: UUID) -> dict[str, Any]:
    entry = get_line_for(request.auth, entry_id)
    actions.record_view(entry=entry, by=request.auth, at=timezone.now())
    found = line_reading(request.auth, entry, timezone.now())
    relation, draft = found["relation"], found["draft"]
    return found | {
        "draft_id": draft and draft.id,
        "relation": relation and RelatedOut.earlier(relation),
        "later": [RelatedOut.later(one) for one in found["later"]],
    }


@router.get("/outgoing-documents/{entry_id}/file", summary="Tải văn bản đã phát hành")
def line_file(request: ApiRequest, entry_id: UUID) -> FileResponse:
    held = get_paper_for(request.auth, entry_id)
    entry = get_line_for(request.auth, entry_id)
    try:
        stream = open_file(held.file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    actions.record_file_view(
        on=entry, file=held.file, by=request.auth, at=timezone.now()
    )
    return FileResponse(
        stream,
        as_attachment=True,
        filename=held.name,
        content_type=held.file.media_type,
    )


@router.post(
    "/outgoing-documents/{entry_id}/cancel-number",
    response=OutgoingLineOut,
    summary="Hủy số văn bản đi",
)
def cancel(request: ApiRequest, entry_id: UUID, data: WhyIn) -> OutgoingEntry:
    seat = need(request, Permission.NUMBER)
    entry = get_line_for(seat, entry_id)
    return actions.cancel_number(
        entry_id=entry.id, reason=data.reason, by=seat, at=timezone.now()
    )


@router.get(
    "/outgoing-sequences/{year}", response=list[SequenceOut], summary="Các dãy số"
)
def sequences(request: ApiRequest, year: Year) -> list[Any]:
    """As they are, or as they would begin where the year has no number yet."""
    seat = need(request, Permission.READ_REGISTER)
    rows = queries.sequences_of(seat.agency_id, year)
    return [*(rows or queries.sequence_rules(seat.agency_id, year))]


@router.put(
    "/outgoing-sequences/{year}", response=list[SequenceOut], summary="Đặt các dãy số"
)
def set_sequences(request: ApiRequest, year: Year, data: SequencesIn) -> list[Any]:
    seat = need(request, Permission.SET_SEQUENCES)
    actions.set_sequences(
        year=year,
        rules=[one.rule() for one in data.sequences],
        by=seat,
        at=timezone.now(),
    )
    return [*queries.sequences_of(seat.agency_id, year)]


@router.get("/outgoing-register", summary="Dòng của sổ văn bản đi (Phụ lục IV)")
def register_lines(
    request: ApiRequest, first: Day, last: Day, sequence: Short = ""
) -> list[dict[str, str]]:
    seat = need(request, Permission.READ_REGISTER)
    asked = queries.outgoing_period(first, last, sequence)
    actions.record_print(
        first=first,
        last=last,
        form="api",
        agency_id=seat.agency_id,
        by=seat,
        at=timezone.now(),
    )
    return list(asked.lines(seat.agency_id))


@router.get("/outgoing-register/{form}", summary="In sổ văn bản đi (pdf, xlsx)")
def register_file(
    request: ApiRequest,
    form: Literal["pdf", "xlsx"],
    first: Day,
    last: Day,
    sequence: Short = "",
) -> FileResponse:
    seat = need(request, Permission.READ_REGISTER)
    asked = queries.outgoing_period(first, last, sequence)
    return printed(
        actions.print_register(book=asked, form=form, by=seat, at=timezone.now())
    )
