"""Addresses: which networks a site has, and which addresses in them are given."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.network.access import keeps_all
from congvu.network.actions.saying import reasons_of
from congvu.network.actions.sites import locked_site
from congvu.network.actions.vlans import vlan_of
from congvu.network.models import STATE_SPACE, Device, NetAddress, Site, Subnet
from congvu.network.queries import overlapping
from congvu.network.rules import (
    LONGEST_NAME,
    Scope,
    SubnetData,
    address_faults,
    read_cidr,
    subnet_faults,
)
from congvu.organisations.access import Seat


def _space(scope: Scope, site: Site) -> UUID:
    if scope == Scope.STATE:
        return STATE_SPACE
    return site.agency_id if scope == Scope.AGENCY else site.pk


def _taken(other: Subnet, by: Seat) -> Reason:
    """Which one it overlaps; of another agency's no more than that and where."""
    named = {"cidr": other.cidr, "name": other.name, "site": other.site.name}
    if other.site.agency_id != by.agency_id and not keeps_all(by):
        words = _("Trùng với dải %(cidr)s, đã dùng ở %(site)s.")
    else:
        words = _("Trùng với dải %(cidr)s (%(name)s), đã dùng ở %(site)s.")
    return Reason(words % named, "cidr")


def _save(subnet: Subnet, site: Site, data: SubnetData, by: Seat) -> None:
    reasons = reasons_of(subnet_faults(data))
    if reasons:
        raise Refused(reasons)
    moved = subnet.scope != data.scope or subnet.space_id is None
    space = _space(data.scope, site) if moved else subnet.space_id
    if other := overlapping(space, data.cidr, subnet.pk):
        raise Refused([_taken(other, by)])
    subnet.site, subnet.scope, subnet.space_id = site, data.scope, space
    subnet.cidr, subnet.name = data.cidr, data.name
    subnet.vlan = vlan_of(subnet, site, data.vlan)
    try:
        with transaction.atomic():
            subnet.save()
    except IntegrityError as why:
        raise Refused([_refused_by_database(subnet, str(why), by)]) from why


def _refused_by_database(subnet: Subnet, why: str, by: Seat) -> Reason:
    """Two at the same moment, or addresses that would be left outside."""
    other = overlapping(subnet.space_id, subnet.cidr, subnet.pk)
    if "subnet_no_overlap" in why and other is not None:
        return _taken(other, by)
    return Reason(_("Có địa chỉ đang dùng nằm ngoài dải mới; bỏ chúng trước."), "cidr")


@transaction.atomic
def add_subnet(*, site_id: UUID, data: SubnetData, by: Seat, at: datetime) -> Subnet:
    site, made = locked_site(site_id, by), Subnet()
    _save(made, site, data.tidied(), by)
    _log("network.subnet-added", made, by, at, cidr=made.cidr)
    return made


@transaction.atomic
def change_subnet(
    *, subnet_id: UUID, data: SubnetData, by: Seat, at: datetime
) -> Subnet:
    found = _locked(subnet_id, by)
    _save(found, found.site, data.tidied(), by)
    _log("network.subnet-changed", found, by, at, cidr=found.cidr)
    return found


@transaction.atomic
def give_address(
    *,
    subnet_id: UUID,
    ip: str,
    used_for: str,
    by: Seat,
    at: datetime,
    device_id: UUID | None = None,
) -> NetAddress:
    subnet = _locked(subnet_id, by)
    ip, used_for, cidr = nfc(ip), nfc(used_for), read_cidr(subnet.cidr)
    reasons = reasons_of(address_faults(ip, cidr)) if cidr is not None else []
    if not used_for or len(used_for) > LONGEST_NAME:
        reasons.append(Reason(_("Ghi địa chỉ dùng cho máy, thiết bị nào."), "used_for"))
    here = Device.objects.filter(site=subnet.site_id)
    if device_id is not None and not here.filter(pk=device_id).exists():
        reasons.append(Reason(_("Thiết bị này không ở điểm này."), "device"))
    if not reasons and (was := subnet.addresses.filter(ip=ip).first()):
        named = {"ip": was.ip, "what": was.used_for}
        reasons.append(Reason(_("%(ip)s đã dùng cho %(what)s.") % named, "ip"))
    if reasons:
        raise Refused(reasons)
    made = NetAddress.objects.create(
        subnet=subnet, ip=ip, used_for=used_for, device_id=device_id
    )
    _log("network.address-given", subnet, by, at, ip=made.ip)
    return made


@transaction.atomic
def free_address(*, address_id: UUID, by: Seat, at: datetime) -> None:
    found = NetAddress.objects.filter(pk=address_id).first()
    if found is None:
        raise Refused([_("Địa chỉ này đã bỏ.")])
    subnet = _locked(found.subnet_id, by)
    ip = found.ip
    found.delete()
    _log("network.address-freed", subnet, by, at, ip=ip)


def _locked(subnet_id: UUID, by: Seat) -> Subnet:
    found = Subnet.objects.select_related("vlan").filter(pk=subnet_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy dải địa chỉ này.")])
    found.site = locked_site(found.site_id, by)
    return found


def _log(event: str, subnet: Subnet, by: Seat, at: datetime, **told: str) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=subnet,
        agency_id=subnet.site.agency_id,
        data={"site": subnet.site.name, **told},
    )
