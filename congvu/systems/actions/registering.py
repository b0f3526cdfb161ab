"""A system is entered, changed, given its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.inventory.access import kept_machines
from congvu.inventory.models import Machine
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.network.access import kept_sites
from congvu.network.models import Device
from congvu.organisations.access import Seat
from congvu.organisations.models import Unit
from congvu.organisations.queries import agencies_on
from congvu.systems.access import agencies_offered, keeps
from congvu.systems.actions.reviewing import mark_for_review
from congvu.systems.actions.saying import (
    alive_reasons,
    keep_part,
    keeps_reasons,
    length_reasons,
    locked_system,
    note,
    note_part,
    refuse_marked,
)
from congvu.systems.models import (
    InformationSystem,
    SystemApplication,
    SystemConnection,
    SystemEquipment,
    SystemService,
    SystemZone,
)
from congvu.systems.queries import product_named, subnet_at
from congvu.systems.rules import (
    EXPOSURE_NAMES,
    LONGEST_CODE,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TEXT,
    PROTOCOL_NAMES,
    ZONE_KIND_NAMES,
    ReviewReason,
    SystemState,
    are_addresses,
)

MOST_USERS = 200_000_000
_LINES = ("contact", "owner_rule", "operator_rule", "operator_head", "operator_contact")
_TEXTS = ("code", "name", "purpose", "scope", "model_text", *_LINES)
PARTS: dict[str, type[Any]] = {
    "thiet-bi": SystemEquipment,
    "ung-dung": SystemApplication,
    "vung-mang": SystemZone,
    "cong": SystemService,
    "ket-noi": SystemConnection,
}


@dataclass(frozen=True)
class SystemData:
    """A system as somebody describes it."""

    agency_id: UUID | None
    operator_id: UUID | None
    code: str
    name: str
    exposure: str
    operator_unit_id: UUID | None = None
    purpose: str = ""
    scope: str = ""
    model_text: str = ""
    contact: str = ""
    owner_rule: str = ""
    operator_rule: str = ""
    operator_head: str = ""
    operator_contact: str = ""
    users: int | None = None
    state: str = SystemState.RUNNING
    began_on: date | None = None

    def tidied(self) -> SystemData:
        given: dict[str, Any] = {
            name: nfc(getattr(self, name)).strip() for name in _TEXTS
        }
        given["name"] = " ".join(given["name"].split())
        given["code"] = "".join(given["code"].split()).upper()
        return replace(self, **given)


def register_system(*, data: SystemData, by: Seat, at: datetime) -> InformationSystem:
    """A new line of the register; its code is one in the province."""
    refuse_marked(texts=[getattr(data, name) for name in _TEXTS], by=by, at=at)
    return _register(data.tidied(), by, at)


@transaction.atomic
def _register(data: SystemData, by: Seat, at: datetime) -> InformationSystem:
    reasons = [] if keeps(by) else [Reason(_("Chức vụ đang chọn không ghi hệ thống."))]
    if data.agency_id not in dict(agencies_offered(by)):
        reasons.append(Reason(_("Chọn cơ quan chủ quản trong danh sách."), "agency"))
    reasons += _reasons(data, by)
    if reasons:
        raise Refused(reasons)
    found = InformationSystem(added_at=at, added_by=by.person_name)
    _put(found, data)
    _saved(found)
    note("systems.added", system=found, by=by, at=at)
    return found


def change_system(
    *, system_id: UUID, data: SystemData, by: Seat, at: datetime
) -> InformationSystem:
    """What decides the level and changes asks for a new look at it (Đ10.2)."""
    refuse_marked(texts=[getattr(data, name) for name in _TEXTS], by=by, at=at)
    return _change(system_id, data.tidied(), by, at)


@transaction.atomic
def _change(
    system_id: UUID, data: SystemData, by: Seat, at: datetime
) -> InformationSystem:
    found = locked_system(system_id)
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    if data.agency_id not in {found.agency_id, *dict(agencies_offered(by))}:
        reasons.append(Reason(_("Chọn cơ quan chủ quản trong danh sách."), "agency"))
    reasons += _reasons(data, by, found)
    if reasons:
        raise Refused(reasons)
    was = {name: getattr(found, name) for name in ("exposure", "scope", "purpose")}
    _put(found, data)
    _saved(found)
    note("systems.changed", system=found, by=by, at=at)
    if found.assessed_level is not None and any(
        getattr(found, name) != value for name, value in was.items()
    ):
        with override("vi"):
            words = _("Mục đích, phạm vi hoặc đối tượng phục vụ đã đổi.")
        mark_for_review(
            system=found, reason=ReviewReason.CHANGE, words=words, by=by, at=at
        )
    return found


def _put(found: InformationSystem, data: SystemData) -> None:
    found.agency_id = data.agency_id  # type: ignore[assignment]  # checked by reasons
    found.operator_id = data.operator_id  # type: ignore[assignment]  # checked
    found.operator_unit_id = data.operator_unit_id
    for name in (*_TEXTS, "exposure", "users", "state", "began_on"):
        setattr(found, name, getattr(data, name))


def _saved(found: InformationSystem) -> None:
    """Of two of one code at once the second is refused."""
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise Refused([_same_code()]) from None


def _same_code() -> Reason:
    return Reason(_("Đã có hệ thống mang mã này."), "code")


def _reasons(
    data: SystemData, by: Seat, found: InformationSystem | None = None
) -> list[Reason]:
    reasons = []
    if not data.code:
        reasons.append(Reason(_("Chưa có mã hệ thống."), "code"))
    if not data.name:
        reasons.append(Reason(_("Chưa có tên hệ thống."), "name"))
    reasons += length_reasons(data.code, "code", LONGEST_CODE)
    reasons += length_reasons(data.name, "name", LONGEST_NAME)
    for field in ("purpose", "scope", "model_text"):
        reasons += length_reasons(getattr(data, field), field, LONGEST_TEXT)
    for field in _LINES:
        reasons += length_reasons(getattr(data, field), field, LONGEST_REASON)
    same = InformationSystem.objects.filter(code=data.code)
    if found is not None:
        same = same.exclude(pk=found.pk)
    if data.code and same.exists():
        reasons.append(_same_code())
    if data.exposure not in set(EXPOSURE_NAMES):
        reasons.append(Reason(_("Chọn hệ thống phục vụ ai."), "exposure"))
    if data.state not in {SystemState.PLANNED, SystemState.RUNNING}:
        reasons.append(Reason(_("Chọn trạng thái trong danh sách."), "state"))
    if data.users is not None and not 0 <= data.users <= MOST_USERS:
        reasons.append(Reason(_("Số người dùng không đúng."), "users"))
    living = {one.id for one in agencies_on(by.on)}
    if data.operator_id not in living | ({found.operator_id} if found else set()):
        reasons.append(Reason(_("Chọn cơ quan vận hành."), "operator"))
    return reasons + _unit_reasons(data)


def _unit_reasons(data: SystemData) -> list[Reason]:
    if data.operator_unit_id is None:
        return []
    unit = Unit.objects.filter(pk=data.operator_unit_id).first()
    if unit is not None and unit.agency_id == data.operator_id:
        return []
    return [Reason(_("Đơn vị này không thuộc cơ quan vận hành."), "operator_unit")]


# -- what it is made of


@transaction.atomic
def add_equipment(
    *, system_id: UUID, name: str, purpose: str, by: Seat, at: datetime
) -> SystemEquipment:
    """A machine by its name or serial, or a device of the network by its name."""
    found, name, purpose = locked_system(system_id), nfc(name).strip(), nfc(purpose)
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    reasons += length_reasons(purpose, "purpose", LONGEST_LINE)
    machines = list(_machines(found, name, by)[:2]) if name else []
    devices = list(_devices(found, name, by)[:2]) if name else []
    if not name:
        reasons.append(Reason(_("Ghi tên máy hoặc thiết bị mạng."), "name"))
    elif len(machines) + len(devices) > 1:
        words = _("Có nhiều máy, thiết bị tên này; ghi số máy.")
        reasons.append(Reason(words, "name"))
    elif not machines and not devices:
        words = _("Không thấy máy, thiết bị này trong kiểm kê và sơ đồ mạng.")
        reasons.append(Reason(words, "name"))
    if reasons:
        raise Refused(reasons)
    one = SystemEquipment(
        system=found,
        machine=machines[0] if machines else None,
        device=devices[0] if devices else None,
        purpose=purpose,
    )
    twice = Reason(_("Đã có trong danh mục."), "name")
    keep_part(one, found, name, twice, by, at)
    return one


def _machines(system: InformationSystem, name: str, by: Seat) -> QuerySet[Machine]:
    rows = kept_machines(by).filter(
        agency__in=[system.agency_id, system.operator_id, by.agency_id]
    )
    return rows.filter(Q(name__iexact=name) | Q(serial__iexact=name)).order_by("pk")


def _devices(system: InformationSystem, name: str, by: Seat) -> QuerySet[Device]:
    sites = kept_sites(by).filter(
        agency__in=[system.agency_id, system.operator_id, by.agency_id]
    )
    rows = Device.objects.filter(site__in=sites.values("pk"))
    return rows.filter(name__iexact=name).order_by("pk")


@dataclass(frozen=True)
class ApplicationData:
    name: str
    place: str = ""
    os: str = ""
    purpose: str = ""


@transaction.atomic
def add_application(
    *, system_id: UUID, data: ApplicationData, by: Seat, at: datetime
) -> SystemApplication:
    """A program; a machine of the system that ``place`` names is linked, and a product
    of the catalogue that is called so.
    """
    found = locked_system(system_id)
    given = {name: nfc(value).strip() for name, value in vars(data).items()}
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    if not given["name"]:
        reasons.append(Reason(_("Chưa có tên ứng dụng, dịch vụ."), "name"))
    for field, text in given.items():
        reasons += length_reasons(text, field, LONGEST_LINE)
    if reasons:
        raise Refused(reasons)
    machine = found.machines.filter(name__iexact=given["place"]).first()
    product = product_named(given["name"])
    one = SystemApplication(system=found, machine=machine, product=product, **given)
    if machine is not None and not one.os:
        one.os = f"{machine.os_name} {machine.os_version}".strip()[:LONGEST_LINE]
    one.save()
    note_part(one, found, one.name, by, at)
    return one


@transaction.atomic
def add_zone(
    *,
    system_id: UUID,
    kind: str,
    private_ip: str,
    public_ip: str,
    by: Seat,
    at: datetime,
) -> SystemZone:
    found = locked_system(system_id)
    private_ip, public_ip = nfc(private_ip).strip(), nfc(public_ip).strip()
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    if kind not in set(ZONE_KIND_NAMES):
        reasons.append(Reason(_("Chọn vùng mạng trong danh sách."), "kind"))
    if not private_ip and not public_ip:
        reasons.append(Reason(_("Ghi IP riêng hoặc IP công cộng."), "private_ip"))
    for field, text in (("private_ip", private_ip), ("public_ip", public_ip)):
        reasons += length_reasons(text, field, LONGEST_LINE)
        if not are_addresses(text):
            words = _("Ghi địa chỉ như 10.20.4.0/24, nhiều địa chỉ cách nhau dấu phẩy.")
            reasons.append(Reason(words, field))
    if reasons:
        raise Refused(reasons)
    one = SystemZone(
        system=found,
        kind=kind,
        private_ip=private_ip,
        public_ip=public_ip,
        subnet=subnet_at(kept_sites(by), private_ip),
    )
    one.save()
    note_part(one, found, kind, by, at)
    return one


@transaction.atomic
def add_service(
    *,
    system_id: UUID,
    name: str,
    port: int | None,
    protocol: str,
    is_public: bool,
    by: Seat,
    at: datetime,
) -> SystemService:
    """One that opens to the Internet is a new connection: the level is looked at."""
    found, name = locked_system(system_id), nfc(name).strip()
    reasons = keeps_reasons(by, found) + alive_reasons(found)
    if not name:
        reasons.append(Reason(_("Chưa có tên dịch vụ."), "name"))
    reasons += length_reasons(name, "name", LONGEST_LINE)
    if port is None or not 1 <= port <= 65535:
        reasons.append(Reason(_("Cổng là số từ 1 đến 65535."), "port"))
    if protocol not in set(PROTOCOL_NAMES):
        reasons.append(Reason(_("Chọn giao thức."), "protocol"))
    if reasons or port is None:
        raise Refused(reasons)
    one = SystemService(
        system=found, name=name, port=port, protocol=protocol, is_public=is_public
    )
    twice = Reason(_("Đã có cổng này."), "port")
    keep_part(one, found, f"{port}/{protocol}", twice, by, at)
    if is_public and found.assessed_level is not None:
        named = {"port": f"{port}/{protocol}"}
        with override("vi"):
            words = _("Mở cổng %(port)s ra Internet.") % named
        mark_for_review(
            system=found, reason=ReviewReason.CONNECTION, words=words, by=by, at=at
        )
    return one


@transaction.atomic
def remove_part(
    *, system_id: UUID, part: str, part_id: UUID, by: Seat, at: datetime
) -> None:
    found, model = locked_system(system_id), PARTS.get(part)
    if reasons := keeps_reasons(by, found) + alive_reasons(found):
        raise Refused(reasons)
    one = model.objects.filter(system=found, pk=part_id).first() if model else None
    if one is None:
        raise Refused([_("Không tìm thấy thành phần này.")])
    one.delete()
    note("systems.part-removed", system=found, by=by, at=at, data={"part": part})
