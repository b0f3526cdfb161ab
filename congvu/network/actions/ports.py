"""Ports of a device, and the cables from one to another of the same site."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.network.actions.saying import reasons_of
from congvu.network.actions.sites import locked_site
from congvu.network.models import Cable, Device, Port
from congvu.network.rules import LONGEST_CODE, port_faults, port_names
from congvu.organisations.access import Seat


@transaction.atomic
def add_ports(*, device_id: UUID, names: str, by: Seat, at: datetime) -> list[Port]:
    """As people write them: 1-24, Gi0/1; those the device has already are left."""
    device = _locked(device_id, by)
    had = set(device.ports.values_list("name", flat=True))
    wanted = port_names(names)
    new = [one for one in wanted if one not in had]
    reasons = reasons_of(port_faults(wanted, len(had) + len(new) - len(wanted)))
    if wanted and not new:
        reasons.append(Reason(_("Thiết bị đã có các cổng này."), "names"))
    if reasons:
        raise Refused(reasons)
    made = Port.objects.bulk_create(
        Port(device=device, name=one, position=len(had) + n)
        for n, one in enumerate(new)
    )
    told = ", ".join(new[:3]) + ("…" if len(new) > 3 else "")
    _log("network.ports-added", device, by, at, ports=told)
    return made


@transaction.atomic
def drop_port(*, port_id: UUID, by: Seat, at: datetime) -> None:
    found = _port(port_id)
    device = _locked(found.device_id, by)
    found.refresh_from_db()
    if found.cable_id is not None:
        raise Refused([_("Cổng này đang nối cáp; tháo cáp trước.")])
    found.delete()
    _log("network.port-dropped", device, by, at, ports=found.name)


@transaction.atomic
def lay_cable(
    *, port_id: UUID, other_id: UUID | None, by: Seat, at: datetime, label: str = ""
) -> Cable:
    """Between two ports of one site that have none; their site's row is the lock."""
    first, label = _port(port_id), nfc(label)
    device = _locked(first.device_id, by)
    first.refresh_from_db()
    here = Port.objects.filter(device__site=device.site_id).select_related("device")
    other = here.filter(pk=other_id).first() if other_id is not None else None
    reasons = []
    if other is None or other.pk == first.pk:
        reasons.append(Reason(_("Chọn cổng ở đầu kia."), "other"))
    elif other.cable_id is not None:
        reasons.append(Reason(_("Cổng ở đầu kia đang nối cáp khác."), "other"))
    if first.cable_id is not None:
        reasons.append(Reason(_("Cổng này đang nối cáp khác; tháo cáp ấy trước.")))
    if len(label) > LONGEST_CODE:
        words = _("Dài quá %(most)s chữ.") % {"most": LONGEST_CODE}
        reasons.append(Reason(words, "label"))
    if reasons or other is None:
        raise Refused(reasons)
    made = Cable.objects.create(label=label)
    for end, port in ((1, first), (2, other)):
        port.cable, port.end = made, end
        port.save(update_fields=["cable", "end"])
    _log("network.cable-laid", device, by, at, ports=_ends(first, other))
    return made


@transaction.atomic
def take_cable(*, cable_id: UUID, by: Seat, at: datetime) -> None:
    rows = Port.objects.filter(cable=cable_id).select_related("device")
    first = rows.order_by("end").first()
    if first is None:
        raise Refused([_("Cáp này đã tháo.")])
    device = _locked(first.device_id, by)
    ends = list(rows.order_by("end"))
    if not ends:
        raise Refused([_("Cáp này đã tháo.")])
    Port.objects.filter(cable=cable_id).update(cable=None, end=None)
    Cable.objects.filter(pk=cable_id).delete()
    _log("network.cable-taken", device, by, at, ports=_ends(*ends))


def _ends(*ports: Port) -> str:
    return " – ".join(f"{one.device.name} {one.name}" for one in ports)


def _port(port_id: UUID) -> Port:
    found = Port.objects.select_related("device").filter(pk=port_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy cổng này.")])
    return found


def _locked(device_id: UUID, by: Seat) -> Device:
    found = Device.objects.filter(pk=device_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy thiết bị này.")])
    found.site = locked_site(found.site_id, by)
    return found


def _log(event: str, device: Device, by: Seat, at: datetime, **told: str) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=device,
        agency_id=device.site.agency_id,
        data={"site": device.site.name, "device": device.name, **told},
    )
