"""What is watched, and when it is down on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.network.access import kept_sites
from congvu.network.actions.saying import reasons_of
from congvu.network.models import Device, Link, Site
from congvu.organisations.access import Seat
from congvu.watching.access import kept_collectors
from congvu.watching.actions.enrolling import log
from congvu.watching.actions.falling import end_untold
from congvu.watching.models import (
    Collector,
    Outage,
    PlannedWork,
    Probe,
    SnmpAccess,
    TargetSpell,
    WatchTarget,
)
from congvu.watching.rules import (
    ProbeData,
    ProbeKind,
    Subject,
    TargetData,
    Unwatched,
    WorkData,
    known_until,
    target_faults,
    work_faults,
)


def _site(site_id: UUID, by: Seat) -> Site:
    """Taken out of nobody else's hand: the site may pass to another meanwhile."""
    rows = kept_sites(by).select_for_update(no_key=True)
    found: Site | None = rows.filter(pk=site_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy điểm mạng này.")])
    return found


def _collector(data: TargetData, by: Seat) -> Collector | None:
    if data.collector_id is None:
        return None
    rows = kept_collectors(by).filter(revoked_at=None)
    return rows.filter(pk=data.collector_id).first()


def _reasons(
    target: WatchTarget, site: Site, data: TargetData, by: Seat
) -> list[Reason]:
    found = reasons_of(target_faults(data))
    collector = _collector(data, by)
    if collector is None and data.collector_id is not None:
        found.append(Reason(_("Máy thu thập này không dùng được."), "collector"))
    wanted = {one.access_id for one in data.probes if one.access_id is not None}
    rows = SnmpAccess.objects.filter(pk__in=wanted, collector=collector)
    if len(rows.select_for_update(no_key=True)) < len(wanted):
        words = _("Thông tin SNMP phải là của máy thu thập đã chọn.")
        found.append(Reason(words, "access"))
    if data.of_id is not None and not found:
        found += _stands_for(site, data, data.of_id)
    return found + _taken(target, site, data)


def _stands_for(site: Site, data: TargetData, of_id: UUID) -> list[Reason]:
    links = Link.objects.filter(pk=of_id, near=site)
    devices = Device.objects.filter(pk=of_id, site=site)
    if data.subject == Subject.LINK and not links.exists():
        return [Reason(_("Đường truyền này không phục vụ điểm này."), "of")]
    if data.subject == Subject.DEVICE and not devices.exists():
        return [Reason(_("Thiết bị này không ở điểm này."), "of")]
    return []


def _taken(target: WatchTarget, site: Site, data: TargetData) -> list[Reason]:
    rows = WatchTarget.objects.filter(retired_at=None).exclude(pk=target.pk)
    found = []
    if rows.filter(site=site, name=data.name).exists():
        found.append(Reason(_("Điểm này đã có đối tượng tên ấy."), "name"))
    if data.subject == Subject.LINK and rows.filter(link=data.of_id).exists():
        found.append(Reason(_("Đường truyền này đã được giám sát."), "of"))
    sites = rows.filter(site=site, subject=Subject.SITE)
    if data.subject == Subject.SITE and sites.exists():
        found.append(Reason(_("Điểm này đã được giám sát."), "subject"))
    return found


def _save(
    target: WatchTarget, site: Site, data: TargetData, by: Seat, at: datetime
) -> None:
    reasons = _reasons(target, site, data, by)
    if reasons:
        raise Refused(reasons)
    target.site, target.name, target.host = site, data.name, data.host
    target.subject, target.every, target.fails = data.subject, data.every, data.fails
    target.link_id = data.of_id if data.subject == Subject.LINK else None
    target.device_id = data.of_id if data.subject == Subject.DEVICE else None
    assert data.collector_id is not None  # noqa: S101 - target_faults saw to it
    target.collector_id = data.collector_id
    target.save()
    _probes(target, data.probes, at)


def _probes(target: WatchTarget, wanted: Sequence[ProbeData], at: datetime) -> None:
    """Those that are asked as before go on; what they said stays with them."""
    asked = {(p.kind, p.port, p.path, p.access_id): p for p in wanted}
    for one in Probe.objects.filter(target=target, retired_at=None):
        key = (ProbeKind(one.kind), one.port, one.path, one.access_id)
        if asked.pop(key, None) is None:
            one.retired_at = at
            one.save(update_fields=["retired_at"])
    Probe.objects.bulk_create(
        Probe(
            target=target, kind=p.kind, port=p.port, path=p.path, access_id=p.access_id
        )
        for p in asked.values()
    )


@transaction.atomic
def add_target(
    *, site_id: UUID, data: TargetData, by: Seat, at: datetime
) -> WatchTarget:
    site, made = _site(site_id, by), WatchTarget(made_at=at)
    _save(made, site, data.tidied(), by, at)
    log("watching.target-added", made, site, by, at, target=made.name)
    return made


@transaction.atomic
def change_target(
    *, target_id: UUID, data: TargetData, by: Seat, at: datetime
) -> WatchTarget:
    found = _locked(target_id)
    site = _site(found.site_id, by)
    _save(found, site, data.tidied(), by, at)
    log("watching.target-changed", found, site, by, at, target=found.name)
    return found


@transaction.atomic
def retire_target(*, target_id: UUID, by: Seat, at: datetime) -> None:
    """Its history stays; an outage that runs ends with the watching, untold."""
    found = _locked(target_id)
    site = _site(found.site_id, by)
    found.retired_at = at
    found.save(update_fields=["retired_at"])
    Probe.objects.filter(target=found, retired_at=None).update(retired_at=at)
    for spell in TargetSpell.objects.filter(target=found, until=None):
        last = known_until(found.last_at, found.every) if found.last_at else at
        spell.until = max(min(last, at), spell.since)
        if spell.until > spell.since:
            spell.save(update_fields=["until"])
        else:
            spell.delete()
    end_untold(Outage.objects.filter(target=found), Unwatched.RETIRED, at)
    log("watching.target-retired", found, site, by, at, target=found.name)


def _locked(target_id: UUID) -> WatchTarget:
    """Behind its collector, in whose order answers are taken, too."""
    asked = WatchTarget.objects.filter(pk=target_id).first()
    if asked is not None:
        Collector.objects.select_for_update().get(pk=asked.collector_id)
    rows = WatchTarget.objects.select_for_update().filter(retired_at=None)
    found = rows.filter(pk=target_id).first()
    if found is None:
        raise Refused([_("Đối tượng này đã thôi giám sát.")])
    return found


@transaction.atomic
def plan_work(*, site_id: UUID, data: WorkData, by: Seat, at: datetime) -> PlannedWork:
    site, data = _site(site_id, by), data.tidied()
    reasons = reasons_of(work_faults(data, at=at))
    links = Link.objects.filter(near=site)
    if data.link_id is not None and not links.filter(pk=data.link_id).exists():
        reasons.append(Reason(_("Đường truyền này không phục vụ điểm này."), "link"))
    if reasons or data.since is None or data.until is None:
        raise Refused(reasons)
    made = PlannedWork.objects.create(
        site=site,
        link_id=data.link_id,
        since=data.since,
        until=data.until,
        reason=data.reason,
        made_at=at,
        made_by=by.person_name,
    )
    log("watching.work-planned", made, site, by, at, reason=made.reason)
    return made


@transaction.atomic
def cancel_work(*, work_id: UUID, by: Seat, at: datetime) -> None:
    """One that has begun ends now: what it covered so far was planned."""
    rows = PlannedWork.objects.select_for_update(of=("self",)).select_related("site")
    found = rows.get(pk=work_id)
    if found.cancelled_at is not None or found.until <= at:
        raise Refused([_("Đợt bảo trì này đã xong hoặc đã hủy.")])
    found.cancelled_at = at
    if found.since < at:
        found.until = at
    found.save(update_fields=["cancelled_at", "until"])
    log("watching.work-cancelled", found, found.site, by, at, reason=found.reason)


@transaction.atomic
def acknowledge(*, outage_id: UUID, note: str, by: Seat, at: datetime) -> Outage:
    """Somebody is on it; whoever looks sees who."""
    rows = Outage.objects.select_for_update(of=("self",)).select_related("target__site")
    found = rows.get(pk=outage_id)
    if found.acknowledged_at is not None:
        named = {"who": found.acknowledged_by}
        raise Refused([_("%(who)s đã nhận xử lý.") % named])
    found.acknowledged_at, found.acknowledged_by = at, by.person_name
    found.note = note.strip()[:300]
    found.save(update_fields=["acknowledged_at", "acknowledged_by", "note"])
    target = found.target
    told = {"target": target.name, "reason": found.note}
    log("watching.acknowledged", found, target.site, by, at, **told)
    return found
