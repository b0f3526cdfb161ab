"""An agency's VLANs: a number, and what it is for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.network.access import agencies_offered, kept_vlans
from congvu.network.actions.saying import reasons_of
from congvu.network.models import Site, Subnet, Vlan
from congvu.network.rules import VlanData, vlan_faults
from congvu.organisations.access import Seat


@transaction.atomic
def add_vlan(*, agency_id: UUID | None, data: VlanData, by: Seat, at: datetime) -> Vlan:
    return _save(Vlan(), agency_id, data.tidied(), by, at)


@transaction.atomic
def change_vlan(*, vlan_id: UUID, data: VlanData, by: Seat, at: datetime) -> Vlan:
    found = kept_vlans(by).select_for_update().filter(pk=vlan_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy VLAN này.")])
    return _save(found, found.agency_id, data.tidied(), by, at)


def _save(
    vlan: Vlan, agency_id: UUID | None, data: VlanData, by: Seat, at: datetime
) -> Vlan:
    is_new = vlan._state.adding
    reasons = reasons_of(vlan_faults(data))
    if is_new and not _offered(agency_id, by, local_date(at)):
        reasons.append(Reason(_("Chọn cơ quan có VLAN này."), "agency"))
    taken = Reason(_("Cơ quan đã có VLAN số này."), "number")
    same = Vlan.objects.filter(
        agency=agency_id, number=data.number, came_from=vlan.came_from
    )
    if same.exclude(pk=vlan.pk).exists():
        reasons.append(taken)
    if reasons or agency_id is None:
        raise Refused(reasons)
    vlan.agency_id, vlan.number, vlan.name = agency_id, data.number, data.name
    try:
        with transaction.atomic():
            vlan.save()
    except IntegrityError as why:
        raise Refused([taken]) from why
    record(
        "network.vlan-added" if is_new else "network.vlan-changed",
        by=by.actor,
        at=at,
        on=vlan,
        agency_id=vlan.agency_id,
        data={"vlan": f"{vlan.number} {vlan.name}"},
    )
    return vlan


def _offered(agency_id: UUID | None, by: Seat, on: date) -> bool:
    return agency_id in {one.id for one in agencies_offered(by, on)}


def vlan_of(subnet: Subnet, site: Site, number: int | None) -> Vlan | None:
    """Of the agency that keeps the site; one that nobody named yet is called by its
    number. A subnet that an heir took over stays in the VLAN it was in.
    """
    if number is None:
        return None
    held = subnet.vlan
    if held is not None and (held.number, held.agency_id) == (number, site.agency_id):
        return held
    found, _made = Vlan.objects.get_or_create(
        agency_id=site.agency_id,
        number=number,
        came_from=None,
        defaults={"name": f"VLAN {number}"},
    )
    return found
