"""Data sets: the catalogue, what one is, its rows as JSON and CSV, who read them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day
from congvu.registry import actions, queries
from congvu.registry.access import (
    get_database_to_run,
    get_set_for,
    get_set_to_keep,
    get_set_to_publish,
    get_set_to_run,
    keeps,
    seen_calls,
    seen_sets,
)
from congvu.registry.api.databases import runner, user
from congvu.registry.api.sharing_schemas import (
    ChangedDataSetIn,
    DataFaultOut,
    DataFieldOut,
    DataQualityOut,
    DataSetBriefOut,
    DataSetIn,
    DataSetOut,
    DataSetsOut,
    NewDataSetIn,
    SharedRowsOut,
    SharingCallOut,
    SharingCallsOut,
    SharingReasonIn,
)
from congvu.registry.formats import data_openapi, data_schema
from congvu.registry.models import DataQuality, DataSet
from congvu.registry.rules import LICENCES

router = Router(tags=["Chia sẻ dữ liệu"])
_ONE = "/data-sets/{data_set_id}"
_PAGES_FIT = timedelta(days=1)


@router.get("/data-sets", response=DataSetsOut, summary="Danh mục bộ dữ liệu")
def data_sets(
    request: ApiRequest, q: str = "", after: UUID | None = None
) -> DataSetsOut:
    page = queries.set_page(seen_sets(user(request)), q, after)
    return DataSetsOut(items=[_brief(one) for one in page.rows], after=page.after)


def _brief(one: DataSet) -> DataSetBriefOut:
    names = set(DataSetBriefOut.model_fields) - {"agency_id"}
    told = {name: getattr(one, name) for name in names}
    return DataSetBriefOut(agency_id=one.database.agency_id, **told)


@router.post("/data-sets", response={201: DataSetOut}, summary="Lập bộ dữ liệu")
def offer(request: ApiRequest, data: NewDataSetIn) -> Status[DataSetOut]:
    seat = runner(request)
    found = get_database_to_run(seat, data.database_id)
    made = actions.offer_set(
        database_id=found.pk,
        table_key=data.table,
        data=_wish(data),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, _told(seat, made))


def _wish(data: DataSetIn) -> actions.SetData:
    return actions.SetData(**data.model_dump(include=set(DataSetIn.model_fields)))


def _told(seat: Seat, one: DataSet) -> DataSetOut:
    personal, columns = queries.personal_keys(one), queries.columns_of(one)
    reading = actions.reading_of(seat, one)
    licence = LICENCES.get(one.licence)
    return DataSetOut(
        **_brief(one).model_dump(),
        database_id=one.database_id,
        table=one.table,
        fields=[
            DataFieldOut(
                key=c.key, label=c.label, kind=c.kind, personal=c.key in personal
            )
            for c in columns
        ],
        has_personal=any(c.key in personal for c in columns),
        basis=one.basis,
        licence_url=licence.url if licence else "",
        terms=one.terms,
        contact=one.contact,
        readable=reading.fields if reading else [],
    )


@router.get(_ONE, response=DataSetOut, summary="Một bộ dữ liệu")
def data_set(request: ApiRequest, data_set_id: UUID) -> DataSetOut:
    seat = user(request)
    return _told(seat, get_set_for(seat, data_set_id))


@router.put(_ONE, response=DataSetOut, summary="Sửa bộ dữ liệu")
def describe(
    request: ApiRequest, data_set_id: UUID, data: ChangedDataSetIn
) -> DataSetOut:
    seat = runner(request)
    found = get_set_to_run(seat, data_set_id)
    made = actions.describe_set(
        set_id=found.pk, data=_wish(data), seen=data.seen, by=seat, at=timezone.now()
    )
    return _told(seat, made)


@router.post(_ONE + "/withdraw", response=DataSetOut, summary="Rút bộ dữ liệu")
def withdraw(
    request: ApiRequest, data_set_id: UUID, data: SharingReasonIn
) -> DataSetOut:
    seat = runner(request)
    found = get_set_to_run(seat, data_set_id)
    made = actions.withdraw_set(
        set_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )
    return _told(seat, made)


@router.post(_ONE + "/publish", response=DataSetOut, summary="Công khai trên cổng")
def publish(request: ApiRequest, data_set_id: UUID) -> DataSetOut:
    seat = runner(request)
    found = get_set_to_publish(seat, data_set_id)
    made = actions.publish_set(set_id=found.pk, by=seat, at=timezone.now())
    return _told(seat, made)


@router.post(_ONE + "/take-down", response=DataSetOut, summary="Gỡ khỏi cổng")
def take_down(request: ApiRequest, data_set_id: UUID) -> DataSetOut:
    seat = runner(request)
    found = get_set_to_publish(seat, data_set_id)
    made = actions.take_set_down(set_id=found.pk, by=seat, at=timezone.now())
    return _told(seat, made)


@router.get(
    _ONE + "/quality", response=DataQualityOut | None, summary="Chất lượng, lần đo cuối"
)
def quality(request: ApiRequest, data_set_id: UUID) -> DataQualityOut | None:
    """Rows that fail are told to who keeps the database alone."""
    seat = user(request)
    found = get_set_for(seat, data_set_id)
    measured = queries.last_quality(found)
    if measured is None:
        return None
    return _measured(measured, told=keeps(seat, found.database))


@router.post(
    _ONE + "/quality", response={201: DataQualityOut}, summary="Đo chất lượng ngay"
)
def measure(request: ApiRequest, data_set_id: UUID) -> Status[DataQualityOut]:
    seat = user(request)
    found = get_set_to_keep(seat, data_set_id)
    made = actions.measure_set(set_id=found.pk, by=seat, at=timezone.now())
    return Status(201, _measured(made, told=True))


def _measured(one: DataQuality, *, told: bool) -> DataQualityOut:
    faults = [
        DataFaultOut(
            row=fault["row"],
            column=fault["column"],
            why=_(fault["words"]) % fault["given"],
        )
        for fault in one.faults
    ]
    names = set(DataQualityOut.model_fields) - {"faults"}
    parts = {name: getattr(one, name) for name in names}
    return DataQualityOut(**parts, faults=faults if told else [])


# -- described for machines


@router.get(_ONE + "/schema", response=dict[str, Any], summary="JSON Schema của bộ")
def schema(request: ApiRequest, data_set_id: UUID) -> dict[str, Any]:
    return _schema(get_set_for(user(request), data_set_id))


def _address(found: DataSet) -> str:
    return f"{settings.PUBLIC_URL}/api/v1/data-sets/{found.pk}"


def _schema(found: DataSet) -> dict[str, Any]:
    columns = queries.columns_of(found)
    key = f"{_address(found)}/schema"
    return data_schema(key, found.title, found.about, columns)


@router.get(_ONE + "/openapi", response=dict[str, Any], summary="OpenAPI của bộ")
def openapi(request: ApiRequest, data_set_id: UUID) -> dict[str, Any]:
    found = get_set_for(user(request), data_set_id)
    return data_openapi(
        _address(found), found.title, found.about, found.version, _schema(found)
    )


# -- read


@router.get(_ONE + "/rows", response=SharedRowsOut, summary="Dòng của bộ dữ liệu")
def rows(
    request: ApiRequest, data_set_id: UUID, on: Day | None = None, after: str = ""
) -> SharedRowsOut:
    """``after`` as the page before gave it."""
    seat, now = user(request), timezone.now()
    found = get_set_for(seat, data_set_id)
    since, row = _read_after(after, now)
    _reading, page = actions.read_set(
        data_set=found, on=on or seat.on, by=seat, at=now, since=since, after=row
    )
    told = f"{page.after.hex}~{since.isoformat()}" if page.after else None
    items = [dict(one) for one in page.rows]
    return SharedRowsOut(items=items, after=told, on=on or seat.on, at=since)


def _read_after(text: str, now: datetime) -> tuple[datetime, UUID | None]:
    """The moment of the first page and where the last one ended; from the beginning
    where it is anything else. Pages fit together for a day: what was believed long ago
    is not what was agreed.
    """
    key, _sign, moment = text.partition("~")
    try:
        at, row = datetime.fromisoformat(moment.replace(" ", "+")), UUID(key)
    except ValueError:
        return now, None
    if at.tzinfo is None:
        at = at.replace(tzinfo=VIETNAM)
    if now - at > _PAGES_FIT:
        raise Refused([_("Trang trước đã quá một ngày: đọc lại từ đầu.")])
    return min(at, now), row


@router.get(_ONE + "/rows.csv", summary="Cả bộ dữ liệu, dạng CSV")
def rows_csv(
    request: ApiRequest, data_set_id: UUID, on: Day | None = None
) -> HttpResponse:
    seat = user(request)
    found = get_set_for(seat, data_set_id)
    made = actions.read_whole_set(
        data_set=found, on=on or seat.on, by=seat, at=timezone.now()
    )
    answered: HttpResponseBase = StreamingHttpResponse(
        made.lines, content_type="text/csv; charset=utf-8"
    )
    answered["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answered["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answered)  # an answer like any other


@router.get(_ONE + "/calls", response=SharingCallsOut, summary="Lượt đọc")
def calls(
    request: ApiRequest, data_set_id: UUID, after: UUID | None = None
) -> SharingCallsOut:
    """All of it to who keeps the database, to others what their own agency read."""
    seat = user(request)
    found = get_set_for(seat, data_set_id)
    page = queries.call_page(seen_calls(seat, found), after)
    items = [SharingCallOut.from_orm(one) for one in page.rows]
    return SharingCallsOut(items=items, after=page.after)
