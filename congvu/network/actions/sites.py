"""Places of an agency on the network."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.network.access import agencies_offered, keeps_all, kept_sites
from congvu.network.actions.saying import reasons_of
from congvu.network.models import Site
from congvu.network.rules import SiteData, SiteKind, site_faults
from congvu.organisations.access import Seat


def _reasons(
    data: SiteData, by: Seat, on: date, site: Site | None = None
) -> list[Reason]:
    reasons = reasons_of(site_faults(data))
    if data.agency_id not in {a.id for a in agencies_offered(by, on)}:
        reasons.append(Reason(_("Chọn cơ quan có điểm này."), "agency"))
    was_hub = site is not None and site.kind == SiteKind.HUB
    if (data.kind == SiteKind.HUB) != was_hub and not keeps_all(by):
        words = _("Điểm trung tâm do đầu mối của tỉnh đặt.")
        reasons.append(Reason(words, "kind"))
    same = Site.objects.filter(agency=data.agency_id, name=data.name)
    if site is not None:
        same = same.exclude(pk=site.pk)
    if same.exists():
        reasons.append(Reason(_("Cơ quan đã có điểm tên này."), "name"))
    return reasons


def _fill(site: Site, data: SiteData) -> None:
    site.agency_id, site.name, site.kind = data.agency_id, data.name, data.kind
    site.address, site.machines = data.address, data.machines
    site.latitude, site.longitude = data.latitude, data.longitude


@transaction.atomic
def add_site(*, data: SiteData, by: Seat, at: datetime) -> Site:
    data = data.tidied()
    if reasons := _reasons(data, by, local_date(at)):
        raise Refused(reasons)
    made = Site()
    _fill(made, data)
    made.save(force_insert=True)
    _log("network.site-added", made, by, at)
    return made


@transaction.atomic
def change_site(*, site_id: UUID, data: SiteData, by: Seat, at: datetime) -> Site:
    found = locked_site(site_id, by)
    data = data.tidied()
    if reasons := _reasons(data, by, local_date(at), found):
        raise Refused(reasons)
    _fill(found, data)
    found.save()
    _log("network.site-changed", found, by, at)
    return found


def locked_site(site_id: UUID, by: Seat) -> Site:
    """What is written at a site waits for what else is: its row is the lock."""
    found = kept_sites(by).select_for_update().filter(pk=site_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy điểm này.")])
    return found


def _log(event: str, site: Site, by: Seat, at: datetime) -> None:
    record(
        event,
        by=by.actor,
        at=at,
        on=site,
        agency_id=site.agency_id,
        data={"site": site.name},
    )
