"""A subnet as it is registered beside what its last sweep found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from congvu.network.models import NetAddress, Subnet
from congvu.watching.models import Sighting, Sweep
from congvu.watching.rules import (
    Differs,
    Found,
    Line,
    Registered,
    SweepState,
    differences,
)


@dataclass(frozen=True)
class Compared:
    """``sweep``: the last that went through; without one nothing is compared."""

    sweep: Sweep | None
    waiting: Sweep | None
    lines: Sequence[tuple[Line, Sighting | None]]

    def count(self, differs: Differs) -> int:
        return sum(line.differs == differs for line, _seen in self.lines)


def compared(subnet: Subnet) -> Compared:
    """Five queries at most, however many addresses."""
    rows = Sweep.objects.filter(subnet=subnet).order_by("-asked_at")
    waiting = rows.filter(state=SweepState.WAITING).first()
    sweep = rows.filter(state=SweepState.DONE).first()
    if sweep is None:
        return Compared(None, waiting, [])
    seen = {one.ip: one for one in _seen_since(subnet, sweep)}
    addresses = NetAddress.objects.filter(subnet=subnet).select_related("device")
    lines = differences(
        [
            Registered(one.ip, one.used_for, one.device.name if one.device else "")
            for one in addresses.order_by("ip")
        ],
        [
            Found(one.ip, one.name, one.mac, before)
            for one, before in _with_before(list(seen.values()), subnet)
        ],
    )
    return Compared(sweep, waiting, [(line, seen.get(line.ip)) for line in lines])


def _seen_since(subnet: Subnet, sweep: Sweep) -> QuerySet[Sighting]:
    """By the sweep that went through, and by one that is on its way since."""
    rows = Sighting.objects.filter(subnet=subnet, last_at__gte=sweep.asked_at)
    return rows.order_by("ip")


def _with_before(seen: list[Sighting], subnet: Subnet) -> list[tuple[Sighting, str]]:
    """With the address at which the same card was seen last, before."""
    cards = [one.mac for one in seen if one.mac]
    ids = {one.pk for one in seen}
    rows = Sighting.objects.filter(mac__in=cards, subnet=subnet).exclude(pk__in=ids)
    last = {one.mac: one.ip for one in rows.order_by("last_at")}
    return [(one, last.get(one.mac, "")) for one in seen]
