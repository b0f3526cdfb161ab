"""What carries between two sites, from when to when and for how much."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.refusals import Reason, Refused
from congvu.network.access import ends_offered
from congvu.network.actions.saying import reasons_of
from congvu.network.actions.sites import locked_site
from congvu.network.models import Link, Site
from congvu.network.rules import LinkData, link_faults
from congvu.organisations.access import Seat


def _reasons(data: LinkData, by: Seat, was_far: UUID | None = None) -> list[Reason]:
    reasons = reasons_of(link_faults(data))
    far = data.far_id
    if far is None or far == data.near_id or far == was_far:
        return reasons
    if not ends_offered(by).filter(pk=far).exists():
        reasons.append(Reason(_("Chọn điểm ở đầu kia."), "far"))
    return reasons


def _fill(link: Link, near: Site, data: LinkData) -> None:
    link.near, link.carriage, link.medium = near, data.carriage, data.medium
    if data.far_id is not None:
        link.far_id = data.far_id
    link.carrier, link.contract = data.carrier, data.contract
    link.down_mbps, link.up_mbps = data.down_mbps, data.up_mbps
    link.monthly_cost = data.monthly_cost
    link.valid_from, link.valid_until = data.valid_from, data.valid_until


@transaction.atomic
def add_link(*, data: LinkData, by: Seat, at: datetime) -> Link:
    data = data.tidied()
    near = locked_site(data.near_id, by)
    if reasons := _reasons(data, by):
        raise Refused(reasons)
    made = Link()
    _fill(made, near, data)
    made.save(force_insert=True)
    _log("network.link-added", made, by, at)
    return made


@transaction.atomic
def change_link(*, link_id: UUID, data: LinkData, by: Seat, at: datetime) -> Link:
    """What it is, or until when it was; near stays the site it serves."""
    data = data.tidied()
    near = locked_site(data.near_id, by)
    found: Link | None = Link.objects.filter(pk=link_id, near=near).first()
    if found is None:
        raise Refused([_("Không tìm thấy đường truyền này.")])
    if reasons := _reasons(data, by, found.far_id):
        raise Refused(reasons)
    _fill(found, near, data)
    found.save()
    _log("network.link-changed", found, by, at)
    return found


def _log(event: str, link: Link, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=link,
        agency_id=link.near.agency_id,
        data={
            "site": link.near.name,
            "far": link.far.name,
            "carrier": link.carrier,
        },
    )
