"""The years' books of outgoing papers, for machines."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from ninja import Router, Schema

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.api.book import WhyIn, Year
from congvu.outgoing.models import OutgoingBook

router = Router(tags=["Văn bản đi"])


class OutgoingBookOut(Schema):
    year: int
    last_line: int
    closed_at: datetime | None
    closed_by: str
    reopened_at: datetime | None
    reopened_by: str
    reopened_because: str


@router.get(
    "/outgoing-books", response=list[OutgoingBookOut], summary="Các sổ văn bản đi"
)
def books(request: ApiRequest) -> list[OutgoingBook]:
    seat = need(request, Permission.READ_REGISTER)
    return queries.books_of(seat.agency_id)


@router.post(
    "/outgoing-books/{year}/close",
    response=OutgoingBookOut,
    summary="Khóa sổ văn bản đi",
)
def close_book(request: ApiRequest, year: Year) -> OutgoingBook:
    """Once the year is over and no number in it is held."""
    seat = need(request, Permission.CLOSE_REGISTER)
    return actions.close_book(year=year, by=seat, at=timezone.now())


@router.post(
    "/outgoing-books/{year}/reopen",
    response=OutgoingBookOut,
    summary="Mở lại sổ văn bản đi",
)
def reopen_book(request: ApiRequest, year: Year, data: WhyIn) -> OutgoingBook:
    """The leader or the office chief, with the reason."""
    seat = need(request, Permission.REOPEN_REGISTER)
    return actions.reopen_book(
        year=year, reason=data.reason, by=seat, at=timezone.now()
    )
