"""Phiếu giải quyết văn bản đến, as data and as the page that is printed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from ninja import Router, Schema

from congvu.documents import actions, queries
from congvu.documents.access import get_entry_for
from congvu.documents.access import slip_page as slip_words
from congvu.documents.api.entries import printed
from congvu.documents.api.schemas import AssignmentOut, EntryOut, InstructionOut
from congvu.documents.models import RegisterEntry
from congvu.organisations.api import ApiRequest

router = Router(tags=["Văn bản đến"])


class OpinionOut(Schema):
    instruction: InstructionOut
    assignments: list[AssignmentOut]


class SlipLevelOut(Schema):
    key: str
    label: str
    title: str
    instructions: list[OpinionOut]


class SlipOut(Schema):
    entry: EntryOut
    levels: list[SlipLevelOut]
    results: list[AssignmentOut]
    agency: str
    place: str
    begun_on: date | None


@router.get(
    "/incoming-documents/{entry_id}/slip",
    response=SlipOut,
    summary="Phiếu giải quyết văn bản đến",
)
def slip(request: ApiRequest, entry_id: UUID) -> dict[str, Any]:
    """Three levels of opinion and what came of it (NĐ 30/2020 Phụ lục IV)."""
    entry, found = _slip(request, entry_id)
    return {
        "entry": entry,
        "levels": found.levels,
        "results": found.results,
        "agency": found.agency,
        "place": found.place,
        "begun_on": found.begun_on,
    }


@router.get(
    "/incoming-documents/{entry_id}/slip/page", summary="Phiếu giải quyết để in (HTML)"
)
def slip_page(request: ApiRequest, entry_id: UUID) -> HttpResponse:
    entry, _found = _slip(request, entry_id)
    return render(request, "documents/slip.html", slip_words(request.auth, entry))


@router.get("/incoming-documents/{entry_id}/slip/pdf", summary="Phiếu giải quyết (PDF)")
def slip_pdf(request: ApiRequest, entry_id: UUID) -> FileResponse:
    entry = get_entry_for(request.auth, entry_id)
    made = actions.print_slip(entry=entry, by=request.auth, at=timezone.now())
    return printed(made)


def _slip(request: ApiRequest, entry_id: UUID) -> tuple[RegisterEntry, queries.Slip]:
    entry = get_entry_for(request.auth, entry_id)
    actions.record_view(entry=entry, by=request.auth, at=timezone.now())
    name = request.auth.agency_name
    return entry, queries.slip(queries.entry_detail(entry), agency_name=name)
