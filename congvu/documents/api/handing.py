"""Books of agencies that ended, and hand-over records, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.documents import actions, queries
from congvu.documents.access import (
    get_hand_over_for,
    get_old_book_for,
    hand_overs_for,
    scope_of,
)
from congvu.documents.api.entries import printed
from congvu.documents.api.schemas import EntryPageOut
from congvu.documents.models import HandOver
from congvu.documents.queries import EntryLine
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission

router = Router(tags=["Sổ"])
After = Annotated[int, Field(ge=0, lt=2**31)]
Find = Annotated[str, Field(max_length=300)]


class OldBookOut(Schema):
    """A year's book under the last name of its agency; nothing is added to it."""

    id: UUID
    name: str
    agency: str
    year: int
    last_number: int
    last_day: date
    closed_at: datetime | None
    closed_by: str


class HandOverFoundOut(Schema):
    """A line of such a book that has the words asked for."""

    id: UUID
    number: int
    arrived_on: date
    state: str
    subject: str
    symbol: str


class HandOverOut(Schema):
    """``reform_id`` is the act that made it, where one did."""

    id: UUID
    reason: str
    reform_id: UUID | None
    legal_basis: str
    on: date
    at: datetime
    by: str
    from_agency_name: str
    from_desk_name: str
    to_agency_name: str
    to_desk_name: str


class HandedLineOut(Schema):
    position: int
    kind: str
    number: str
    symbol: str
    issued_on: date | None
    subject: str
    state: str
    due_on: date | None
    from_desk: str
    to_desk: str
    entry_id: UUID | None


class HandOverDetailOut(HandOverOut):
    """With up to a thousand of its lines, from the one ``after``."""

    lines: list[HandedLineOut]


@router.get(
    "/old-books", response=list[OldBookOut], summary="Sổ của cơ quan đã kết thúc"
)
def old_books(request: ApiRequest) -> list[dict[str, Any]]:
    return [_old_book(b) for b in queries.old_books(scope_of(request.auth).ancestors)]


def _old_book(book: queries.OldBook) -> dict[str, Any]:
    return {
        "id": book.register.pk,
        "name": book.name,
        "agency": book.agency.name,
        "year": book.register.year,
        "last_number": book.register.last_number,
        "last_day": book.last_day,
        "closed_at": book.register.closed_at,
        "closed_by": book.register.closed_by,
    }


@router.get(
    "/old-books/search",
    response=list[HandOverFoundOut],
    summary="Tìm trong sổ của cơ quan đã kết thúc",
)
def search_old(request: ApiRequest, find: Find = "") -> list[dict[str, Any]]:
    """The twenty latest; what was still open is found among one's own papers."""
    return [_found(e) for e in queries.found_in_old(scope_of(request.auth), find)]


def _found(line: EntryLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "number": line.number,
        "arrived_on": line.arrived_on,
        "state": line.state,
        "subject": line.document.subject,
        "symbol": line.document.symbol,
    }


@router.get(
    "/old-books/{register_id}", response=EntryPageOut, summary="Dòng của một sổ cũ"
)
def old_book(
    request: ApiRequest, register_id: UUID, find: Find = "", after: After | None = None
) -> dict[str, Any]:
    """Highest number first; what the seat may see of it."""
    book = get_old_book_for(request.auth, register_id)
    scope = scope_of(request.auth)
    page = queries.old_page(scope, book.register, find=find, after=after)
    return {"items": page.entries, "after": page.after}


@router.get("/old-books/{register_id}/pdf", summary="In sổ cũ ra PDF")
def old_book_pdf(request: ApiRequest, register_id: UUID) -> FileResponse:
    return _old_printed(request, register_id, "pdf")


@router.get("/old-books/{register_id}/xlsx", summary="Xuất sổ cũ ra Excel")
def old_book_xlsx(request: ApiRequest, register_id: UUID) -> FileResponse:
    return _old_printed(request, register_id, "xlsx")


def _old_printed(request: ApiRequest, register_id: UUID, form: Any) -> FileResponse:
    seat = need(request, Permission.READ_REGISTER)
    book = get_old_book_for(seat, register_id)
    year = queries.book_of_year("incoming", book.register.year)
    return printed(
        actions.print_register(
            book=year,
            form=form,
            by=seat,
            at=timezone.now(),
            of=book.register.agency_id,
        )
    )


@router.get("/hand-overs", response=list[HandOverOut], summary="Biên bản bàn giao")
def hand_overs(request: ApiRequest, reform: UUID | None = None) -> list[HandOver]:
    """Newest first, the latest two hundred that the seat's side gave or took."""
    found = queries.newest_records(hand_overs_for(request.auth))
    if reform is not None:
        found = found.filter(reform=reform)
    return list(found[:200])


@router.get(
    "/hand-overs/{hand_over_id}",
    response=HandOverDetailOut,
    summary="Một biên bản bàn giao",
)
def hand_over(
    request: ApiRequest, hand_over_id: UUID, after: After = 0
) -> dict[str, Any]:
    made = get_hand_over_for(request.auth, hand_over_id)
    lines = queries.handed_lines(made.pk, after=after, limit=1000)
    told = {name: getattr(made, name) for name in HandOverOut.model_fields}
    return told | {"lines": list(lines)}


@router.get("/hand-overs/{hand_over_id}/pdf", summary="In biên bản bàn giao")
def hand_over_pdf(request: ApiRequest, hand_over_id: UUID) -> FileResponse:
    made = get_hand_over_for(request.auth, hand_over_id)
    return printed(
        actions.print_hand_over(hand_over=made, by=request.auth, at=timezone.now())
    )
