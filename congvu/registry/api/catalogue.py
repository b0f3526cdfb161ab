"""The catalogue for programs; services declared."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema, Status

from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.registry import actions
from congvu.registry.access import (
    get_service_for,
    get_service_to_keep,
    need_maker,
    seen_entries,
    seen_system,
)
from congvu.registry.api.databases import runner, user
from congvu.registry.models import DataQuality, DataService
from congvu.registry.queries.catalogue import entry_page
from congvu.registry.rules import Catalogued, DataServiceState, ServiceProtocol

router = Router(tags=["Chia sẻ dữ liệu"])
_ONE = "/data-services/{data_service_id}"


class CatalogueQualityOut(Schema):
    """Each share in its parts."""

    at: datetime
    rows: int
    cells: int
    filled: int
    unique: int
    valid: int
    is_fresh: bool | None


class CatalogueEntryOut(Schema):
    """``has_personal`` is empty where nobody has said; ``quality`` of data sets."""

    kind: Catalogued
    id: UUID
    title: str
    about: str
    agency_id: UUID
    basis: str
    has_personal: bool | None
    quality: CatalogueQualityOut | None


class CatalogueEntriesOut(Schema):
    items: list[CatalogueEntryOut]
    after: UUID | None


class DataServiceIn(Schema):
    title: str
    about: str
    basis: str
    fields: list[str]
    has_personal: bool
    protocol: ServiceProtocol
    state: DataServiceState
    address: str = ""
    contact: str = ""
    system_id: UUID | None = None


class ChangedDataServiceIn(DataServiceIn):
    """``seen``: the version on which the change was made."""

    seen: int


class DataServiceOut(DataServiceIn):
    """``system_id`` is told to who may see the system."""

    id: UUID
    agency_id: UUID
    version: int
    changed_at: datetime
    changed_by: str


@router.get("/data-catalogue", response=CatalogueEntriesOut, summary="Danh mục dữ liệu")
def catalogue(
    request: ApiRequest,
    q: str = "",
    kind: Catalogued | None = None,
    after: UUID | None = None,
) -> CatalogueEntriesOut:
    """Systems, databases, data sets and services that this post may see."""
    seen = seen_entries(user(request))
    if kind is not None:
        seen = {one: rows for one, rows in seen.items() if one == kind}
    page = entry_page(seen, q, after)
    items = [
        CatalogueEntryOut(
            kind=one.kind,
            id=one.key,
            title=one.title,
            about=one.about,
            agency_id=one.agency,
            basis=one.basis,
            has_personal=one.has_personal,
            quality=_quality(one.quality),
        )
        for one in page.rows
    ]
    return CatalogueEntriesOut(items=items, after=page.after)


def _quality(one: DataQuality | None) -> CatalogueQualityOut | None:
    return None if one is None else CatalogueQualityOut.from_orm(one)


@router.get(_ONE, response=DataServiceOut, summary="Một dịch vụ chia sẻ dữ liệu")
def service(request: ApiRequest, data_service_id: UUID) -> DataServiceOut:
    seat = user(request)
    return _told(seat, get_service_for(seat, data_service_id))


def _told(seat: Seat, found: DataService) -> DataServiceOut:
    told = DataServiceOut.from_orm(found)
    system = seen_system(seat, found)
    return told.model_copy(update={"system_id": system.pk if system else None})


@router.post("/data-services", response={201: DataServiceOut}, summary="Khai dịch vụ")
def declare(request: ApiRequest, data: DataServiceIn) -> Status[DataServiceOut]:
    seat = need_maker(runner(request))
    wish = actions.ServiceData(**data.model_dump())
    made = actions.declare_service(data=wish, by=seat, at=timezone.now())
    return Status(201, _told(seat, made))


@router.put(_ONE, response=DataServiceOut, summary="Sửa dịch vụ")
def change(
    request: ApiRequest, data_service_id: UUID, data: ChangedDataServiceIn
) -> DataServiceOut:
    seat = runner(request)
    found = get_service_to_keep(seat, data_service_id)
    told = data.model_dump(include=set(DataServiceIn.model_fields))
    made = actions.change_service(
        service_id=found.pk,
        data=actions.ServiceData(**told),
        seen=data.seen,
        by=seat,
        at=timezone.now(),
    )
    return _told(seat, made)
