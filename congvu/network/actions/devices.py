"""What stands at a site."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.network.actions.saying import reasons_of
from congvu.network.actions.sites import locked_site
from congvu.network.models import Device, Rack, Site
from congvu.network.rules import DeviceData, Slot, device_faults
from congvu.organisations.access import Seat


def _save(device: Device, site: Site, data: DeviceData, on: date) -> None:
    reasons = reasons_of(device_faults(data, on=on))
    same = Device.objects.filter(site=site, name=data.name).exclude(pk=device.pk)
    if same.exists():
        reasons.append(Reason(_("Điểm này đã có thiết bị tên ấy."), "name"))
    reasons += _no_room(device, site, data)
    if reasons:
        raise Refused(reasons)
    for name, value in vars(data).items():
        setattr(device, name, value)
    device.site = site
    device.save()


def _no_room(device: Device, site: Site, data: DeviceData) -> list[Reason]:
    """Why it cannot stand there; the site's row, which is locked, holds others off."""
    if data.rack_id is None or data.unit is None:
        return []
    rack = Rack.objects.filter(pk=data.rack_id, room__site=site).first()
    if rack is None:
        return [Reason(_("Chọn tủ của điểm này."), "rack")]
    wanted = Slot(rack.pk, data.unit, data.units)
    if wanted.top > rack.units:
        words = _("Tủ này chỉ cao %(units)d U.") % {"units": rack.units}
        return [Reason(words, "unit")]
    for other in rack.devices.exclude(pk=device.pk):
        slot = Slot(rack.pk, other.unit or 1, other.units)
        if slot.unit <= wanted.top and wanted.unit <= slot.top:
            named = {"device": other.name, "unit": slot.unit, "top": slot.top}
            words = _("Chỗ này đã có %(device)s (U%(unit)d đến U%(top)d).") % named
            return [Reason(words, "unit")]
    return []


@transaction.atomic
def add_device(*, site_id: UUID, data: DeviceData, by: Seat, at: datetime) -> Device:
    site, made = locked_site(site_id, by), Device()
    _save(made, site, data.tidied(), local_date(at))
    _log("network.device-added", made, by, at)
    return made


@transaction.atomic
def change_device(
    *, device_id: UUID, data: DeviceData, by: Seat, at: datetime
) -> Device:
    found = Device.objects.filter(pk=device_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy thiết bị này.")])
    site = locked_site(found.site_id, by)
    _save(found, site, data.tidied(), local_date(at))
    _log("network.device-changed", found, by, at)
    return found


def _log(event: str, device: Device, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=device,
        agency_id=device.site.agency_id,
        data={"site": device.site.name, "device": device.name},
    )
