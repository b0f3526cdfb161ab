"""Databases and what they are made of."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_database_for,
    get_database_to_run,
    need_maker,
    runs,
    seen_databases,
)
from congvu.registry.api.schemas import (
    DatabaseIn,
    DatabaseOut,
    DatabasesOut,
    DataTableIn,
    NewDatabaseIn,
    StructureApplyIn,
    StructureIn,
    StructureOut,
    StructuresOut,
)
from congvu.registry.models import Database, Structure
from congvu.registry.rules import as_data

router = Router(tags=["Dữ liệu chuyên ngành"])
_ONE = "/databases/{database_id}"


def user(request: ApiRequest) -> Seat:
    return need(request, Permission.USE_REGISTRY)


def runner(request: ApiRequest) -> Seat:
    return need(request, Permission.RUN_REGISTRY)


@router.get("/databases", response=DatabasesOut, summary="Cơ sở dữ liệu chuyên ngành")
def databases(request: ApiRequest, after: UUID | None = None) -> DatabasesOut:
    page = queries.database_page(seen_databases(user(request)), after)
    items = [DatabaseOut.from_orm(one) for one in page.rows]
    return DatabasesOut(items=items, after=page.after)


@router.post(
    "/databases", response={201: DatabaseOut}, summary="Lập cơ sở dữ liệu chuyên ngành"
)
def make(request: ApiRequest, data: NewDatabaseIn) -> Status[Database]:
    wish = actions.DatabaseData(data.name, data.about, data.basis)
    made = actions.make_database(
        data=wish,
        unit_id=data.unit_id,
        by=need_maker(runner(request)),
        at=timezone.now(),
    )
    return Status(201, made)


@router.get(_ONE, response=DatabaseOut, summary="Một cơ sở dữ liệu chuyên ngành")
def database(request: ApiRequest, database_id: UUID) -> Database:
    return get_database_for(user(request), database_id)


@router.put(_ONE, response=DatabaseOut, summary="Sửa tên, mô tả")
def describe(request: ApiRequest, database_id: UUID, data: DatabaseIn) -> Database:
    seat = runner(request)
    found = get_database_to_run(seat, database_id)
    wish = actions.DatabaseData(data.name, data.about, data.basis)
    return actions.describe_database(
        database_id=found.pk, data=wish, by=seat, at=timezone.now()
    )


def _told(one: Structure) -> StructureOut:
    return StructureOut(
        number=one.number,
        mark=one.mark,
        tables=[DataTableIn(**table) for table in as_data(one.tables)],
        applied_at=one.applied_at,
        applied_by=one.applied_by,
        reason=one.reason,
    )


@router.get(_ONE + "/structures", response=StructuresOut, summary="Cấu trúc, lịch sử")
def structures(request: ApiRequest, database_id: UUID) -> StructuresOut:
    seat = user(request)
    found = get_database_for(seat, database_id)
    told = [_told(one) for one in queries.structures_of(found)]
    last = queries.last_structure(found)
    if runs(seat, found) and last.applied_at is None:
        told.insert(0, _told(last))
    return StructuresOut(items=told)


@router.put(_ONE + "/structure", response=StructureOut, summary="Soạn cấu trúc")
def prepare(request: ApiRequest, database_id: UUID, data: StructureIn) -> StructureOut:
    seat = runner(request)
    found = get_database_to_run(seat, database_id)
    return _told(
        actions.prepare_structure(
            database_id=found.pk,
            tables=tuple(one.made() for one in data.tables),
            seen=data.seen,
            by=seat,
            at=timezone.now(),
        )
    )


@router.post(
    _ONE + "/structure/apply", response=StructureOut, summary="Áp dụng cấu trúc"
)
def apply(
    request: ApiRequest, database_id: UUID, data: StructureApplyIn
) -> StructureOut:
    seat = runner(request)
    found = get_database_to_run(seat, database_id)
    return _told(
        actions.apply_structure(
            database_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
        )
    )


@router.post(
    _ONE + "/structure/discard", response=StructureOut, summary="Bỏ cấu trúc đang soạn"
)
def discard(request: ApiRequest, database_id: UUID) -> StructureOut:
    seat = runner(request)
    found = get_database_to_run(seat, database_id)
    return _told(
        actions.discard_structure(database_id=found.pk, by=seat, at=timezone.now())
    )
