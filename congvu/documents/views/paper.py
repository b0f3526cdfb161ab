"""The paper itself: whole files and pictures of pages, after the access check.

What strangers sent is never trusted: it is downloaded, or shown where nothing in it can
run. A picture is asked for again each time, so that a right that ended ends at once.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from congvu.documents.access import get_entry_for, get_file_for, get_shown_item_for
from congvu.documents.actions import (
    print_marked,
    record_file_view,
    record_page_look,
)
from congvu.documents.models import DocumentFile, IntakeItem
from congvu.files.actions import preview
from congvu.files.models import FileKind, FileState, StoredFile
from congvu.files.queries import open_file, searchable_copy, searchable_name
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.ui.deeds import PDF_POLICY, SANDBOX

SHOWN_INLINE = {FileKind.PDF, FileKind.IMAGE}
LET_IN = (FileState.READING, FileState.READY)


# /van-ban/den/<văn bản>/tep/<tệp>/


@require_safe
@with_seat()
def paper_file(request: SeatRequest, entry_id: UUID, file_id: UUID) -> HttpResponse:
    """The whole file; ``?xem`` shows a PDF or a picture instead of keeping it."""
    return _file(request, get_file_for(request.seat, entry_id, file_id))


@require_safe
@with_seat()
def paper_searchable(
    request: SeatRequest, entry_id: UUID, file_id: UUID
) -> HttpResponse:
    """The copy of a scan in which words can be searched."""
    return _searchable(request, get_file_for(request.seat, entry_id, file_id))


@require_safe
@with_seat()
def paper_marked(request: SeatRequest, entry_id: UUID, file_id: UUID) -> HttpResponse:
    """The paper for the printer, with the mark of arrival; the file stays as it is."""
    held = get_file_for(request.seat, entry_id, file_id)
    entry = get_entry_for(request.seat, entry_id)
    try:
        made = print_marked(held=held, entry=entry, by=request.seat, at=timezone.now())
    except (Refused, FileNotFoundError) as why:
        raise Http404 from why
    response: HttpResponseBase = FileResponse(
        made.stream, filename=made.name, content_type=made.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)


@require_safe
@with_seat()
def paper_page(
    request: SeatRequest, entry_id: UUID, file_id: UUID, number: int
) -> HttpResponse:
    """The picture of one page; a look by itself unless its paper was just opened."""
    held = get_file_for(request.seat, entry_id, file_id)
    return _picture(request, held, number, entry_id=entry_id)


# /tiep-nhan/<tệp>/


@require_safe
@with_seat(Permission.INTAKE)
def intake_file(request: SeatRequest, item_id: UUID) -> HttpResponse:
    return _file(request, get_shown_item_for(request.seat, item_id))


@require_safe
@with_seat(Permission.INTAKE)
def intake_searchable(request: SeatRequest, item_id: UUID) -> HttpResponse:
    return _searchable(request, get_shown_item_for(request.seat, item_id))


@require_safe
@with_seat(Permission.INTAKE)
def intake_page_image(request: SeatRequest, item_id: UUID, number: int) -> HttpResponse:
    return _picture(request, get_shown_item_for(request.seat, item_id), number)


def _file(request: SeatRequest, held: DocumentFile | IntakeItem) -> HttpResponse:
    stored = held.file
    if stored is not None and stored.state == FileState.QUARANTINED:
        context = {"name": held.name, "reason": stored.reason}
        return render(request, "documents/file_quarantined.html", context, status=403)
    # What nobody has scanned and opened yet is not handed out either.
    if stored is None or stored.state not in LET_IN:
        raise Http404
    try:
        stream = open_file(stored)
    except FileNotFoundError as missing:
        raise Http404 from missing
    record_file_view(held=held, by=request.seat, at=timezone.now())
    inline = "xem" in request.GET and stored.kind in SHOWN_INLINE
    response: HttpResponseBase = FileResponse(stream, content_type=_media_type(stored))
    response["Content-Length"] = str(stored.size)
    response["Content-Disposition"] = _disposition(held.name, inline=inline)
    response["X-Content-Type-Options"] = "nosniff"
    is_pdf = stored.kind == FileKind.PDF
    response["Content-Security-Policy"] = PDF_POLICY if inline and is_pdf else SANDBOX
    response["Cache-Control"] = "private, no-store"
    # Django types a streamed answer apart; its pages treat both alike.
    return cast(HttpResponse, response)


def _searchable(request: SeatRequest, held: DocumentFile | IntakeItem) -> HttpResponse:
    """To be kept, not shown: what is read here is the paper as it came."""
    copy = searchable_copy(held.file) if held.file is not None else None
    if copy is None:
        raise Http404
    try:
        stream = copy.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    record_file_view(held=held, by=request.seat, at=timezone.now(), form="searchable")
    response = FileResponse(stream, content_type="application/pdf")
    name = searchable_name(held.name)
    response["Content-Disposition"] = _disposition(name, inline=False)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)


def _media_type(stored: StoredFile) -> str:
    """What a browser could run is called bytes, whatever it is."""
    if stored.kind in (FileKind.HTML, FileKind.PROGRAM, FileKind.UNKNOWN):
        return "application/octet-stream"
    return stored.media_type or "application/octet-stream"


def _disposition(name: str, *, inline: bool) -> str:
    """The composed name: a file is called the same on whatever machine saves it."""
    shown = nfc(name) or "van-ban"
    header = content_disposition_header(not inline, shown)
    return header or f"inline; filename*=utf-8''{quote(shown)}"


def _picture(
    request: SeatRequest,
    held: DocumentFile | IntakeItem,
    number: int,
    *,
    entry_id: UUID | None = None,
) -> HttpResponse:
    stored = held.file
    if stored is None or stored.state not in LET_IN:
        raise Http404
    etag = f'"{stored.sha256[:32]}-{number}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        try:
            made = preview(file=stored, number=number)
        except (Refused, FileNotFoundError) as why:
            raise Http404 from why
        # A picture is at most 120 kB: whole, so that its file is closed at once.
        response = HttpResponse(made.read_bytes(), content_type="image/webp")
    record_page_look(held=held, by=request.seat, at=timezone.now(), entry_id=entry_id)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = SANDBOX
    return response
