"""The demo's network as it was watched for a month: every line of the first bodies, two
of them lost once, one of them as it was planned.

No collector runs beside the demo: after some hours its targets are not known, as they
would be of any that is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.network.models import Link, Site
from congvu.network.rules import SiteKind
from congvu.organisations.access import seat_of_post
from congvu.organisations.rules import Role
from congvu.watching.actions import enrol_collector
from congvu.watching.models import (
    Collector,
    Outage,
    PlannedWork,
    Probe,
    ProbeHour,
    TargetSpell,
    WatchTarget,
)
from congvu.watching.rules import ProbeKind, Subject, TargetState

_LINES = 24
_EVERY = 3600
_MONTH = timedelta(days=31)


def watch(*, now: datetime) -> None:
    """What a collector at the first hub wrote down."""
    on = local_date(now)
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    hub = Site.objects.filter(kind=SiteKind.HUB, name="Trung tâm dữ liệu tỉnh").get()
    since = now - _MONTH
    collector, _secret = enrol_collector(
        site_id=hub.pk,
        label="Trạm trung tâm",
        expires_on=None,
        by=keeper,
        at=now,
    )
    Collector.objects.filter(pk=collector.pk).update(
        seen_at=now, made_at=since, address="10.19.0.10", skew_ms=40, taken=_LINES * 744
    )
    links = Link.objects.filter(valid_until=None).select_related("near", "far")
    lines = list(links.order_by("near__name", "valid_from", "id")[:_LINES])
    targets = WatchTarget.objects.bulk_create(
        WatchTarget(
            site=line.near,
            collector=collector,
            name=f"{line.near.name} – {line.far.name}, {line.carrier}"[:120],
            host=f"10.18.{n}.1",
            subject=Subject.LINK,
            link=line,
            every=_EVERY,
            made_at=since,
            state=TargetState.UP,
            state_since=since,
            last_at=now,
        )
        for n, line in enumerate(lines)
    )
    _answers(targets, since, now)
    lost = [(targets[2], timedelta(days=19), timedelta(hours=3, minutes=20))]
    lost.append((targets[7], timedelta(days=6), timedelta(hours=2, minutes=10)))
    _spells(targets, lost, since, now)
    _outages(lost, keeper.person_name, now)


Lost = Sequence[tuple[WatchTarget, timedelta, timedelta]]


def _answers(targets: Sequence[WatchTarget], since: datetime, now: datetime) -> None:
    probes = Probe.objects.bulk_create(
        Probe(
            target=one,
            kind=ProbeKind.ICMP,
            told=True,
            last_at=now,
            last_us=4200 + 310 * n,
        )
        for n, one in enumerate(targets)
    )
    hour = now.replace(minute=0, second=0, microsecond=0)
    ProbeHour.objects.bulk_create(
        ProbeHour(
            probe=one,
            hour=hour - timedelta(hours=back),
            asked=60,
            answered=60,
            us_sum=60 * (4200 + 310 * n),
            us_most=9800 + 310 * n,
        )
        for n, one in enumerate(probes)
        for back in range(24)
    )


def _spells(
    targets: Sequence[WatchTarget], lost: Lost, since: datetime, now: datetime
) -> None:
    """Up all the time, but for what was lost."""
    away = {one.pk: (now - ago, now - ago + length) for one, ago, length in lost}
    rows: list[tuple[WatchTarget, TargetState, datetime, datetime | None]] = []
    for one in targets:
        begun = since
        if one.pk in away:
            fell, returned = away[one.pk]
            rows.append((one, TargetState.UP, since, fell))
            rows.append((one, TargetState.DOWN, fell, returned))
            begun = one.state_since = returned
        rows.append((one, TargetState.UP, begun, None))
    TargetSpell.objects.bulk_create(
        TargetSpell(target=one, state=state, since=begun, until=until)
        for one, state, begun, until in rows
    )
    WatchTarget.objects.bulk_update(targets, ["state_since"])


def _outages(lost: Lost, who: str, now: datetime) -> None:
    """The first was called in to the carrier; the second had been announced."""
    broken, planned = (
        Outage(target=one, since=now - ago, until=now - ago + length)
        for one, ago, length in lost
    )
    broken.alerted_at = broken.since + timedelta(minutes=3)
    broken.acknowledged_at = broken.since + timedelta(minutes=21)
    broken.acknowledged_by = who
    broken.note = "Đứt cáp do làm đường; nhà mạng đã cử đội hàn."
    planned.is_planned = True
    for one in (broken, planned):
        one.settled_at = one.until
    Outage.objects.bulk_create([broken, planned])
    work = PlannedWork(
        site=planned.target.site,
        link=planned.target.link,
        since=planned.since - timedelta(minutes=20),
        until=planned.since + timedelta(hours=3),
        reason="Nhà mạng chuyển sang cáp mới",
        made_at=planned.since - timedelta(days=2),
        made_by=who,
    )
    work.save()
    soon = PlannedWork(
        site=broken.target.site,
        since=now + timedelta(days=2),
        until=now + timedelta(days=2, hours=2),
        reason="Thay ắc quy bộ lưu điện phòng máy",
        made_at=now,
        made_by=who,
    )
    soon.save()
