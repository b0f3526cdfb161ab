"""Reading and registering."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router

from congvu.documents import actions, queries
from congvu.documents.access import (
    deeds,
    detail_for,
    get_entry_for,
    get_file_for,
    scope_of,
)
from congvu.documents.api.schemas import (
    CountsOut,
    DeskOut,
    EntryDetailOut,
    EntryPageOut,
    IssuerNoteOut,
    MyWorkOut,
    PaperIn,
    RegisteredOut,
)
from congvu.documents.models import (
    DocumentFile,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.queries import WorkItem
from congvu.documents.rules import AssignmentState
from congvu.files.actions import preview
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import open_file, searchable_copy, searchable_name
from congvu.law.queries import calendar
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.queries import note_on_sender
from congvu.organisations.rules import Permission

router = Router(tags=["Văn bản đến"])
PageNumber = Annotated[int, Field(ge=1, le=100_000)]


@router.get("/incoming-documents", response=EntryPageOut, summary="Danh sách")
def list_entries(
    request: ApiRequest,
    tab: queries.Tab = queries.Tab.ALL,
    find: Annotated[str, Field(max_length=300)] = "",
    first: Day | None = None,
    last: Day | None = None,
    issuer: Annotated[str, Field(max_length=200)] = "",
    type_code: Annotated[str, Field(max_length=20)] = "",
    urgency: Annotated[str, Field(max_length=16)] = "",
    after: Annotated[int, Field(ge=0, lt=2**63)] | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    """Newest first; ``first`` and ``last`` are days of arrival."""
    page = queries.entries_page(
        scope_of(request.auth),
        on=timezone.localdate(),
        tab=tab,
        find=find,
        filters=_filters(first, last, issuer, type_code, urgency),
        after=after,
        limit=limit,
    )
    return {"items": page.entries, "after": page.after}


@router.get("/incoming-documents.xlsx", summary="Xuất danh sách ra Excel")
def export_entries(
    request: ApiRequest,
    tab: queries.Tab = queries.Tab.ALL,
    find: Annotated[str, Field(max_length=300)] = "",
    first: Day | None = None,
    last: Day | None = None,
    issuer: Annotated[str, Field(max_length=200)] = "",
    type_code: Annotated[str, Field(max_length=20)] = "",
    urgency: Annotated[str, Field(max_length=16)] = "",
) -> FileResponse:
    """The whole list with the same filters, and the rights of the list."""
    made = actions.export_list(
        tab=tab,
        find=find,
        filters=_filters(first, last, issuer, type_code, urgency),
        by=request.auth,
        at=timezone.now(),
    )
    return printed(made)


@router.get("/incoming-documents.csv", summary="Xuất danh sách ra CSV")
def export_csv(
    request: ApiRequest,
    tab: queries.Tab = queries.Tab.ALL,
    find: Annotated[str, Field(max_length=300)] = "",
    first: Day | None = None,
    last: Day | None = None,
    issuer: Annotated[str, Field(max_length=200)] = "",
    type_code: Annotated[str, Field(max_length=20)] = "",
    urgency: Annotated[str, Field(max_length=16)] = "",
) -> FileResponse:
    """The same as CSV: UTF-8 with its mark, nothing in it runs as a formula."""
    made = actions.export_list(
        tab=tab,
        find=find,
        filters=_filters(first, last, issuer, type_code, urgency),
        by=request.auth,
        at=timezone.now(),
        form="csv",
    )
    return printed(made)


def printed(made: actions.Printed) -> FileResponse:
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


def _filters(
    first: date | None, last: date | None, issuer: str, type_code: str, urgency: str
) -> queries.Filters:
    if first and last and last < first:
        raise Refused([Reason(_("Ngày cuối trước ngày đầu."), "last")])
    return queries.Filters(first, last, issuer, type_code, urgency)


@router.get("/issuer-note", response=IssuerNoteOut, summary="Nơi gửi đã kết thúc?")
def issuer_note(
    request: ApiRequest, name: Annotated[str, Field(max_length=200)]
) -> dict[str, str]:
    """What is told quietly of a sender's name; empty for one that lives, or unknown."""
    need(request, Permission.REGISTER)
    return {"note": note_on_sender(name, timezone.localdate())}


@router.post("/incoming-documents", response={201: RegisteredOut}, summary="Vào sổ")
def register(request: ApiRequest, data: PaperIn) -> RegisterEntry:
    seat = need(request, Permission.REGISTER)
    now = timezone.now()
    return actions.register_incoming(
        paper=data.paper(),
        arrived_at=data.arrived_at or now,
        by=seat,
        at=now,
        channel="api",
        not_duplicate=data.not_duplicate,
        late_reason=data.late_reason,
    )


@router.get(
    "/incoming-documents/{entry_id}", response=EntryDetailOut, summary="Một văn bản"
)
def one(request: ApiRequest, entry_id: UUID) -> dict[str, Any]:
    entry = get_entry_for(request.auth, entry_id)
    actions.record_view(entry=entry, by=request.auth, at=timezone.now())
    detail = detail_for(request.auth, entry)
    first = next((f.file_id for f in detail.shown_files), None)
    may_compare = request.auth.can(Permission.INTAKE)
    return {
        "entry": entry,
        "files": [
            {
                "id": f.id,
                "name": f.name,
                "position": f.position,
                "pages": f.file.pages,
                "size": f.file.size,
                "media_type": f.file.media_type,
                "sha256": f.file.sha256,
            }
            for f in detail.shown_files
        ],
        "instructions": detail.instructions,
        "assignments": detail.assignments,
        "history": detail.history,
        "requests": detail.requests,
        "deliveries": queries.deliveries_of(entry),
        "deeds": deeds(request.auth, detail, on=timezone.localdate()),
        "possible_duplicates": queries.like_entry(entry, file_id=first)
        if may_compare
        else [],
    }


@router.get("/incoming-documents/{entry_id}/files/{file_id}", summary="Tải tệp")
def download(request: ApiRequest, entry_id: UUID, file_id: UUID) -> FileResponse:
    held = get_file_for(request.auth, entry_id, file_id)
    stream = opened(held.file)
    actions.record_file_view(held=held, by=request.auth, at=timezone.now())
    return sent(stream, held.file, held.name)


@router.get(
    "/incoming-documents/{entry_id}/files/{file_id}/searchable",
    summary="Tải bản tìm được chữ (PDF/A) của tệp quét",
)
def download_searchable(
    request: ApiRequest, entry_id: UUID, file_id: UUID
) -> FileResponse:
    """Not found until it is made; a file with text of its own has none."""
    return searchable(request, get_file_for(request.auth, entry_id, file_id))


@router.get(
    "/incoming-documents/{entry_id}/files/{file_id}/marked",
    summary="Bản in có dấu đến (PDF)",
)
def download_marked(request: ApiRequest, entry_id: UUID, file_id: UUID) -> FileResponse:
    """Drawn from pictures of its pages; the file itself stays as it came."""
    held = get_file_for(request.auth, entry_id, file_id)
    entry = get_entry_for(request.auth, entry_id)
    try:
        made = actions.print_marked(
            held=held, entry=entry, by=request.auth, at=timezone.now()
        )
    except (Refused, FileNotFoundError) as why:
        raise Http404 from why
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


@router.get(
    "/incoming-documents/{entry_id}/files/{file_id}/pages/{number}",
    summary="Hình một trang",
)
def page_picture(
    request: ApiRequest, entry_id: UUID, file_id: UUID, number: PageNumber
) -> HttpResponse:
    held = get_file_for(request.auth, entry_id, file_id)
    return picture(request, held, number, entry_id=entry_id)


def opened(file: StoredFile | None) -> Any:
    """The bytes; not found where they may not be had, or not yet."""
    if file is None or file.state not in (FileState.READING, FileState.READY):
        raise Http404
    try:
        return open_file(file)
    except FileNotFoundError as missing:
        raise Http404 from missing


def sent(stream: Any, file: StoredFile, name: str) -> FileResponse:
    """Always to be kept, never to be run: a stranger made it."""
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=name or "van-ban",
        content_type=file.media_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def searchable(request: ApiRequest, held: DocumentFile | IntakeItem) -> FileResponse:
    """The copy of a scan in which words can be searched."""
    copy = searchable_copy(held.file) if held.file is not None else None
    if copy is None:
        raise Http404
    stream = copy.open("rb")
    actions.record_file_view(
        held=held, by=request.auth, at=timezone.now(), form="searchable"
    )
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=searchable_name(held.name),
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def picture(
    request: ApiRequest,
    held: DocumentFile | IntakeItem,
    number: int,
    *,
    entry_id: UUID | None = None,
) -> HttpResponse:
    """The picture of one page as WebP."""
    file = held.file
    if file is None or file.state not in (FileState.READING, FileState.READY):
        raise Http404
    try:
        made = preview(file=file, number=number)
    except (Refused, FileNotFoundError) as why:
        raise Http404 from why
    actions.record_page_look(
        held=held, by=request.auth, at=timezone.now(), entry_id=entry_id
    )
    return HttpResponse(made.read_bytes(), content_type="image/webp")


# -- one's own desk


@router.get("/my-work", response=MyWorkOut, summary="Việc của tôi")
def my_work(request: ApiRequest) -> dict[str, Any]:
    seat, today, days = request.auth, timezone.localdate(), calendar()
    to_do = queries.my_work(seat.desks, on=today, days=days, person_id=seat.person_id)
    answers = queries.reports_to_me(seat.desks, on=today, days=days)
    reported = [i for i in answers if i.assignment.state == AssignmentState.REPORTED]
    asked = [i for i in answers if i.asked]
    given_back = [i for i in answers if i not in reported and i not in asked]
    return {
        "to_do": _work(to_do),
        "to_confirm": _work(reported),
        "to_answer": _work(asked),
        "given_back": _work(given_back),
    }


def _work(items: Sequence[WorkItem]) -> list[dict[str, Any]]:
    return [
        {
            "assignment": i.assignment,
            "entry": i.assignment.entry,
            "days_left": i.days_left,
        }
        for i in items
    ]


@router.get("/counts", response=CountsOut, summary="Bao nhiêu văn bản đang ở đâu")
def counts(request: ApiRequest) -> dict[str, Any]:
    seat = request.auth
    return {
        "tabs": queries.tab_counts(scope_of(seat), timezone.localdate()),
        "waiting": queries.waiting_count(seat.desks, seat.person_id),
    }


@router.get("/desks", response=list[DeskOut], summary="Nơi nhận việc")
def desks(request: ApiRequest) -> list[queries.Desk]:
    need(request, Permission.READ_ORGANISATION)
    found = queries.all_desks(request.auth.agency_id, timezone.localdate())
    return actions.offered(found, request.auth)
