"""What only a person says of a machine: whose, where, how it was bought, its state."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.inventory.actions.matching import one_by_one
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.models import Machine
from congvu.inventory.queries import people_of
from congvu.inventory.rules import (
    MachineKind,
    MachineState,
    real_serial,
    says_nothing,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.queries import units_on

_DEAREST = 1_000_000_000_000


@dataclass(frozen=True)
class MachineData:
    """A person's part; the whole of it, so that what is left out is taken away."""

    unit_id: UUID | None = None
    user_id: UUID | None = None
    place: str = ""
    state: str = MachineState.IN_USE
    bought_on: date | None = None
    fund: str = ""
    price: int | None = None
    warranty_until: date | None = None


@dataclass(frozen=True)
class NewMachine:
    """One that no agent will tell of: in stock, or without a network."""

    agency_id: UUID
    name: str
    kind: str = MachineKind.DESKTOP
    serial: str = ""
    maker: str = ""
    model: str = ""


@transaction.atomic
def add_machine(
    *, new: NewMachine, data: MachineData, by: Seat, at: datetime
) -> Machine:
    """By hand; its first inventory finds it again by its serial number."""
    one_by_one(new.agency_id)
    reasons = _faults(data, new.agency_id, at)
    name, serial = nfc(new.name), real_serial(nfc(new.serial))
    if not name:
        reasons.append(Reason(_("Ghi tên máy."), "name"))
    if new.serial.strip() and says_nothing(new.serial):
        words = _("Đây không phải số máy; bỏ trống nếu không biết.")
        reasons.append(Reason(words, "serial"))
    if serial and _has_number(serial, new.agency_id):
        words = _("Đã có máy mang số này.")
        reasons.append(Reason(words, "serial"))
    if new.kind not in set(MachineKind):
        reasons.append(Reason(_("Chọn loại máy."), "kind"))
    if reasons:
        raise Refused(reasons)
    made = Machine(
        agency_id=new.agency_id,
        name=name,
        kind=new.kind,
        serial=serial,
        maker=nfc(new.maker),
        model=nfc(new.model),
        added_at=at,
    )
    _set(made, data)
    made.save(force_insert=True)
    keep_standing([made.pk], at=at)
    record(
        "inventory.machine-added",
        by=by.actor,
        at=at,
        on=made,
        agency_id=made.agency_id,
        data={"name": made.name, "state": made.state},
    )
    return made


@transaction.atomic
def change_machine(
    *, machine_id: UUID, data: MachineData, by: Seat, at: datetime
) -> Machine:
    """Nothing an agent says is touched, and no agent touches this."""
    found = Machine.objects.select_for_update().get(pk=machine_id)
    reasons = _faults(data, found.agency_id, at, before=found)
    if found.merged_into_id is not None:
        reasons.append(Reason(_("Máy này đã gộp vào máy khác.")))
    if reasons:
        raise Refused(reasons)
    before = {one.name: getattr(found, one.name) for one in fields(MachineData)}
    _set(found, data)
    changed = [name for name in before if before[name] != getattr(found, name)]
    if not changed:
        return found
    if "user_id" in changed:
        found.left_told_at = None
    found.save(update_fields=[*changed, "left_told_at"])
    keep_standing([found.pk], at=at)
    record(
        "inventory.machine-changed",
        by=by.actor,
        at=at,
        on=found,
        agency_id=found.agency_id,
        data={"name": found.name, "state": found.state, "changed": len(changed)},
    )
    return found


def _has_number(serial: str, agency_id: UUID) -> bool:
    """One that is anybody's; not one that another agency disposed of."""
    rows = Machine.objects.filter(serial=serial, merged_into=None)
    own = Q(agency=agency_id)
    return rows.filter(own | ~Q(state=MachineState.DISPOSED)).exists()


def _set(machine: Machine, data: MachineData) -> None:
    machine.unit_id, machine.user_id = data.unit_id, data.user_id
    machine.place, machine.state = nfc(data.place), data.state
    machine.bought_on, machine.fund = data.bought_on, nfc(data.fund)
    machine.price, machine.warranty_until = data.price, data.warranty_until


def _faults(
    data: MachineData, agency_id: UUID, at: datetime, *, before: Machine | None = None
) -> list[Reason]:
    on, reasons = local_date(at), []
    user_before = before.user_id if before is not None else None
    is_gone = before is not None and before.state == MachineState.DISPOSED
    if data.state not in set(MachineState):
        reasons.append(Reason(_("Chọn trạng thái của máy."), "state"))
    if data.state == MachineState.DISPOSED and not is_gone:
        words = _("Thanh lý, tiêu hủy phải có quyết định: lập ở mục Biên bản.")
        reasons.append(Reason(words, "state"))
    if data.unit_id is not None and data.unit_id not in {
        unit.id for unit in units_on(agency_id, on)
    }:
        words = _("Đơn vị này không thuộc cơ quan của máy.")
        reasons.append(Reason(words, "unit_id"))
    # Who has left may still have it; nobody new who sits elsewhere gets it.
    if data.user_id not in {None, user_before} and data.user_id not in {
        pk for pk, _name in people_of(agency_id, on)
    }:
        words = _("Người này không giữ chức vụ nào ở cơ quan của máy.")
        reasons.append(Reason(words, "user_id"))
    if data.bought_on is not None and data.bought_on > on:
        reasons.append(Reason(_("Ngày mua không thể sau hôm nay."), "bought_on"))
    if data.warranty_until and data.bought_on and data.warranty_until < data.bought_on:
        words = _("Bảo hành không thể hết trước ngày mua.")
        reasons.append(Reason(words, "warranty_until"))
    if data.price is not None and not 0 <= data.price <= _DEAREST:
        words = _("Giá là số đồng, từ 0 đến một nghìn tỷ.")
        reasons.append(Reason(words, "price"))
    return reasons
