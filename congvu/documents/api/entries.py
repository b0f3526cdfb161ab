"""Reading and registering."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Router

from congvu.audit.actions import record
from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for, get_file_for, scope_of
from congvu.documents.api.schemas import (
    EntryDetailOut,
    EntryOut,
    EntryPageOut,
    PaperIn,
    RegisterOut,
    WorkOut,
)
from congvu.documents.models import Register, RegisterEntry
from congvu.files.models import FileState
from congvu.files.queries import open_file
from congvu.law.queries import calendar
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Văn bản đến"])


@router.get("/incoming-documents", response=EntryPageOut, summary="Danh sách")
def list_entries(
    request: ApiRequest,
    tab: queries.Tab = queries.Tab.ALL,
    find: str = "",
    after: int | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    page = queries.entries_page(
        scope_of(request.auth),
        on=timezone.localdate(),
        tab=tab,
        find=find,
        after=after,
        limit=max(1, min(limit, 200)),
    )
    return {"items": page.entries, "after": page.after}


@router.post("/incoming-documents", response={201: EntryOut}, summary="Vào sổ")
def register(request: ApiRequest, data: PaperIn) -> tuple[int, RegisterEntry]:
    seat = need(request, Permission.REGISTER)
    now = timezone.now()
    entry = actions.register_incoming(
        paper=data.paper(),
        arrived_at=data.arrived_at or now,
        by=seat,
        at=now,
        channel="api",
        not_duplicate=data.not_duplicate,
    )
    return 201, entry


@router.get(
    "/incoming-documents/{entry_id}", response=EntryDetailOut, summary="Một văn bản"
)
def one(request: ApiRequest, entry_id: UUID) -> dict[str, Any]:
    entry = get_entry_for(request.auth, entry_id)
    actions.record_view(entry=entry, by=request.auth, at=timezone.now())
    detail = queries.entry_detail(entry)
    return {
        "entry": entry,
        "files": [
            {
                "id": f.id,
                "name": f.name,
                "size": f.file.size,
                "media_type": f.file.media_type,
                "sha256": f.file.sha256,
            }
            for f in detail.files
        ],
        "instructions": detail.instructions,
        "assignments": detail.assignments,
        "history": detail.history,
    }


@router.get("/incoming-documents/{entry_id}/files/{file_id}", summary="Tải tệp")
def download(request: ApiRequest, entry_id: UUID, file_id: UUID) -> FileResponse:
    held = get_file_for(request.auth, entry_id, file_id)
    if held.file.state in (FileState.DESTROYED, FileState.QUARANTINED):
        raise Http404
    record(
        "documents.file-viewed",
        by=request.auth.actor,
        at=timezone.now(),
        on=held,
        data={"sha256": held.file.sha256},
    )
    return FileResponse(
        open_file(held.file),
        as_attachment=True,
        filename=held.name,
        content_type=held.file.media_type,
    )


@router.get("/my-work", response=list[WorkOut], summary="Việc của tôi")
def my_work(request: ApiRequest) -> list[dict[str, Any]]:
    items = queries.my_work(
        request.auth.principals, on=timezone.localdate(), days=calendar()
    )
    return [
        {
            "assignment": i.assignment,
            "entry": i.assignment.entry,
            "days_left": i.days_left,
        }
        for i in items
    ]


@router.get(
    "/registers/incoming",
    response=list[dict[str, str]],
    summary="Sổ đăng ký văn bản đến (Phụ lục IV)",
)
def register_lines(
    request: ApiRequest, first: date, last: date
) -> list[dict[str, str]]:
    seat = need(request, Permission.READ_REGISTER)
    record(
        "documents.register-exported",
        by=seat.actor,
        at=timezone.now(),
        data={"first": first.isoformat(), "last": last.isoformat()},
    )
    return list(queries.register_lines(seat.agency_id, first, last))


@router.post("/registers/{year}/close", response=RegisterOut, summary="Khóa sổ")
def close_register(request: ApiRequest, year: int) -> Register:
    seat = need(request, Permission.CLOSE_REGISTER)
    return actions.close_register(year=year, by=seat, at=timezone.now())
