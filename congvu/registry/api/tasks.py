"""Large files: sent, how far the worker is, begun, stopped."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile

from congvu.organisations.api import ApiRequest
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_database_to_keep,
    get_task_to_keep,
    get_task_to_steer,
)
from congvu.registry.api.databases import user
from congvu.registry.models import LoadTask, RowChange
from congvu.registry.rules import OnSame, TaskKind, TaskState

router = Router(tags=["Dữ liệu chuyên ngành"])


class SheetOut(Schema):
    name: str
    rows: int
    titles: list[str]
    fits: bool


class LoadTaskOut(Schema):
    """``is_cut_off``: its process is gone; it may be begun again. ``row_change_id``:
    the proposal that came of it, or that it enters.
    """

    id: UUID
    kind: TaskKind
    state: TaskState
    is_cut_off: bool
    percent: int
    rows_done: int
    sheets: list[SheetOut]
    reasons: list[str]
    row_change_id: UUID | None


class LoadSentOut(Schema):
    """One of the two: read at once, or for the worker."""

    row_change_id: UUID | None = None
    load_task: LoadTaskOut | None = None


class SheetIn(Schema):
    sheet: str = ""


def _out(one: LoadTask) -> LoadTaskOut:
    return LoadTaskOut(
        id=one.pk,
        kind=TaskKind(one.kind),
        state=TaskState(one.state),
        is_cut_off=queries.is_cut_off(one, timezone.now()),
        percent=one.percent,
        rows_done=one.rows_done,
        sheets=[SheetOut(**sheet) for sheet in one.sheets],
        reasons=one.reasons,
        row_change_id=one.change_id,
    )


@router.post(
    "/databases/{database_id}/load-tasks",
    response={201: LoadSentOut},
    summary="Gửi một tệp lớn, hoặc một sổ nhiều trang tính, vào một bảng",
)
def send(
    request: ApiRequest,
    database_id: UUID,
    file: File[UploadedFile],
    table: Form[str],
    since: Form[date],
    same_by: Form[str] = "",
    on_same: Form[OnSame] = OnSame.SKIP,
    sheet: Form[str] = "",
) -> Status[LoadSentOut]:
    """Small ones are read at once; of a book whose page is not named, it is asked."""
    seat = user(request)
    found = get_database_to_keep(seat, database_id)
    named = tuple(one.strip() for one in same_by.split(",") if one.strip())
    made = actions.send_file(
        database_id=found.pk,
        table_key=table,
        stream=cast(BinaryIO, file),
        name=file.name or "",
        wish=actions.LoadWish(since, named, on_same, sheet=sheet),
        by=seat,
        at=timezone.now(),
    )
    if isinstance(made, RowChange):
        return Status(201, LoadSentOut(row_change_id=made.pk))
    return Status(201, LoadSentOut(load_task=_out(made)))


@router.get(
    "/load-tasks/{load_task_id}",
    response=LoadTaskOut,
    summary="Một việc nạp làm đến đâu",
)
def task(request: ApiRequest, load_task_id: UUID) -> LoadTaskOut:
    return _out(get_task_to_keep(user(request), load_task_id))


@router.post(
    "/load-tasks/{load_task_id}/begin",
    response=LoadTaskOut,
    summary="Chọn trang tính, hoặc làm lại việc bị ngắt",
)
def begin(request: ApiRequest, load_task_id: UUID, data: SheetIn) -> LoadTaskOut:
    seat = user(request)
    one = get_task_to_steer(seat, load_task_id)
    made = actions.begin_task(
        task_id=one.pk, sheet=data.sheet, by=seat, at=timezone.now()
    )
    return _out(made)


@router.post(
    "/load-tasks/{load_task_id}/stop",
    response=LoadTaskOut,
    summary="Dừng một việc nạp",
)
def stop(request: ApiRequest, load_task_id: UUID) -> LoadTaskOut:
    seat = user(request)
    one = get_task_to_steer(seat, load_task_id)
    return _out(actions.stop_task(task_id=one.pk, by=seat, at=timezone.now()))
