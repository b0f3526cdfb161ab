"""Files sent into a table, their lines, taken out again."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO, cast
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Router, Status, UploadedFile

from congvu.organisations.api import ApiRequest
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_change_to_decide,
    get_change_to_keep,
    get_database_to_keep,
)
from congvu.registry.api.databases import runner, user
from congvu.registry.api.schemas import (
    DataRefusalIn,
    LoadLineOut,
    LoadLinesOut,
    RowChangeOut,
)
from congvu.registry.models import RowChange
from congvu.registry.rules import ChangeKind, OnSame

router = Router(tags=["Dữ liệu chuyên ngành"])


@router.post(
    "/databases/{database_id}/loads",
    response={201: RowChangeOut},
    summary="Đọc một tệp vào một bảng",
)
def read(
    request: ApiRequest,
    database_id: UUID,
    file: File[UploadedFile],
    table: Form[str],
    since: Form[date],
    same_by: Form[str] = "",
    on_same: Form[OnSame] = OnSame.SKIP,
) -> Status[RowChange]:
    """Nothing is entered before it is approved. ``same_by``: columns, with commas."""
    seat = user(request)
    found = get_database_to_keep(seat, database_id)
    named = tuple(one.strip() for one in same_by.split(",") if one.strip())
    made = actions.read_file(
        database_id=found.pk,
        table_key=table,
        stream=cast(BinaryIO, file),
        name=file.name or "",
        wish=actions.LoadWish(since, named, on_same),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.get(
    "/row-changes/{row_change_id}/lines",
    response=LoadLinesOut,
    summary="Từng dòng của tệp đã đọc",
)
def lines(
    request: ApiRequest, row_change_id: UUID, *, wrong: bool = True, after: int = 0
) -> LoadLinesOut:
    one = get_change_to_keep(user(request), row_change_id)
    if one.kind != ChangeKind.LOAD:
        raise Http404
    load = queries.load_of(one)
    page = queries.line_page(load, is_wrong=wrong, after=after)
    return LoadLinesOut(
        items=[
            LoadLineOut(
                number=line.number,
                title=line.title,
                row=line.row if line.is_same else None,
                faults=queries.fault_words(line),
            )
            for line in page.rows
        ],
        rows_total=load.rows_total,
        rows_wrong=load.rows_wrong,
        rows_same=load.rows_same,
        encoding=load.encoding,
        unknown=load.unknown,
        notes=queries.told_words(load),
        after=page.after,
    )


@router.post(
    "/row-changes/{row_change_id}/undo",
    response=RowChangeOut,
    summary="Rút lần nạp",
)
def undo(request: ApiRequest, row_change_id: UUID, data: DataRefusalIn) -> RowChange:
    seat = runner(request)
    one = get_change_to_decide(seat, row_change_id)
    return actions.undo_load(
        change_id=one.pk, reason=data.reason, by=seat, at=timezone.now()
    )
