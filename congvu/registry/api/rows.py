"""Rows, what was believed of them, what is proposed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status
from pydantic import AfterValidator

from congvu.lib.dates import in_utc
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_change_to_decide,
    get_change_to_keep,
    get_database_for,
    get_database_to_keep,
    hidden_of,
    keeps,
)
from congvu.registry.api.databases import runner, user
from congvu.registry.api.schemas import (
    DataNewRowIn,
    DataRefusalIn,
    DataRowHistoryOut,
    DataRowIn,
    DataRowOut,
    DataRowsOut,
    RowChangeOut,
    RowChangesOut,
)
from congvu.registry.models import Database, RowChange, RowVersion
from congvu.registry.queries import Asked
from congvu.registry.rules import ChangeState, Tables, find_table

router = Router(tags=["Dữ liệu chuyên ngành"])
_ROWS = "/databases/{database_id}/rows"
_ROW = _ROWS + "/{row_id}"
_CHANGE = "/row-changes/{row_change_id}"


def _rows(
    seat: Seat, found: Database, versions: Sequence[RowVersion]
) -> list[DataRowOut]:
    """Columns by the structure each was written by."""
    numbers = queries.numbers_by({one.structure_id for one in versions})
    tables = queries.tables_by({one.structure_id for one in versions})
    hidden = hidden_of(seat, found)
    return [
        DataRowOut(
            row=one.row,
            table=one.table,
            title=one.title,
            values=_shown(one, tables, hidden),
            structure=numbers[one.structure_id],
            valid_from=one.valid.lower,
            valid_until=one.valid.upper,
            recorded_from=one.recorded.lower,
            recorded_until=one.recorded.upper,
        )
        for one in versions
    ]


def _shown(
    one: RowVersion, tables: Mapping[UUID, Tables], hidden: Collection[str]
) -> dict[str, object]:
    table = find_table(tables[one.structure_id], one.table)
    columns = table.without(hidden) if table is not None else []
    return {c.key: one.values.get(c.key) for c in columns}


@router.get(_ROWS, response=DataRowsOut, summary="Các dòng của một bảng vào một ngày")
def rows(
    request: ApiRequest,
    database_id: UUID,
    table: str = "",
    on: date | None = None,
    q: str = "",
    after: str = "",
) -> DataRowsOut:
    """``after`` as the page before gave it; the first table where none is named."""
    seat = user(request)
    found = get_database_for(seat, database_id)
    current = queries.current_structure(found)
    tables = current.tables if current is not None else ()
    asked_table = find_table(tables, table) if table else next(iter(tables), None)
    if asked_table is None:
        raise Http404
    asked = Asked(on or seat.on, q, personal=keeps(seat, found))
    page = queries.row_page(found, asked_table, asked, queries.read_after(after))
    items = _rows(seat, found, page.rows)
    return DataRowsOut(items=items, after=queries.told_after(page.after))


@router.post(_ROWS, response={201: RowChangeOut}, summary="Đề nghị ghi dòng mới")
def enter(
    request: ApiRequest, database_id: UUID, data: DataNewRowIn
) -> Status[RowChange]:
    seat = user(request)
    found = get_database_to_keep(seat, database_id)
    made = actions.enter_row(
        database_id=found.pk,
        table_key=data.table,
        data=_row_data(data),
        by=seat,
        at=timezone.now(),
        approve=data.approve,
    )
    return Status(201, made)


def _row_data(data: DataRowIn) -> actions.RowData:
    told = data.model_dump(exclude={"approve", "table"})
    return actions.RowData(**told)


@router.get(_ROW, response=DataRowHistoryOut, summary="Một dòng, mọi điều từng ghi")
def row(request: ApiRequest, database_id: UUID, row_id: UUID) -> DataRowHistoryOut:
    seat = user(request)
    found = get_database_for(seat, database_id)
    versions = queries.versions_of(found, row_id)
    if not versions:
        raise Http404
    last = queries.last_change(found, row_id)
    return DataRowHistoryOut(
        last_change=last.pk if last is not None else None,
        versions=_rows(seat, found, versions),
    )


@router.get(
    _ROW + "/believed",
    response=DataRowOut,
    summary="Điều đã tin về một ngày, vào một lúc",
)
def believed(
    request: ApiRequest,
    database_id: UUID,
    row_id: UUID,
    about: date | None = None,
    at: Annotated[datetime, AfterValidator(in_utc)] | None = None,
) -> DataRowOut:
    """``at`` without a zone is the clock on the wall here."""
    seat = user(request)
    found = get_database_for(seat, database_id)
    one = queries.believed(found, row_id, about or seat.on, at)
    if one is None:
        raise Http404
    return _rows(seat, found, [one])[0]


@router.post(_ROW + "/correct", response={201: RowChangeOut}, summary="Đính chính dòng")
def correct(
    request: ApiRequest, database_id: UUID, row_id: UUID, data: DataRowIn
) -> Status[RowChange]:
    seat = user(request)
    found = get_database_to_keep(seat, database_id)
    made = actions.correct_row(
        database_id=found.pk,
        row_id=row_id,
        data=_row_data(data),
        by=seat,
        at=timezone.now(),
        approve=data.approve,
    )
    return Status(201, made)


@router.post(_ROW + "/withdraw", response={201: RowChangeOut}, summary="Rút dòng")
def withdraw(
    request: ApiRequest, database_id: UUID, row_id: UUID, data: DataRowIn
) -> Status[RowChange]:
    seat = user(request)
    found = get_database_to_keep(seat, database_id)
    made = actions.withdraw_row(
        database_id=found.pk,
        row_id=row_id,
        data=_row_data(data),
        by=seat,
        at=timezone.now(),
        approve=data.approve,
    )
    return Status(201, made)


@router.get(
    "/databases/{database_id}/row-changes",
    response=RowChangesOut,
    summary="Đề nghị ghi, đính chính, rút",
)
def changes(
    request: ApiRequest,
    database_id: UUID,
    state: ChangeState = ChangeState.OPEN,
    after: UUID | None = None,
) -> RowChangesOut:
    found = get_database_to_keep(user(request), database_id)
    page = queries.change_page(found, state, after)
    items = [RowChangeOut.from_orm(one) for one in page.rows]
    return RowChangesOut(items=items, after=page.after)


@router.get(_CHANGE, response=RowChangeOut, summary="Một đề nghị")
def change(request: ApiRequest, row_change_id: UUID) -> RowChange:
    return get_change_to_keep(user(request), row_change_id)


@router.post(_CHANGE + "/approve", response=RowChangeOut, summary="Duyệt")
def approve(request: ApiRequest, row_change_id: UUID) -> RowChange:
    seat = runner(request)
    one = get_change_to_decide(seat, row_change_id)
    return actions.approve_change(change_id=one.pk, by=seat, at=timezone.now())


@router.post(_CHANGE + "/refuse", response=RowChangeOut, summary="Không duyệt")
def refuse(request: ApiRequest, row_change_id: UUID, data: DataRefusalIn) -> RowChange:
    seat = runner(request)
    one = get_change_to_decide(seat, row_change_id)
    return actions.refuse_change(
        change_id=one.pk, reason=data.reason, by=seat, at=timezone.now()
    )
