"""Drafts for machines: written, judged, approved by the same actions as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, BinaryIO, Literal, cast
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from congvu.documents.access import get_entry_for, scope_of
from congvu.files.queries import open_file
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.access import (
    draft_reading,
    get_draft_for,
    get_request_for,
    get_version_for,
    registry_of,
)
from congvu.outgoing.api.book import OutgoingLineOut, Short, WhyIn, printed
from congvu.outgoing.api.schemas import (
    OutgoingDeedOut,
    OutgoingEventOut,
    PaperSignatureOut,
)
from congvu.outgoing.models import (
    Draft,
    DraftVersion,
    Opinion,
    OpinionRequest,
    UnsavedText,
)
from congvu.outgoing.queries import DraftTab

router = Router(tags=["Dự thảo"])
Number = Annotated[int, Field(ge=1, le=100_000)]
Words = Annotated[str, Field(max_length=1000)]


class DraftOut(Schema):
    """One draft, as a list shows it."""

    id: UUID
    type_code: str
    type_name: str
    subject: str
    state: str
    urgency: str
    version: int
    drafter_name: str
    unit_name: str
    signer_name: str
    signing_basis: str
    body_name: str
    is_normative: bool
    desk_name: str
    due_on: date | None
    by_head: bool
    release_due_at: datetime | None
    answers_id: UUID | None
    entry_id: UUID | None
    created_at: datetime
    ended_because: str


class DraftPageOut(Schema):
    items: list[DraftOut]
    after: UUID | None


class VersionOut(Schema):
    number: int
    body: dict[str, Any]
    file_name: str
    unread: list[str]
    remark: str
    made_at: datetime
    made_by: str
    made_by_post: str

    @staticmethod
    def resolve_unread(row: DraftVersion) -> list[str]:
        return queries.unread_lines(row.unread)


class CheckOut(Schema):
    """One word on one version: content, form or approval."""

    kind: str
    version: int
    passed: bool
    text: str
    made_at: datetime
    made_by: str
    made_by_post: str


class DraftOpinionOut(Schema):
    stance: str
    text: str
    version: int
    given_at: datetime
    given_by: str
    given_by_post: str


class OpinionRequestOut(Schema):
    """Who was asked; ``opinion`` when it was given."""

    id: UUID
    desk_name: str
    question: str
    due_on: date
    state: str
    version: int
    opinion: DraftOpinionOut | None = None

    @staticmethod
    def resolve_opinion(row: OpinionRequest) -> Opinion | None:
        return getattr(row, "opinion", None)


class BesideOut(Schema):
    """A file beside the draft; ``is_marked``: with the agency's signature already."""

    id: UUID
    name: str
    size: int
    sha256: str
    added_by: str
    is_marked: bool


class DraftDetailOut(Schema):
    draft: DraftOut
    version: VersionOut
    attachments: list[BesideOut]
    departures: list[DepartureOut]
    checks: list[CheckOut]
    requests: list[OpinionRequestOut]
    signatures: list[PaperSignatureOut]
    events: list[OutgoingEventOut]
    deeds: list[OutgoingDeedOut]


class VersionsComparedOut(Schema):
    """A paragraph of two versions: ``same``, ``added``, ``removed`` or ``changed``."""

    element: str
    old: str
    new: str
    kind: str


class VersionDetailOut(Schema):
    """A version, and line for line what it changed of another."""

    version: VersionOut
    lines: list[VersionsComparedOut]


class NewDraftIn(Schema):
    """What a draft is to become; ``by_head``: the head's own paper, without TM., where
    the body decides together; ``fields`` are parts of its form to begin with."""

    type_code: Short
    subject: Annotated[str, Field(max_length=500)]
    signer_post_id: UUID
    answers_id: UUID | None = None
    urgency: Short = "normal"
    due_on: Day | None = None
    body_name: Short = ""
    is_normative: bool = False
    signing_basis: Annotated[str, Field(max_length=300)] = ""
    by_head: bool = False
    fields: dict[str, Any] = Field(default_factory=dict)


class VersionIn(Schema):
    """Parts of form to change; ``after`` is the version they were written on."""

    fields: dict[str, Any]
    after: Number | None = None
    remark: Annotated[str, Field(max_length=500)] = ""


class TypedIn(Schema):
    """Parts of form being written; ``after`` is the version they were begun on."""

    fields: dict[str, Any]
    after: Number


class UnsavedOut(Schema):
    after: int
    fields: dict[str, Any]
    saved_at: datetime


class MendIn(Schema):
    number: Number
    after: Number


class DepartureOut(Schema):
    """Where a draft departs from Phụ lục I; ``mendable`` by ``mend`` in one step."""

    number: int
    element: str
    where: str
    found: str
    expected: str
    basis: str
    mendable: bool


class CheckIn(Schema):
    text: Words = ""
    form_desk_id: UUID | None = None


class AskIn(Schema):
    desk_ids: list[UUID]
    due_on: Day
    question: Words = ""


class OpinionIn(Schema):
    stance: Literal["agree", "changes", "disagree"]
    text: Annotated[str, Field(max_length=5000)] = ""


@router.get("/drafts", response=DraftPageOut, summary="Dự thảo")
def list_drafts(
    request: ApiRequest,
    tab: DraftTab = DraftTab.MINE,
    find: Short = "",
    after: UUID | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    seat = request.auth
    page = queries.drafts_page(
        scope_of(seat),
        desks=seat.desks,
        registry=registry_of(seat),
        tab=tab,
        find=find,
        after=after,
        limit=limit,
    )
    return {"items": page.drafts, "after": page.after}


@router.post("/drafts", response={201: DraftOut}, summary="Lập dự thảo")
def start(request: ApiRequest, data: NewDraftIn) -> Draft:
    seat = need(request, Permission.DRAFT)
    given = data.dict()
    fields = given.pop("fields")
    wish = actions.DraftWish(**given)
    return actions.start_draft(wish=wish, fields=fields, by=seat, at=timezone.now())


@router.get("/drafts/{draft_id}", response=DraftDetailOut, summary="Một dự thảo")
def one(request: ApiRequest, draft_id: UUID) -> dict[str, Any]:
    draft = get_draft_for(request.auth, draft_id)
    actions.record_draft_view(draft=draft, by=request.auth, at=timezone.now())
    context = draft_reading(request.auth, draft)
    detail = context["detail"]
    return context | {
        "departures": context["form_found"].departures,
        "checks": detail.checks,
        "requests": detail.requests,
    }


class AnsweringOut(Schema):
    """A draft that answers the paper, and its line of the book; each where the reader
    may open it.
    """

    draft: DraftOut | None
    entry: OutgoingLineOut | None


@router.get(
    "/incoming-documents/{entry_id}/answers",
    response=list[AnsweringOut],
    summary="Dự thảo, văn bản trả lời văn bản đến",
)
def answers(request: ApiRequest, entry_id: UUID) -> list[queries.Answering]:
    entry = get_entry_for(request.auth, entry_id)
    return queries.answers_to(scope_of(request.auth), entry.id)


@router.post(
    "/drafts/{draft_id}/versions", response={201: VersionOut}, summary="Lưu bản mới"
)
def write(request: ApiRequest, draft_id: UUID, data: VersionIn) -> DraftVersion:
    seat = _drafter(request, draft_id)
    return actions.save_version(
        draft_id=draft_id,
        fields=data.fields,
        after=data.after,
        remark=data.remark,
        by=seat,
        at=timezone.now(),
    )


@router.put("/drafts/{draft_id}/typed", response=UnsavedOut, summary="Giữ phần đang gõ")
def keep_typed(request: ApiRequest, draft_id: UUID, data: TypedIn) -> UnsavedText:
    """Kept for this person alone until a version is saved."""
    seat = _drafter(request, draft_id)
    return actions.keep_typed(
        draft_id=draft_id,
        fields=data.fields,
        after=data.after,
        by=seat,
        at=timezone.now(),
    )


@router.delete(
    "/drafts/{draft_id}/typed", response={204: None}, summary="Bỏ phần đang gõ"
)
def drop_typed(request: ApiRequest, draft_id: UUID) -> None:
    actions.drop_typed(draft_id=draft_id, by=_drafter(request, draft_id))


def _drafter(request: ApiRequest, draft_id: UUID) -> Any:
    """Who may draft at all, and see this one; the action decides the rest."""
    seat = need(request, Permission.DRAFT)
    get_draft_for(seat, draft_id)
    return seat


@router.post(
    "/drafts/{draft_id}/files", response={201: VersionOut}, summary="Tải bản Word lên"
)
def upload(
    request: ApiRequest, draft_id: UUID, file: File[UploadedFile]
) -> DraftVersion:
    seat = _drafter(request, draft_id)
    return actions.save_file(
        draft_id=draft_id,
        stream=cast(BinaryIO, file.file),
        name=file.name or "du-thao.docx",
        by=seat,
        at=timezone.now(),
    )


@router.get(
    "/drafts/{draft_id}/versions/{number}",
    response=VersionDetailOut,
    summary="Một bản, so với bản khác",
)
def version(
    request: ApiRequest, draft_id: UUID, number: Number, other: Number | None = None
) -> dict[str, Any]:
    """Compared with the one before it, or with ``other``."""
    shown = get_version_for(request.auth, draft_id, number)
    actions.record_draft_view(draft=shown.draft, by=request.auth, at=timezone.now())
    wanted = number - 1 if other is None else other
    before = shown.draft.versions.filter(number=wanted).first()
    lines = queries.compare(before, shown) if before else []
    return {"version": shown, "lines": lines}


@router.get(
    "/drafts/{draft_id}/versions/{number}/paper.{form}",
    summary="Bản trình bày theo Phụ lục I (pdf, docx)",
)
def version_set(
    request: ApiRequest, draft_id: UUID, number: Number, form: Literal["pdf", "docx"]
) -> FileResponse:
    shown = get_version_for(request.auth, draft_id, number)
    made = actions.set_paper(version=shown, form=form)
    actions.record_version_print(
        version=shown, form=form, by=request.auth, at=timezone.now()
    )
    return printed(made)


@router.post(
    "/drafts/{draft_id}/mend", response={201: VersionOut}, summary="Sửa điểm lệch"
)
def mend(request: ApiRequest, draft_id: UUID, data: MendIn) -> DraftVersion:
    """``number`` is the departure's place in the list of version ``after``."""
    seat = _drafter(request, draft_id)
    return actions.mend_form(
        draft_id=draft_id,
        number=data.number,
        after=data.after,
        by=seat,
        at=timezone.now(),
    )


@router.get("/drafts/{draft_id}/versions/{number}/file", summary="Tải tệp Word của bản")
def version_file(request: ApiRequest, draft_id: UUID, number: Number) -> FileResponse:
    shown = get_version_for(request.auth, draft_id, number)
    if shown.file is None:
        raise Http404
    try:
        stream = open_file(shown.file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    actions.record_file_view(
        on=shown.draft, file=shown.file, by=request.auth, at=timezone.now()
    )
    return FileResponse(
        stream,
        as_attachment=True,
        filename=shown.file_name,
        content_type=shown.file.media_type,
    )


@router.post("/drafts/{draft_id}/send", response=DraftOut, summary="Trình dự thảo")
def send(request: ApiRequest, draft_id: UUID) -> Draft:
    seat = _drafter(request, draft_id)
    return actions.send_draft(draft_id=draft_id, by=seat, at=timezone.now())


@router.post(
    "/drafts/{draft_id}/check-content", response=DraftOut, summary="Nội dung đạt"
)
def check_content(request: ApiRequest, draft_id: UUID, data: CheckIn) -> Draft:
    """Without ``form_desk_id`` it goes to the registry's first held desk."""
    seat = need(request, Permission.CHECK_CONTENT)
    get_draft_for(seat, draft_id)
    return actions.check_content(
        draft_id=draft_id,
        text=data.text,
        form_desk_id=data.form_desk_id,
        by=seat,
        at=timezone.now(),
    )


@router.post("/drafts/{draft_id}/check-form", response=DraftOut, summary="Thể thức đạt")
def check_form(request: ApiRequest, draft_id: UUID, data: CheckIn) -> Draft:
    seat = need(request, Permission.CHECK_FORM)
    get_draft_for(seat, draft_id)
    return actions.check_form(
        draft_id=draft_id, text=data.text, by=seat, at=timezone.now()
    )


@router.post("/drafts/{draft_id}/approve", response=DraftOut, summary="Duyệt dự thảo")
def approve(request: ApiRequest, draft_id: UUID, data: CheckIn) -> Draft:
    seat = need(request, Permission.SIGN)
    get_draft_for(seat, draft_id)
    return actions.approve(
        draft_id=draft_id, text=data.text, by=seat, at=timezone.now()
    )


@router.post("/drafts/{draft_id}/return", response=DraftOut, summary="Trả lại dự thảo")
def give_back(request: ApiRequest, draft_id: UUID, data: WhyIn) -> Draft:
    get_draft_for(request.auth, draft_id)
    return actions.return_draft(
        draft_id=draft_id, reason=data.reason, by=request.auth, at=timezone.now()
    )


@router.post("/drafts/{draft_id}/withdraw", response=DraftOut, summary="Rút dự thảo")
def withdraw(request: ApiRequest, draft_id: UUID, data: WhyIn) -> Draft:
    get_draft_for(request.auth, draft_id)
    return actions.withdraw_draft(
        draft_id=draft_id, reason=data.reason, by=request.auth, at=timezone.now()
    )


@router.post(
    "/drafts/{draft_id}/ask-opinions",
    response=list[OpinionRequestOut],
    summary="Xin ý kiến",
)
def ask(request: ApiRequest, draft_id: UUID, data: AskIn) -> list[OpinionRequest]:
    seat = _drafter(request, draft_id)
    return actions.ask_opinions(
        draft_id=draft_id,
        desk_ids=data.desk_ids,
        due_on=data.due_on,
        question=data.question,
        by=seat,
        at=timezone.now(),
    )


@router.post(
    "/drafts/{draft_id}/close-opinions",
    response=DraftOut,
    summary="Khép việc xin ý kiến quá hạn",
)
def close(request: ApiRequest, draft_id: UUID) -> Draft:
    seat = _drafter(request, draft_id)
    actions.close_opinions(draft_id=draft_id, by=seat, at=timezone.now())
    return get_draft_for(seat, draft_id)


@router.post(
    "/drafts/{draft_id}/opinions/{request_id}",
    response=DraftOpinionOut,
    summary="Góp ý",
)
def give_opinion(
    request: ApiRequest, draft_id: UUID, request_id: UUID, data: OpinionIn
) -> Opinion:
    get_request_for(request.auth, draft_id, request_id)
    return actions.give_opinion(
        request_id=request_id,
        stance=data.stance,
        text=data.text,
        by=request.auth,
        at=timezone.now(),
    )
