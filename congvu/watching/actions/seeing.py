"""Subnets swept: asked for, found, and entered in the register by a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.network.access import kept_sites
from congvu.network.actions import add_device, free_address, give_address
from congvu.network.models import NetAddress, Subnet
from congvu.network.rules import DeviceData, DeviceKind, read_cidr
from congvu.organisations.access import Seat
from congvu.watching.access import kept_collectors
from congvu.watching.actions.enrolling import log
from congvu.watching.formats import Swept
from congvu.watching.models import Collector, Sighting, SnmpAccess, Sweep
from congvu.watching.rules import MOST_SWEPT, SweepState

# A collector that said nothing of a sweep for so long has forgotten it.
_PATIENCE = timedelta(hours=1)


@transaction.atomic
def ask_sweep(
    *,
    subnet_id: UUID,
    collector_id: UUID | None,
    access_id: UUID | None,
    by: Seat,
    at: datetime,
) -> Sweep:
    """Of a subnet of the register that one keeps, by a collector that one keeps: no
    range is ever typed.
    """
    subnet = Subnet.objects.select_for_update(of=("self",), no_key=True)
    found = subnet.select_related("site").filter(
        pk=subnet_id, site__in=kept_sites(by).values("pk")
    )
    wanted = found.first()
    if wanted is None:
        raise Refused([_("Không tìm thấy dải địa chỉ này.")])
    collectors = kept_collectors(by).filter(revoked_at=None)
    collector = collectors.filter(pk__in=[collector_id]).first()
    reasons, cidr = [], read_cidr(wanted.cidr)
    if collector is None:
        reasons.append(Reason(_("Chọn máy thu thập."), "collector"))
    if cidr is None or cidr.num_addresses > MOST_SWEPT:
        named = {"most": str(MOST_SWEPT)}
        reasons.append(Reason(_("Dải dò được có nhiều nhất %(most)s địa chỉ.") % named))
    accesses = SnmpAccess.objects.filter(collector=collector)
    access = accesses.filter(pk__in=[access_id]).first()
    if access_id is not None and access is None:
        words = _("Thông tin SNMP phải là của máy thu thập đã chọn.")
        reasons.append(Reason(words, "access"))
    waiting = Sweep.objects.filter(subnet=wanted, state=SweepState.WAITING)
    waiting.filter(asked_at__lt=at - _PATIENCE).update(
        state=SweepState.FAILED, reason=_("Máy thu thập không trả lời."), finished_at=at
    )
    if waiting.exists():
        reasons.append(Reason(_("Dải này đang được dò.")))
    if reasons or collector is None:
        raise Refused(reasons)
    made = Sweep.objects.create(
        subnet=wanted,
        collector=collector,
        access=access,
        asked_at=at,
        asked_by=by.person_name,
    )
    log("watching.sweep-asked", made, wanted.site, by, at, cidr=str(wanted.cidr))
    return made


def see(collector: Collector, told: Swept, *, at: datetime) -> str:
    """Take a part of what a sweep found; why not, if not."""
    rows = Sweep.objects.filter(collector=collector, state=SweepState.WAITING)
    sweep = rows.select_related("subnet").filter(pk=told.sweep_id).first()
    if sweep is None:
        return _("Lượt dò này không còn chờ, hoặc không của máy thu thập này.")
    cidr = read_cidr(sweep.subnet.cidr)
    hosts = {h.ip: h for h in told.hosts if cidr and ip_address(h.ip) in cidr}
    Sighting.objects.bulk_create(
        [
            Sighting(
                subnet=sweep.subnet,
                sweep=sweep,
                ip=ip,
                mac=host.mac,
                name=host.name,
                about=host.about,
                ports=[list(port) for port in host.ports],
                first_at=at,
                last_at=at,
            )
            for ip, host in hosts.items()
        ],
        update_conflicts=True,
        unique_fields=["subnet", "ip"],
        update_fields=["sweep", "mac", "name", "about", "ports", "last_at"],
    )
    if told.is_last:
        sweep.state = SweepState.FAILED if told.why else SweepState.DONE
        sweep.reason, sweep.finished_at = told.why, at
        sweep.save(update_fields=["state", "reason", "finished_at"])
    return _("Có địa chỉ ngoài dải.") if len(hosts) < len(told.hosts) else ""


def _free(subnet: Subnet, ip: str, by: Seat, at: datetime) -> None:
    try:
        was = str(ip_address(ip))
    except ValueError as why:
        words = _("Ghi địa chỉ như 10.20.4.17.")
        raise Refused([Reason(words, "moved_from")]) from why
    for one in NetAddress.objects.filter(subnet=subnet, ip=was):
        free_address(address_id=one.pk, by=by, at=at)


@transaction.atomic
def accept_sighting(
    *,
    sighting_id: UUID,
    used_for: str,
    kind: DeviceKind | None,
    moved_from: str = "",
    by: Seat,
    at: datetime,
) -> NetAddress:
    """A person says what it is; with a kind it is a device of the site, too.

    Where a device of that name is at the site already, the address is given to it; and
    the one it ``moved_from`` is freed: so something that moved is put right.
    """
    rows = Sighting.objects.select_for_update(of=("self",))
    found = rows.select_related("subnet__site").get(pk=sighting_id)
    site, name = found.subnet.site, used_for.strip() or found.name
    device = site.devices.filter(name=name).first()
    if kind is not None and device is None:
        data = DeviceData(name=name, kind=kind)
        device = add_device(site_id=site.pk, data=data, by=by, at=at)
    if moved_from:
        _free(found.subnet, moved_from, by, at)
    made = give_address(
        subnet_id=found.subnet_id,
        ip=found.ip,
        used_for=name,
        device_id=device.pk if device is not None else None,
        by=by,
        at=at,
    )
    log("watching.sighting-accepted", found, site, by, at, ip=found.ip)
    return made
