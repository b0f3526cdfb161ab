"""Who is told of what: a loss once, its return once, and nothing of what lies behind.

All that is open is looked at together, under one lock: which loss is the cause of
which is seen only over all of them. What might lie behind a loss that is not sure yet
waits until it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from congvu.audit.actions import event_row, record_many
from congvu.audit.rules import Actor
from congvu.lib.dates import local_date
from congvu.network.access import keepers_of
from congvu.network.models import Link
from congvu.notices.actions import notify, notify_each
from congvu.watching.actions.falling import hold_outages
from congvu.watching.models import Collector, Outage, Probe, WatchTarget
from congvu.watching.queries import is_fresh, state_now, works_of
from congvu.watching.rules import (
    FALLEN,
    SILENT_AFTER,
    Asked,
    Reach,
    Subject,
    TargetState,
    behind,
)


@dataclass
class _Losses:
    """The network with what of it is lost, and what may be."""

    reach: Reach[UUID, UUID]
    links: dict[UUID, UUID]
    sites: dict[UUID, UUID]
    unsure_links: set[UUID]
    unsure_sites: set[UUID]

    def shadow(self, target: WatchTarget) -> UUID | None:
        """The target in whose shadow this one lies."""
        found = behind(
            _asked(target),
            self.reach,
            lost_links=self.links.keys(),
            lost_sites=self.sites.keys(),
        )
        if found is None:
            return None
        causes = {self.links[key] for key in found[0]}
        causes |= {self.sites[site] for site in found[1]}
        return min(causes - {target.pk}, default=None)

    def may_lie_behind(self, target: WatchTarget) -> bool:
        return bool(self.unsure_links or self.unsure_sites) and bool(
            behind(
                _asked(target),
                self.reach,
                lost_links=self.links.keys() | self.unsure_links,
                lost_sites=self.sites.keys() | self.unsure_sites,
            )
        )


def _asked(target: WatchTarget) -> Asked[UUID, UUID]:
    return Asked(
        target.collector.site_id,
        target.site_id,
        target.link_id,
        target.subject == Subject.SITE,
    )


def _losses(at: datetime) -> _Losses:
    """Two queries."""
    on = local_date(at)
    edges = {
        pk: (near, far)
        for pk, near, far in Link.objects.valid(on=on).values_list(
            "pk", "near_id", "far_id"
        )
    }
    found = _Losses(Reach(edges), {}, {}, set(), set())
    failing = Probe.objects.filter(fails__gt=0, retired_at=None).exclude(told=False)
    rows = WatchTarget.objects.filter(
        Q(state=TargetState.DOWN) | Q(pk__in=failing.values("target")),
        retired_at=None,
        subject__in=[Subject.LINK, Subject.SITE],
    )
    for one in rows:
        if not is_fresh(one, at):
            continue
        is_down = state_now(one, at) == TargetState.DOWN
        if one.link_id is not None:
            if is_down:
                found.links[one.link_id] = one.pk
            else:
                found.unsure_links.add(one.link_id)
        elif is_down:
            found.sites[one.site_id] = one.pk
        else:
            found.unsure_sites.add(one.site_id)
    return found


@transaction.atomic
def tell_outages(*, by: Actor, at: datetime) -> None:
    """What there is to tell now; called after every message and once a minute."""
    if not Outage.objects.filter(settled_at=None).exists():
        return
    hold_outages()
    rows = Outage.objects.filter(settled_at=None).select_related(
        "target__site", "target__collector", "target__link"
    )
    open_ones = list(rows.order_by("since", "pk"))
    fell = _that_fell([one for one in open_ones if one.until is None], at)
    ended = [one for one in open_ones if one.until is not None]
    returned = [one for one in ended if one.alerted_at is not None]
    for one in ended:
        one.settled_at = at
    Outage.objects.bulk_update(
        open_ones, ["alerted_at", "settled_at", "cause", "is_planned"]
    )
    _tell("watching.fell", fell, by, at)
    _tell("watching.returned", returned, by, at)


def _that_fell(open_ones: list[Outage], at: datetime) -> list[Outage]:
    waiting = [one for one in open_ones if one.alerted_at is None]
    if not waiting:
        return []
    losses = _losses(at)
    works = works_of((one.target for one in waiting), at, at)
    by_target = {one.target_id: one for one in open_ones}
    shaky = _shaky([one.target_id for one in waiting if not one.is_whole])
    told = []
    for one in waiting:
        target = one.target
        one.is_planned = one.is_planned or bool(works[target.pk])
        shadow = losses.shadow(target)
        one.cause = by_target.get(shadow) if shadow is not None else None
        if works[target.pk] or one.cause is not None or target.pk in shaky:
            continue
        if state_now(target, at) in FALLEN and not losses.may_lie_behind(target):
            one.alerted_at = at
            told.append(one)
    return told


def _shaky(targets: list[UUID]) -> set[UUID]:
    """Of which another probe is missing answers: how much is lost is not sure yet."""
    rows = Probe.objects.filter(target__in=targets, retired_at=None, fails__gt=0)
    return set(rows.exclude(told=False).values_list("target_id", flat=True))


def _tell(event: str, outages: list[Outage], by: Actor, at: datetime) -> None:
    if not outages:
        return
    keepers = keepers_of({one.target.site.agency_id for one in outages}, at)
    notify_each(
        event,
        to=[
            (user, one.pk, _way(one))
            for one in outages
            for user in sorted(keepers[one.target.site.agency_id])
        ],
        at=at,
    )
    record_many(
        event_row(
            event,
            by=by,
            at=at,
            on=one,
            agency_id=one.target.site.agency_id,
            data={"site": one.target.site.name, "target": one.target.name},
        )
        for one in outages
    )


def _way(one: Outage) -> dict[str, str]:
    if one.is_flapping:
        return {"way": "flapping"}
    return {} if one.is_whole else {"way": "partly"}


# -- collectors that are not heard of


@transaction.atomic
def tell_silent(*, at: datetime) -> None:
    """Once for each silence; what its targets do meanwhile nobody knows."""
    rows = Collector.objects.select_for_update(of=("self",), skip_locked=True)
    silent = rows.filter(
        revoked_at=None, silent_since=None, seen_at__lt=at - SILENT_AFTER
    ).select_related("site")
    for one in silent.order_by("pk"):
        one.silent_since = one.seen_at
        one.save(update_fields=["silent_since"])
        _tell_of(one, "", at)


def tell_back(collector: Collector, *, at: datetime) -> None:
    _tell_of(collector, "back", at)


def _tell_of(collector: Collector, way: str, at: datetime) -> None:
    keepers = keepers_of({collector.site.agency_id}, at)
    notify(
        "watching.silent",
        to=keepers[collector.site.agency_id],
        target_id=collector.pk,
        at=at,
        detail={"way": way},
    )
