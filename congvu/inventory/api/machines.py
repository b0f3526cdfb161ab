"""Machines, inventories in files, codes of agents, machines that may be one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status, UploadedFile
from pydantic import AfterValidator

from congvu.inventory import actions, queries
from congvu.inventory.access import (
    get_enrolment_to_keep,
    get_likeness_to_keep,
    get_load_to_keep,
    get_machine_to_keep,
    kept_agencies,
    kept_machines,
    may_keep_for,
    need_keeper,
)
from congvu.inventory.api.schemas import (
    EnrolledOut,
    EnrolmentIn,
    EnrolmentOut,
    InventoryLoadOut,
    InventoryOut,
    LikenessOut,
    LikenessVerdictIn,
    MachineChangeIn,
    MachineDetailOut,
    MachineIn,
    MachineOut,
    MachinePageOut,
    UnitMachinesOut,
)
from congvu.inventory.formats.messages import MOST_BYTES, TOO_LARGE
from congvu.inventory.models import (
    AgentEnrolment,
    InventoryLoad,
    Likeness,
    Machine,
    MachineReading,
)
from congvu.inventory.queries import Asked, UnitLine
from congvu.lib.dates import in_utc
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest
from congvu.ui.deeds import as_download

router = Router(tags=["Máy tính"])

_ONE = "/machines/{machine_id}"
_PAIR = "/machine-likenesses/{likeness_id}"


def _keeper(request: ApiRequest) -> Seat:
    return need_keeper(request.auth)


def _agency(seat: Seat, wanted: UUID | None) -> UUID:
    if wanted is not None and not may_keep_for(seat, wanted):
        raise Http404
    return wanted or seat.agency_id


@router.get("/my-machines", response=list[MachineOut], summary="Máy của tôi")
def my_machines(request: ApiRequest) -> list[Machine]:
    return queries.machines_used_by(request.auth.person_id)


@router.get("/machines", response=MachinePageOut, summary="Các máy")
def machines(
    request: ApiRequest,
    q: str = "",
    state: Literal["", "in_use", "stock", "repair", "disposed"] = "",
    seen: Literal["", "silent", "never"] = "",
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    warranty: Literal["", "ending"] = "",
    after: str = "",
) -> dict[str, Any]:
    """``warranty``: only those whose warranty ends within 60 days."""
    seat, ending = _keeper(request), warranty == "ending"
    asked = Asked(nfc(q)[:100], agency_id, unit_id, state, seen, ending)
    page = queries.machines_page(
        kept_machines(seat), asked, timezone.now(), after=after
    )
    return {"items": page.rows, "after": page.after}


@router.post("/machines", response=MachineOut, summary="Ghi một máy")
def add_machine(request: ApiRequest, data: MachineIn) -> Machine:
    seat = _keeper(request)
    return actions.add_machine(
        new=data.new(seat.agency_id), data=data.given(), by=seat, at=timezone.now()
    )


@router.get(_ONE, response=MachineDetailOut, summary="Một máy")
def machine(
    request: ApiRequest,
    machine_id: UUID,
    history_before: Annotated[datetime, AfterValidator(in_utc)] | None = None,
    readings_before: Annotated[datetime, AfterValidator(in_utc)] | None = None,
) -> dict[str, Any]:
    seat = request.auth
    found = get_machine_to_keep(seat, machine_id)
    agencies = kept_agencies(seat)
    among = None if agencies is None else [*agencies, found.came_from]
    return {
        "machine": found,
        "programs": queries.programs_now(found),
        "history": queries.history(found, before=history_before),
        "readings": queries.readings_of(found, before=readings_before),
        "custody": queries.custody_of(found, among=among),
    }


@router.put(_ONE, response=MachineOut, summary="Sửa phần do người ghi")
def change_machine(
    request: ApiRequest, machine_id: UUID, data: MachineChangeIn
) -> Machine:
    found = get_machine_to_keep(request.auth, machine_id)
    return actions.change_machine(
        machine_id=found.pk, data=data.given(), by=request.auth, at=timezone.now()
    )


@router.get("/machines-by-unit", response=list[UnitMachinesOut], summary="Theo đơn vị")
def by_unit(request: ApiRequest, agency_id: UUID | None = None) -> list[UnitLine]:
    seat, now = _keeper(request), timezone.now()
    return queries.by_unit(_agency(seat, agency_id), timezone.localdate(), now)


@router.get(
    "/machines-export",
    summary="Danh sách máy thành tệp",
    openapi_extra={"responses": {200: {"description": "CSV hoặc Excel"}}},
)
def export(request: ApiRequest, form: Literal["csv", "xlsx"] = "csv") -> HttpResponse:
    seat = _keeper(request)
    made = actions.export_machines(
        rows=kept_machines(seat), form=form, by=seat, at=timezone.now()
    )
    return as_download(made)


@router.get("/inventories/refused", response=list[InventoryOut], summary="Không nhận")
def refused(request: ApiRequest) -> list[MachineReading]:
    return queries.refused_lately(kept_agencies(_keeper(request)))


@router.post("/inventories", response=list[InventoryOut], summary="Nạp một tệp kiểm kê")
def upload(
    request: ApiRequest,
    file: File[UploadedFile],
    agency_id: Form[UUID | None] = None,
) -> list[MachineReading]:
    """Of 200 machines at most; more of them at ``/inventory-loads``."""
    seat = _keeper(request)
    if (file.size or 0) > MOST_BYTES:
        raise Refused([Reason(_(TOO_LARGE) % {"mb": MOST_BYTES >> 20}, "file")])
    return actions.receive(
        content=file.read(),
        name=file.name or "",
        agency_id=_agency(seat, agency_id),
        by=seat.actor,
        at=timezone.now(),
        most=actions.AT_ONCE,
    )


@router.post(
    "/inventory-loads",
    response={200: list[InventoryOut], 202: InventoryLoadOut},
    summary="Nạp một bảng dài",
)
def begin_load(
    request: ApiRequest,
    file: File[UploadedFile],
    agency_id: Form[UUID | None] = None,
) -> Status[list[MachineReading] | InventoryLoad]:
    """202 with the load where the table is long: it goes on by itself; ask how far."""
    seat = _keeper(request)
    if (file.size or 0) > MOST_BYTES:
        raise Refused([Reason(_(TOO_LARGE) % {"mb": MOST_BYTES >> 20}, "file")])
    taken = actions.take_file(
        content=file.read(),
        name=file.name or "",
        agency_id=_agency(seat, agency_id),
        by=seat,
        at=timezone.now(),
    )
    return Status(202 if isinstance(taken, InventoryLoad) else 200, taken)


@router.get("/inventory-loads/{load_id}", response=InventoryLoadOut, summary="Bảng dài")
def load(request: ApiRequest, load_id: UUID) -> InventoryLoad:
    return get_load_to_keep(request.auth, load_id)


@router.get(
    "/inventory-enrolments", response=list[EnrolmentOut], summary="Mã ghi danh máy"
)
def enrolments(request: ApiRequest) -> list[AgentEnrolment]:
    return queries.enrolments_of(kept_agencies(_keeper(request)))


@router.post(
    "/inventory-enrolments", response=EnrolledOut, summary="Tạo mã ghi danh máy"
)
def enrol(request: ApiRequest, data: EnrolmentIn) -> dict[str, Any]:
    seat = _keeper(request)
    made, secret = actions.enrol(
        agency_id=_agency(seat, data.agency_id),
        label=data.label,
        expires_on=data.expires_on,
        by=seat,
        at=timezone.now(),
    )
    return {"enrolment": made, "secret": secret}


@router.delete(
    "/inventory-enrolments/{enrolment_id}",
    response={204: None},
    summary="Thu hồi mã ghi danh máy",
)
def revoke(request: ApiRequest, enrolment_id: UUID) -> None:
    found = get_enrolment_to_keep(request.auth, enrolment_id)
    actions.revoke(enrolment_id=found.pk, by=request.auth, at=timezone.now())


@router.get(
    "/machine-likenesses", response=list[LikenessOut], summary="Hai máy nghi trùng"
)
def likenesses(request: ApiRequest) -> list[Likeness]:
    return queries.likenesses_waiting(kept_machines(_keeper(request)))


@router.get(_PAIR, response=LikenessOut, summary="Hai máy nghi là một")
def likeness(request: ApiRequest, likeness_id: UUID) -> Likeness:
    return get_likeness_to_keep(request.auth, likeness_id)


@router.post(_PAIR + "/merge", response=MachineOut, summary="Gộp hai máy")
def merge(request: ApiRequest, likeness_id: UUID, data: LikenessVerdictIn) -> Machine:
    found = get_likeness_to_keep(request.auth, likeness_id)
    return actions.merge(
        likeness_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )


@router.post(_PAIR + "/apart", response=LikenessOut, summary="Ghi hai máy khác nhau")
def keep_apart(
    request: ApiRequest, likeness_id: UUID, data: LikenessVerdictIn
) -> Likeness:
    found = get_likeness_to_keep(request.auth, likeness_id)
    return actions.keep_apart(
        likeness_id=found.pk, reason=data.reason, by=request.auth, at=timezone.now()
    )
