"""Dossiers: listed, opened, changed, closed, their rights; frozen sets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from congvu.archives import actions, queries
from congvu.archives.access import (
    dossier_reading,
    get_dossier_for,
    get_freeze_for,
    units_of,
)
from congvu.archives.actions import DossierData
from congvu.archives.models import Dossier, Freeze
from congvu.archives.queries import DossierTab
from congvu.documents.access import scope_of
from congvu.documents.queries import RightLine
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission, Role

router = Router(tags=["Hồ sơ"])
Term = Literal["", "permanent", "70", "50", "30", "20", "15", "10", "5", "2"]
Reason = Annotated[str, Field(max_length=1000)]


class DossierOut(Schema):
    id: UUID
    year: int
    symbol: str
    title: str
    retention: str
    state: str
    maker_name: str
    unit_name: str
    opened_on: date
    ended_on: date | None
    closed_at: datetime | None
    closing_step: str
    kept_until: date | None
    due_on: date | None
    postponed_until: date | None
    archived_on: date | None
    historic_due_on: date | None
    retention_basis: str
    sheets: int
    place: str
    items_total: int
    pages_total: int
    access: str
    origin: str
    paper_code: str
    keywords: str
    description: str
    construction: bool


class DossierPageOut(Schema):
    items: list[DossierOut]
    after: UUID | None


class DossierItemOut(Schema):
    id: UUID
    kind: str
    position: int | None
    symbol: str
    issued_on: date | None
    type_name: str
    subject: str
    author: str
    pages: int | None
    note: str
    incoming_id: UUID | None
    outgoing_id: UUID | None
    is_draft: bool


class DossierRightOut(Schema):
    principal_id: UUID
    name: str
    origin: str
    how: str


class DossierEventOut(Schema):
    at: datetime | None
    actor: str
    text: str


class DossierDetailOut(Schema):
    """One dossier; ``hidden`` papers lie in it and are not for this reader."""

    dossier: DossierOut
    frozen: bool
    items: list[DossierItemOut]
    after: str
    hidden: int
    deeds: list[str]
    events: list[DossierEventOut]


class DossierIn(Schema):
    title: Annotated[str, Field(max_length=600)]
    symbol: Annotated[str, Field(max_length=200)] = ""
    retention: Term = ""
    opened_on: Day
    keywords: Annotated[str, Field(max_length=100)] = ""
    description: Annotated[str, Field(max_length=2000)] = ""
    construction: bool = False
    origin: Literal["born", "digitised", "mixed", "paper"] = "born"
    paper_code: Annotated[str, Field(max_length=100)] = ""
    sheets: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    place: Annotated[str, Field(max_length=200)] = ""

    def given(self) -> DossierData:
        names = DossierData.__dataclass_fields__
        return DossierData(**{name: getattr(self, name) for name in names})


class OpenDossierIn(DossierIn):
    """From a line of the issued plan, or outside it."""

    plan_line_id: UUID | None = None
    for_unit: bool = False


class CloseIn(Schema):
    ended_on: Day
    drops: bool = False
    closing_note: Annotated[str, Field(max_length=2000)] = ""
    access: Literal["open", "restricted"] = "restricted"


class DossierReasonIn(Schema):
    reason: Reason


class DossierRightIn(Schema):
    desk_id: UUID
    may_file: bool = False
    reason: Reason


class TakeBackIn(Schema):
    desk_id: UUID
    reason: Reason


class FreezeIn(Schema):
    dossier_ids: Annotated[list[UUID], Field(max_length=1000)]
    reason: Reason


class FreezeOut(Schema):
    id: UUID
    at: datetime
    by: str
    reason: str
    ended_at: datetime | None
    ended_by: str
    ended_because: str


def reader(request: ApiRequest) -> Seat:
    """A seat that reads papers at all."""
    if request.auth.role == Role.ADMINISTRATOR:
        raise Http404
    return request.auth


@router.get("/dossiers", response=DossierPageOut, summary="Danh sách hồ sơ")
def dossiers(
    request: ApiRequest,
    of: Literal["mine", "unit", "agency", "archive"] = "agency",
    find: Annotated[str, Field(max_length=200)] = "",
    state: Annotated[str, Field(max_length=12)] = "",
    year: int | None = None,
    after: UUID | None = None,
) -> DossierPageOut:
    seat = reader(request)
    tabs = {
        "mine": DossierTab.MINE,
        "unit": DossierTab.UNIT,
        "agency": DossierTab.AGENCY,
        "archive": DossierTab.ARCHIVE,
    }
    page = queries.dossiers_page(
        scope_of(seat),
        tab=tabs[of],
        units=units_of(seat),
        state=state,
        year=year,
        find=find,
        after=after,
    )
    items = [DossierOut.from_orm(d) for d in page.dossiers]
    return DossierPageOut(items=items, after=page.after)


@router.post("/dossiers", response=DossierOut, summary="Mở hồ sơ")
def open_dossier(request: ApiRequest, data: OpenDossierIn) -> Dossier:
    return actions.open_dossier(
        data=data.given(),
        plan_line_id=data.plan_line_id,
        for_unit=data.for_unit,
        by=need(request, Permission.MAKE_DOSSIERS),
        at=timezone.now(),
    )


@router.get("/dossiers/{dossier_id}", response=DossierDetailOut, summary="Một hồ sơ")
def dossier(
    request: ApiRequest,
    dossier_id: UUID,
    after: Annotated[str, Field(max_length=40)] = "",
) -> DossierDetailOut:
    seat = request.auth
    found = get_dossier_for(seat, dossier_id)
    actions.record_dossier_view(dossier=found, by=seat, at=timezone.now())
    shown = dossier_reading(seat, found, on=timezone.localdate(), after=after)
    return DossierDetailOut(
        dossier=DossierOut.from_orm(found),
        frozen=shown["frozen"],
        items=[DossierItemOut.from_orm(line) for line in shown["items"].lines],
        after=shown["items"].after,
        hidden=shown["items"].hidden,
        deeds=[d.name for d in shown["deeds"]],
        events=[DossierEventOut.from_orm(e) for e in shown["events"]],
    )


@router.put("/dossiers/{dossier_id}", response=DossierOut, summary="Sửa dữ liệu hồ sơ")
def change(request: ApiRequest, dossier_id: UUID, data: DossierIn) -> Dossier:
    seat = need(request, Permission.MAKE_DOSSIERS)
    found = get_dossier_for(seat, dossier_id)
    return actions.change_dossier(
        dossier_id=found.id, data=data.given(), by=seat, at=timezone.now()
    )


@router.post(
    "/dossiers/{dossier_id}/close", response=DossierOut, summary="Kết thúc hồ sơ"
)
def close(request: ApiRequest, dossier_id: UUID, data: CloseIn) -> Dossier:
    """Every precondition that is not met is told at once."""
    seat = need(request, Permission.MAKE_DOSSIERS)
    found = get_dossier_for(seat, dossier_id)
    return actions.close_dossier(
        dossier_id=found.id,
        ended_on=data.ended_on,
        drops=data.drops,
        closing_note=data.closing_note,
        access=data.access,
        by=seat,
        at=timezone.now(),
    )


@router.post("/dossiers/{dossier_id}/reopen", response=DossierOut, summary="Mở lại")
def reopen(request: ApiRequest, dossier_id: UUID, data: DossierReasonIn) -> Dossier:
    seat = need(request, Permission.REOPEN_DOSSIER)
    found = get_dossier_for(seat, dossier_id)
    return actions.reopen_dossier(
        dossier_id=found.id, reason=data.reason, by=seat, at=timezone.now()
    )


@router.get("/dossiers/{dossier_id}/export.{form}", summary="Xuất hồ sơ")
def export(
    request: ApiRequest, dossier_id: UUID, form: Literal["pdf", "xml"]
) -> FileResponse:
    """Mục lục văn bản, or all data; in time order."""
    seat = request.auth
    found = get_dossier_for(seat, dossier_id)
    made = actions.export_dossier(dossier=found, form=form, by=seat, at=timezone.now())
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )


@router.get(
    "/dossiers/{dossier_id}/rights",
    response=list[DossierRightOut],
    summary="Ai được xem hồ sơ",
)
def rights(request: ApiRequest, dossier_id: UUID) -> list[RightLine]:
    found = get_dossier_for(request.auth, dossier_id)
    return queries.dossier_rights(found, on=timezone.localdate())


@router.post(
    "/dossiers/{dossier_id}/rights",
    response=list[DossierRightOut],
    summary="Mở quyền xem hồ sơ",
)
def open_right(
    request: ApiRequest, dossier_id: UUID, data: DossierRightIn
) -> list[RightLine]:
    seat = request.auth
    found = get_dossier_for(seat, dossier_id)
    actions.open_dossier_to(
        dossier_id=found.id,
        desk_id=data.desk_id,
        may_file=data.may_file,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return queries.dossier_rights(found, on=timezone.localdate())


@router.post(
    "/dossiers/{dossier_id}/rights/take-back",
    response=list[DossierRightOut],
    summary="Thu lại quyền xem hồ sơ",
)
def close_right(
    request: ApiRequest, dossier_id: UUID, data: TakeBackIn
) -> list[RightLine]:
    seat = request.auth
    found = get_dossier_for(seat, dossier_id)
    actions.close_dossier_to(
        dossier_id=found.id,
        desk_id=data.desk_id,
        reason=data.reason,
        by=seat,
        at=timezone.now(),
    )
    return queries.dossier_rights(found, on=timezone.localdate())


@router.get("/freezes", response=list[FreezeOut], summary="Các lần đóng băng")
def freezes(request: ApiRequest) -> list[Freeze]:
    seat = need(request, Permission.FREEZE)
    return list(queries.freezes_of(seat.agency_id)[:200])


@router.post("/freezes", response=FreezeOut, summary="Đóng băng hồ sơ")
def freeze(request: ApiRequest, data: FreezeIn) -> Freeze:
    seat = need(request, Permission.FREEZE)
    return actions.freeze_dossiers(
        dossier_ids=data.dossier_ids, reason=data.reason, by=seat, at=timezone.now()
    )


@router.post("/freezes/{freeze_id}/end", response=FreezeOut, summary="Bỏ đóng băng")
def unfreeze(request: ApiRequest, freeze_id: UUID, data: DossierReasonIn) -> Freeze:
    seat = need(request, Permission.FREEZE)
    found = get_freeze_for(seat, freeze_id)
    return actions.unfreeze_dossiers(
        freeze_id=found.id, reason=data.reason, by=seat, at=timezone.now()
    )
