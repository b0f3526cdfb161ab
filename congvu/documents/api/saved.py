"""Filters kept under a name, and the columns of the register's table, for machines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.documents import actions, queries
from congvu.documents.access import get_filter_for
from congvu.documents.models import SavedFilter
from congvu.organisations.api import ApiRequest

router = Router(tags=["Văn bản đến"])


class AskedIn(Schema):
    """What the list of incoming documents can be asked for."""

    tab: queries.Tab = queries.Tab.ALL
    find: Annotated[str, Field(max_length=200)] = ""
    first: date | None = None
    last: date | None = None
    issuer: Annotated[str, Field(max_length=200)] = ""
    type_code: Annotated[str, Field(max_length=20)] = ""
    urgency: Annotated[str, Field(max_length=16)] = ""


class FilterIn(Schema):
    name: Annotated[str, Field(max_length=200)]
    asked: AskedIn
    shared: bool = False


class FilterOut(Schema):
    """``asked`` holds only what is asked for."""

    id: UUID
    name: str
    asked: dict[str, str]
    shared: bool
    created_at: datetime


class ColumnsIn(Schema):
    columns: Annotated[list[str], Field(max_length=50)]


class ColumnsOut(Schema):
    """``known`` is the fixed set; ``columns`` empty where nothing was chosen."""

    columns: list[str]
    known: list[str]


@router.get("/saved-filters", response=list[FilterOut], summary="Bộ lọc đã lưu")
def filters(request: ApiRequest) -> list[SavedFilter]:
    """One's own, and what one's unit shares."""
    seat = request.auth
    return queries.saved_filters(person_id=seat.person_id, unit_id=seat.unit_id)


@router.post("/saved-filters", response={201: FilterOut}, summary="Lưu bộ lọc")
def save(request: ApiRequest, data: FilterIn) -> SavedFilter:
    asked = data.asked
    by = queries.Filters(
        asked.first, asked.last, asked.issuer, asked.type_code, asked.urgency
    )
    return actions.save_filter(
        name=data.name,
        asked=queries.Asked(asked.tab, asked.find, by),
        shared=data.shared,
        by=request.auth,
        at=timezone.now(),
    )


@router.delete("/saved-filters/{filter_id}", response={204: None}, summary="Xóa bộ lọc")
def delete(request: ApiRequest, filter_id: UUID) -> HttpResponse:
    kept = get_filter_for(request.auth, filter_id)
    actions.delete_filter(kept=kept, by=request.auth, at=timezone.now())
    return HttpResponse(status=204)


@router.get("/list-columns", response=ColumnsOut, summary="Cột của bảng")
def columns(request: ApiRequest) -> dict[str, Any]:
    return _columns(queries.chosen_columns(request.auth.person_id))


@router.put("/list-columns", response=ColumnsOut, summary="Chọn cột của bảng")
def choose(request: ApiRequest, data: ColumnsIn) -> dict[str, Any]:
    row = actions.choose_columns(keys=data.columns, by=request.auth, at=timezone.now())
    return _columns(row.columns)


def _columns(chosen: list[str]) -> dict[str, Any]:
    return {"columns": chosen, "known": [c.key for c in queries.list_columns()]}
