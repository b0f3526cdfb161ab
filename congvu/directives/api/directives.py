"""Directives: listed, opened, read, watched."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.directives import actions, queries
from congvu.directives.access import (
    get_directive_for,
    get_directive_to_decide,
    may_decide,
)
from congvu.directives.api.schemas import (
    MeaningOut,
    ProposalOut,
    meaning_out,
    proposal_out,
)
from congvu.directives.models import Directive
from congvu.directives.queries import DirectiveLine, Progress, paper_text
from congvu.documents.access import get_entry_for, scope_of
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.organisations.rules import Role
from congvu.outgoing.access import get_line_for

router = Router(tags=["Văn bản chỉ đạo"])


class DirectiveProgressOut(Schema):
    total: int
    confirmed: int
    waiting: int
    rejected: int


class DirectiveOut(Schema):
    id: UUID
    document_id: UUID
    incoming_id: UUID | None
    outgoing_id: UUID | None
    symbol: str
    type_name: str
    subject: str
    issuer_name: str
    issued_on: date | None
    state: str
    said: str
    opened_at: datetime
    opened_by: str
    watch_unit_id: UUID
    watch_unit_name: str
    progress: DirectiveProgressOut


class DirectivePageOut(Schema):
    items: list[DirectiveOut]
    after: UUID | None


class DirectiveDetailOut(DirectiveOut):
    """``start`` and ``end`` of a proposal count the code points of ``text``;
    ``later_files`` came since it was read.
    """

    text: str
    text_sha256: str
    decides: bool
    pages_done: int = 0
    pages_total: int = 0
    later_files: list[str]
    proposals: list[ProposalOut]


class DirectiveOpenIn(Schema):
    watch_unit_id: UUID | None = None


class DirectiveWatchIn(Schema):
    watch_unit_id: UUID


def _out(line: DirectiveLine) -> DirectiveOut:
    found, document = line.directive, line.directive.document
    return DirectiveOut(
        id=found.id,
        document_id=document.id,
        incoming_id=found.incoming_id,
        outgoing_id=found.outgoing_id,
        symbol=document.symbol,
        type_name=document.type_name,
        subject=document.subject,
        issuer_name=found.issuer_name or document.issuer_name,
        issued_on=found.issued_on or document.issued_on,
        state=found.state,
        said=found.said,
        opened_at=found.opened_at,
        opened_by=found.opened_by,
        watch_unit_id=found.watch_unit_id,
        watch_unit_name=found.watch_unit_name,
        progress=DirectiveProgressOut.from_orm(line.progress),
    )


def detail(seat: Seat, found: Directive) -> DirectiveDetailOut:
    """Of a paper whose file may be secret nothing that it says."""
    shut = queries.is_shut(found)
    proposals = [] if shut else queries.proposals_of(found)
    progress = queries.progress_of([found.pk]).get(found.pk, Progress())
    pages = (0, 0)
    if found.state == "reading":
        paper = paper_text(found.document_id, found.agency_id)
        pages = (paper.pages_done, paper.pages_total)
    return DirectiveDetailOut(
        **_out(DirectiveLine(found, progress)).dict(),
        text="" if shut else found.text,
        text_sha256=found.text_sha256,
        decides=may_decide(seat, found),
        pages_done=pages[0],
        pages_total=pages[1],
        later_files=[] if shut else queries.later_files(found),
        proposals=[proposal_out(p) for p in proposals],
    )


@router.get("/directives", response=DirectivePageOut, summary="Văn bản chỉ đạo")
def directives(
    request: ApiRequest,
    tab: Literal["all", "waiting"] = "all",
    after: UUID | None = None,
) -> DirectivePageOut:
    if request.auth.role == Role.ADMINISTRATOR:
        raise Http404
    page = queries.directives_page(
        scope_of(request.auth), undecided=tab == "waiting", after=after
    )
    return DirectivePageOut(items=[_out(x) for x in page.lines], after=page.after)


@router.get(
    "/directives/{directive_id}",
    response=DirectiveDetailOut,
    summary="Một văn bản chỉ đạo và các đề xuất nhiệm vụ",
)
def directive(request: ApiRequest, directive_id: UUID) -> DirectiveDetailOut:
    found = get_directive_for(request.auth, directive_id)
    actions.record_directive_view(directive=found, by=request.auth, at=timezone.now())
    return detail(request.auth, found)


@router.post(
    "/incoming-documents/{entry_id}/directive",
    response=DirectiveDetailOut,
    summary="Mở văn bản đến như văn bản chỉ đạo",
)
def open_incoming(
    request: ApiRequest, entry_id: UUID, data: DirectiveOpenIn
) -> DirectiveDetailOut:
    entry = get_entry_for(request.auth, entry_id)
    return _open(request, data, incoming_id=entry.id)


@router.post(
    "/outgoing-documents/{entry_id}/directive",
    response=DirectiveDetailOut,
    summary="Mở văn bản đi như văn bản chỉ đạo",
)
def open_outgoing(
    request: ApiRequest, entry_id: UUID, data: DirectiveOpenIn
) -> DirectiveDetailOut:
    line = get_line_for(request.auth, entry_id)
    return _open(request, data, outgoing_id=line.id)


def _open(
    request: ApiRequest, data: DirectiveOpenIn, **line: UUID
) -> DirectiveDetailOut:
    made = actions.open_directive(
        watch_unit_id=data.watch_unit_id,
        by=request.auth,
        at=timezone.now(),
        **line,
    )
    return detail(request.auth, made)


@router.post(
    "/directives/{directive_id}/read-again",
    response=DirectiveDetailOut,
    summary="Đọc lại văn bản chỉ đạo",
)
def read_again(request: ApiRequest, directive_id: UUID) -> DirectiveDetailOut:
    found = get_directive_to_decide(request.auth, directive_id)
    actions.read_again(directive_id=found.id, by=request.auth, at=timezone.now())
    return detail(request.auth, get_directive_for(request.auth, found.id))


@router.put(
    "/directives/{directive_id}/watch",
    response=DirectiveOut,
    summary="Chọn đơn vị theo dõi",
)
def watch(
    request: ApiRequest, directive_id: UUID, data: DirectiveWatchIn
) -> DirectiveOut:
    found = get_directive_to_decide(request.auth, directive_id)
    made = actions.give_watch(
        directive_id=found.id,
        unit_id=data.watch_unit_id,
        by=request.auth,
        at=timezone.now(),
    )
    progress = queries.progress_of([made.pk]).get(made.pk, Progress())
    return _out(DirectiveLine(made, progress))


class DirectiveWordsIn(Schema):
    words: Annotated[str, Field(max_length=3000)]


@router.post(
    "/directives/{directive_id}/meaning",
    response=MeaningOut,
    summary="Những chữ này là đơn vị nào",
)
def meaning(
    request: ApiRequest, directive_id: UUID, data: DirectiveWordsIn
) -> MeaningOut:
    """Whom the words of a field mean: a class as today's bodies, a name of its day as
    who answers for it."""
    found = get_directive_for(request.auth, directive_id)
    bodies = queries.bodies_of(found, timezone.localdate())
    return meaning_out(bodies.meaning(data.words))
