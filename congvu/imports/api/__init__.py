"""Loads for machines: the same actions as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, BinaryIO, Literal, cast
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, File, Form, Router, Schema, UploadedFile

from congvu.imports import actions, queries
from congvu.imports.access import get_load_for
from congvu.imports.models import Load
from congvu.imports.rules import BookKind
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Nạp sổ cũ"])
_LOAD = "/register-loads/{load_id}"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LoadOut(Schema):
    id: UUID
    book: str
    name: str
    sha256: str
    state: str
    reason: str
    fonds_id: UUID
    rows_total: int
    rows_wrong: int
    scans_done: int
    scans_total: int
    closed_years: list[int]
    facts: list[str]
    asked_at: datetime
    asked_by: str
    ended_at: datetime | None
    undone_at: datetime | None

    @staticmethod
    def resolve_facts(load: Load) -> list[str]:
        return queries.facts_of(load)


class RowOut(Schema):
    position: int
    where: str
    number: int | None
    year: int | None
    symbol: str
    verdict: str
    reasons: list[str]
    notes: list[str]


class EnterIn(Schema):
    skips_wrong: bool = False


@router.get("/register-loads", response=list[LoadOut], summary="Các lần nạp sổ cũ")
def loads(request: ApiRequest) -> list[Load]:
    seat = need(request, Permission.LOAD_REGISTERS)
    return list(queries.loads_of(seat.agency_id)[:100])


@router.post("/register-loads", response={201: LoadOut}, summary="Đọc một sổ cũ")
def read(
    request: ApiRequest,
    file: File[UploadedFile],
    scans: File[UploadedFile | None] = None,
    book: Form[Literal["", "incoming", "outgoing"]] = "",
    fonds: Form[UUID | None] = None,
) -> Load:
    """Nothing is entered yet: the answer says what would be.

    ``fonds``: whose register it is, where that agency ended in favour of one's own.
    """
    seat = need(request, Permission.LOAD_REGISTERS)
    return actions.read_register(
        stream=cast(BinaryIO, file),
        name=file.name or "",
        by=seat,
        at=timezone.now(),
        book=BookKind(book) if book else None,
        sent_scans=cast(BinaryIO, scans) if scans else None,
        fonds_id=fonds,
    )


@router.get(_LOAD, response=LoadOut, summary="Một lần nạp sổ cũ")
def one(request: ApiRequest, load_id: UUID) -> Load:
    return get_load_for(request.auth, load_id)


@router.get(f"{_LOAD}/rows", response=list[RowOut], summary="Từng dòng của lần nạp")
def rows(
    request: ApiRequest,
    load_id: UUID,
    only: Literal["", "wrong", "noted"] = "",
    start: Annotated[int, Field(ge=0, lt=10**6)] = 0,
) -> list[Any]:
    """A thousand at a time."""
    found = get_load_for(request.auth, load_id)
    return list(queries.told_rows(found, only=only, start=start, limit=1000))


@router.post(f"{_LOAD}/enter", response=LoadOut, summary="Nạp vào sổ")
def enter(request: ApiRequest, load_id: UUID, data: EnterIn) -> Load:
    found = get_load_for(request.auth, load_id)
    return actions.ask_to_load(
        load_id=found.id,
        skips_wrong=data.skips_wrong,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(f"{_LOAD}/undo", response=LoadOut, summary="Rút cả lần nạp")
def undo(request: ApiRequest, load_id: UUID) -> Load:
    found = get_load_for(request.auth, load_id)
    return actions.undo_load(load_id=found.id, by=request.auth, at=timezone.now())


@router.get(f"{_LOAD}/report.xlsx", summary="Báo cáo từng dòng")
def report(request: ApiRequest, load_id: UUID) -> HttpResponse:
    found = get_load_for(request.auth, load_id)
    made = actions.write_report(load=found, by=request.auth, at=timezone.now())
    return HttpResponse(made, content_type=XLSX)
