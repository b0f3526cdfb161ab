"""One policy: who watches. Who keeps a site keeps what is watched there, the collectors
that stand there and what they find; both ends of a link read its availability.

Of a link that another keeps one reads its name, how it stands and when it was lost: no
address, no collector, no note. An agency's keeper sends collectors of its own sites
only, the province's any. To everybody else none of it exists.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from congvu.network.access import kept_sites, links_seen
from congvu.network.models import Site
from congvu.organisations.access import Seat
from congvu.watching.models import (
    Collector,
    Outage,
    PlannedWork,
    Sighting,
    SnmpAccess,
    Sweep,
    WatchTarget,
)

Found = TypeVar("Found")


def kept_collectors(seat: Seat) -> QuerySet[Collector]:
    return Collector.objects.filter(site__in=kept_sites(seat).values("pk"))


def kept_targets(seat: Seat) -> QuerySet[WatchTarget]:
    return WatchTarget.objects.filter(site__in=kept_sites(seat).values("pk"))


def targets_seen(seat: Seat) -> QuerySet[WatchTarget]:
    """Those one keeps, and links that end at a site one keeps."""
    kept = Q(site__in=kept_sites(seat).values("pk"))
    rows = WatchTarget.objects.filter(
        kept | Q(link__in=links_seen(seat).order_by().values("pk"))
    )
    return rows.select_related("site", "link__near", "link__far", "device", "collector")


def outages_seen(seat: Seat) -> QuerySet[Outage]:
    seen = targets_seen(seat).order_by().values("pk")
    return Outage.objects.filter(target__in=seen).select_related(
        "target__site", "cause__target"
    )


def kept_works(seat: Seat) -> QuerySet[PlannedWork]:
    rows = PlannedWork.objects.filter(site__in=kept_sites(seat).values("pk"))
    return rows.select_related("site", "link__near", "link__far")


def may_keep_target(seat: Seat, target: WatchTarget) -> bool:
    return kept_targets(seat).filter(pk=target.pk).exists()


def kept_target_ids(seat: Seat) -> set[UUID]:
    return set(kept_targets(seat).values_list("pk", flat=True))


def get_target_for(seat: Seat, target_id: UUID) -> WatchTarget:
    return _one(targets_seen(seat).filter(pk=target_id).first())


def get_target_to_keep(seat: Seat, target_id: UUID) -> WatchTarget:
    rows = kept_targets(seat).select_related("site")
    return _one(rows.filter(pk=target_id).first())


def get_outage_to_keep(seat: Seat, outage_id: UUID) -> Outage:
    """Of a target one keeps: who reads the far end of a link does not answer for it."""
    kept = kept_targets(seat).values("pk")
    rows = Outage.objects.filter(target__in=kept).select_related("target__site")
    return _one(rows.filter(pk=outage_id).first())


def get_collector_to_keep(seat: Seat, collector_id: UUID) -> Collector:
    rows = kept_collectors(seat).select_related("site")
    return _one(rows.filter(pk=collector_id).first())


def get_access_to_keep(seat: Seat, access_id: UUID) -> SnmpAccess:
    kept = kept_collectors(seat).values("pk")
    rows = SnmpAccess.objects.filter(collector__in=kept)
    return _one(rows.select_related("collector__site").filter(pk=access_id).first())


def get_work_to_keep(seat: Seat, work_id: UUID) -> PlannedWork:
    return _one(kept_works(seat).filter(pk=work_id).first())


def get_sighting_to_keep(seat: Seat, sighting_id: UUID) -> Sighting:
    kept = kept_sites(seat).values("pk")
    rows = Sighting.objects.filter(subnet__site__in=kept)
    return _one(rows.select_related("subnet__site").filter(pk=sighting_id).first())


def sweeps_kept(seat: Seat) -> QuerySet[Sweep]:
    return Sweep.objects.filter(subnet__site__in=kept_sites(seat).values("pk"))


def sites_offered(seat: Seat) -> list[tuple[UUID, str]]:
    return list(kept_sites(seat).order_by("name", "id").values_list("pk", "name"))


def collectors_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """Whose code is good, with where it stands."""
    rows = kept_collectors(seat).filter(revoked_at=None).select_related("site")
    return [
        (one.pk, f"{one.label} · {one.site.name}")
        for one in rows.order_by("site__name", "label")
    ]


def accesses_offered(seat: Seat) -> list[tuple[UUID, str]]:
    rows = SnmpAccess.objects.filter(collector__in=kept_collectors(seat).values("pk"))
    rows = rows.select_related("collector").order_by("collector__label", "name")
    return [(one.pk, f"{one.name} ({one.collector.label})") for one in rows]


def is_kept(seat: Seat, site: Site) -> bool:
    return kept_sites(seat).filter(pk=site.pk).exists()


def _one(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
