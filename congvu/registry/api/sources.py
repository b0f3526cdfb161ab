"""Files that come by themselves: put, changed, paused, asked now; each run."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema, Status

from congvu.organisations.api import ApiRequest
from congvu.registry import actions, queries
from congvu.registry.access import get_database_to_keep, get_source_to_keep
from congvu.registry.api.databases import user
from congvu.registry.models import LoadSource
from congvu.registry.rules import Every, LoadFrom, OnSame, RunState

router = Router(tags=["Dữ liệu chuyên ngành"])
_ONE = "/load-sources/{load_source_id}"


class LoadSourceIn(Schema):
    """``place``: a folder's name or an address; ``columns``: what the file calls ours;
    ``hour`` and ``weekday`` (0 is Monday) by the clock of Việt Nam.
    """

    name: str
    kind: LoadFrom
    place: str
    every: Every
    hour: int = 0
    weekday: int = 0
    columns: dict[str, str] = {}
    keys: list[str] = []
    on_same: OnSame = OnSame.SKIP
    enters: bool = False


class NewLoadSourceIn(LoadSourceIn):
    table: str


class ChangedLoadSourceIn(LoadSourceIn):
    """``seen``: the version on which the change was made."""

    seen: int


class LoadSourceReasonIn(Schema):
    reason: str


class LoadSourceOut(LoadSourceIn):
    id: UUID
    database_id: UUID
    table: str
    version: int
    made_at: datetime
    made_by: str
    next_at: datetime
    failures: int
    paused_at: datetime | None
    pause: str
    ended_at: datetime | None


class LoadSourcesOut(Schema):
    items: list[LoadSourceOut]


class LoadRunOut(Schema):
    """``change_id``: what was proposed or entered by it."""

    id: UUID
    began_at: datetime
    ended_at: datetime | None
    state: RunState
    name: str
    sha256: str
    size: int | None
    change_id: UUID | None
    reasons: list[str]


class LoadRunsOut(Schema):
    items: list[LoadRunOut]
    after: UUID | None


@router.get(
    "/databases/{database_id}/sources",
    response=LoadSourcesOut,
    summary="Nguồn nạp dữ liệu theo lịch",
)
def sources(request: ApiRequest, database_id: UUID) -> LoadSourcesOut:
    found = get_database_to_keep(user(request), database_id)
    rows = queries.sources_of(found)
    return LoadSourcesOut(items=[LoadSourceOut.from_orm(one) for one in rows])


@router.post(
    "/databases/{database_id}/sources",
    response={201: LoadSourceOut},
    summary="Đặt nguồn nạp dữ liệu",
)
def make(
    request: ApiRequest, database_id: UUID, data: NewLoadSourceIn
) -> Status[LoadSource]:
    seat = user(request)
    found = get_database_to_keep(seat, database_id)
    made = actions.make_source(
        database_id=found.pk,
        table_key=data.table,
        data=_wish(data),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


def _wish(data: LoadSourceIn) -> actions.SourceData:
    told = data.model_dump(include=set(LoadSourceIn.model_fields))
    return actions.SourceData(**{**told, "keys": tuple(told["keys"])})


@router.get(_ONE, response=LoadSourceOut, summary="Một nguồn nạp dữ liệu")
def source(request: ApiRequest, load_source_id: UUID) -> LoadSource:
    return get_source_to_keep(user(request), load_source_id)


@router.put(_ONE, response=LoadSourceOut, summary="Sửa nguồn nạp dữ liệu")
def change(
    request: ApiRequest, load_source_id: UUID, data: ChangedLoadSourceIn
) -> LoadSource:
    seat = user(request)
    found = get_source_to_keep(seat, load_source_id)
    return actions.change_source(
        source_id=found.pk,
        data=_wish(data),
        seen=data.seen,
        by=seat,
        at=timezone.now(),
    )


@router.get(_ONE + "/runs", response=LoadRunsOut, summary="Các lần chạy của nguồn")
def runs(
    request: ApiRequest, load_source_id: UUID, after: UUID | None = None
) -> LoadRunsOut:
    page = queries.run_page(get_source_to_keep(user(request), load_source_id), after)
    items = [LoadRunOut.from_orm(one) for one in page.rows]
    return LoadRunsOut(items=items, after=page.after)


@router.post(_ONE + "/pause", response=LoadSourceOut, summary="Tạm dừng nguồn")
def pause(
    request: ApiRequest, load_source_id: UUID, data: LoadSourceReasonIn
) -> LoadSource:
    seat = user(request)
    found = get_source_to_keep(seat, load_source_id)
    return actions.pause_source(
        source_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )


@router.post(_ONE + "/resume", response=LoadSourceOut, summary="Cho nguồn chạy tiếp")
def resume(request: ApiRequest, load_source_id: UUID) -> LoadSource:
    seat = user(request)
    found = get_source_to_keep(seat, load_source_id)
    return actions.resume_source(source_id=found.pk, by=seat, at=timezone.now())


@router.post(_ONE + "/ask", response=LoadSourceOut, summary="Cho nguồn chạy ngay")
def ask(request: ApiRequest, load_source_id: UUID) -> LoadSource:
    seat = user(request)
    found = get_source_to_keep(seat, load_source_id)
    return actions.ask_source(source_id=found.pk, by=seat, at=timezone.now())


@router.post(_ONE + "/end", response=LoadSourceOut, summary="Bỏ nguồn")
def end(
    request: ApiRequest, load_source_id: UUID, data: LoadSourceReasonIn
) -> LoadSource:
    seat = user(request)
    found = get_source_to_keep(seat, load_source_id)
    return actions.end_source(
        source_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )
