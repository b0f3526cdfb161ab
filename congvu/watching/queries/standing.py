"""How what is watched stands and stood; nothing here asks per target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from congvu.lib.dates import VIETNAM, local_date
from congvu.watching.models import Outage, PlannedWork, TargetSpell, WatchTarget
from congvu.watching.rules import (
    Share,
    TargetState,
    grace,
    known_until,
    share,
)

Span = tuple[datetime, datetime]


def is_fresh(target: WatchTarget, at: datetime) -> bool:
    return target.last_at is not None and at - target.last_at <= grace(target.every)


def state_now(target: WatchTarget, at: datetime) -> TargetState:
    """What the last answers said, while they are fresh."""
    return TargetState(target.state) if is_fresh(target, at) else TargetState.UNKNOWN


def since_when(target: WatchTarget, at: datetime) -> datetime | None:
    if target.last_at is None:
        return None
    if state_now(target, at) == TargetState(target.state):
        return target.state_since
    return known_until(target.last_at, target.every)


@dataclass(frozen=True)
class Stood:
    """A target with its state at a moment and how it stood in a period before."""

    target: WatchTarget
    state: TargetState
    since: datetime | None
    share: Share


def works_of(
    targets: Iterable[WatchTarget], since: datetime, until: datetime
) -> dict[UUID, list[Span]]:
    """By target: planned work at its site, or on the link that it is; one query.

    Work on a link takes out that link alone: what hangs behind it lies behind it.
    """
    found = list(targets)
    rows = PlannedWork.objects.filter(
        site__in={one.site_id for one in found}, since__lt=until, until__gt=since
    )
    rows = rows.exclude(cancelled_at__isnull=False, cancelled_at__lte=F("since"))
    by_site: dict[UUID, list[PlannedWork]] = {}
    for work in rows:
        by_site.setdefault(work.site_id, []).append(work)
    return {
        one.pk: [
            (work.since, work.until)
            for work in by_site.get(one.site_id, [])
            if work.link_id is None or work.link_id == one.link_id
        ]
        for one in found
    }


def _spells(
    targets: Mapping[UUID, WatchTarget], since: datetime, until: datetime
) -> dict[UUID, list[tuple[TargetState, datetime, datetime]]]:
    """The open one ends where the last answer stops speaking."""
    rows = TargetSpell.objects.filter(target__in=list(targets), since__lt=until)
    rows = rows.filter(Q(until=None) | Q(until__gt=since)).order_by("since")
    found: dict[UUID, list[tuple[TargetState, datetime, datetime]]] = {}
    for pk, state, begun, ended in rows.values_list(
        "target_id", "state", "since", "until"
    ):
        target = targets[pk]
        if ended is None:
            last = target.last_at
            ended = known_until(last, target.every) if last else begun
        found.setdefault(pk, []).append((TargetState(state), begun, ended))
    return found


def shares(
    targets: Iterable[WatchTarget], periods: Sequence[Span], at: datetime
) -> dict[UUID, list[Share]]:
    """By target, one share a period, none of the time to come; two queries."""
    known = {one.pk: one for one in targets}
    if not known or not periods:
        return {pk: [] for pk in known}
    since = min(begun for begun, _ended in periods)
    until = max(ended for _begun, ended in periods)
    spells = _spells(known, since, until)
    works = works_of(known.values(), since, until)
    return {
        pk: [
            share(
                spells.get(pk, []),
                works[pk],
                since=max(begun, one.made_at),
                until=min(ended, at, one.retired_at or at),
            )
            for begun, ended in periods
        ]
        for pk, one in known.items()
    }


def stood(
    targets: Iterable[WatchTarget], *, since: datetime, at: datetime
) -> list[Stood]:
    """Each now, and since then; two queries beside the given one."""
    found = list(targets)
    told = shares(found, [(since, at)], at)
    return [
        Stood(one, state_now(one, at), since_when(one, at), told[one.pk][0])
        for one in found
    ]


def by_day(target: WatchTarget, days: Sequence[Span], at: datetime) -> list[Share]:
    return shares([target], days, at)[target.pk]


def outages_after(rows: QuerySet[Outage], after: UUID | None) -> QuerySet[Outage]:
    """The latest first, on from behind one of them."""
    found = rows.order_by("-since", "-pk")
    last = found.filter(pk=after).first() if after is not None else None
    if last is None:
        return found
    same = Q(since=last.since, pk__lt=last.pk)
    return found.filter(Q(since__lt=last.since) | same)


def days_back(at: datetime, count: int) -> list[Span]:
    """The last days, today first, each from midnight to midnight in Việt Nam."""
    today = local_date(at)
    starts = [
        datetime.combine(today - timedelta(days=n), time(), tzinfo=VIETNAM)
        for n in range(-1, count)
    ]
    return [(starts[n + 1], starts[n]) for n in range(count)]
