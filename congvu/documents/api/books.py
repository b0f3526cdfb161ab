"""The registers: their lines, their print-outs, closed and opened again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.documents import actions, queries
from congvu.documents.api.entries import printed
from congvu.documents.api.schemas import ReasonIn
from congvu.documents.models import Register
from congvu.law.rules import Column
from congvu.lib.dates import EARLIEST, LATEST
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission

router = Router(tags=["Sổ"])
Year = Annotated[int, Field(ge=EARLIEST.year, le=LATEST.year)]
BookKey = Literal["incoming", "tracking", "handover"]


class RegisterOut(Schema):
    year: int
    last_number: int
    closed_at: datetime | None
    closed_by: str
    reopened_at: datetime | None
    reopened_by: str
    reopened_because: str


class ColumnOut(Schema):
    """One column of a register; its lines carry the values by ``key``."""

    key: str
    title: str
    width: int


@router.get("/registers", response=list[RegisterOut], summary="Các sổ của cơ quan")
def registers(request: ApiRequest) -> list[Register]:
    seat = need(request, Permission.READ_REGISTER)
    return queries.registers_of(seat.agency_id)


@router.get(
    "/registers/{book}",
    response=list[dict[str, str]],
    summary="Dòng của sổ (Phụ lục IV)",
)
def register_lines(
    request: ApiRequest, book: BookKey, first: Day, last: Day, unit: UUID | None = None
) -> list[dict[str, str]]:
    """``incoming`` is the register, ``tracking`` the book of handling, by arrival;
    ``handover`` who was handed what, by receiver, or of one ``unit`` alone.
    """
    seat = need(request, Permission.READ_REGISTER)
    asked = queries.book(book, first, last, unit)
    actions.record_print(
        book=book, first=first, last=last, form="api", by=seat, at=timezone.now()
    )
    return list(asked.lines(seat.agency_id))


@router.get("/registers/{book}/columns", response=list[ColumnOut], summary="Cột của sổ")
def register_columns(
    request: ApiRequest, book: BookKey, on: Day | None = None
) -> tuple[Column, ...]:
    """As the law asks for them on that day; a print-out takes its last day."""
    need(request, Permission.READ_REGISTER)
    day = on or timezone.localdate()
    return queries.book(book, day, day).columns


@router.get("/registers/{book}/pdf", summary="In sổ ra PDF")
def register_pdf(
    request: ApiRequest, book: BookKey, first: Day, last: Day, unit: UUID | None = None
) -> FileResponse:
    seat = need(request, Permission.READ_REGISTER)
    asked = queries.book(book, first, last, unit)
    return printed(
        actions.print_register(book=asked, form="pdf", by=seat, at=timezone.now())
    )


@router.get("/registers/{book}/xlsx", summary="Xuất sổ ra Excel")
def register_xlsx(
    request: ApiRequest, book: BookKey, first: Day, last: Day, unit: UUID | None = None
) -> FileResponse:
    seat = need(request, Permission.READ_REGISTER)
    asked = queries.book(book, first, last, unit)
    return printed(
        actions.print_register(book=asked, form="xlsx", by=seat, at=timezone.now())
    )


@router.post("/registers/{year}/close", response=RegisterOut, summary="Khóa sổ")
def close_register(request: ApiRequest, year: Year) -> Register:
    """Once the year is over."""
    seat = need(request, Permission.CLOSE_REGISTER)
    return actions.close_register(year=year, by=seat, at=timezone.now())


@router.post("/registers/{year}/reopen", response=RegisterOut, summary="Mở lại sổ")
def reopen_register(request: ApiRequest, year: Year, data: ReasonIn) -> Register:
    """The leader or the office chief, with the reason."""
    seat = need(request, Permission.REOPEN_REGISTER)
    return actions.reopen_register(
        year=year, reason=data.reason, by=seat, at=timezone.now()
    )
