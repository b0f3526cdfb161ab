"""What is on a machine now, and what happened to it, as its inventories told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Min, QuerySet

from congvu.inventory.models import (
    Custody,
    Installation,
    Machine,
    MachineChange,
    MachineReading,
    Software,
)

_MOMENTS = 20
_AT_ONCE = 2000


def programs_now(machine: Machine) -> list[Software]:
    """What is on it, by name."""
    ids = machine.installations.filter(until=None).values("software")
    return list(Software.objects.filter(pk__in=ids).order_by("name", "version"))


@dataclass(frozen=True)
class Moment:
    """What one inventory, or a merge, changed; programs by name and version."""

    at: datetime
    changes: list[MachineChange] = field(default_factory=list)
    added: list[Software] = field(default_factory=list)
    removed: list[Software] = field(default_factory=list)
    is_first: bool = False


def history(machine: Machine, *, before: datetime | None = None) -> list[Moment]:
    """The last moments (``before`` one) at which something changed; the first one is
    only counted.

    Four queries, however long the machine has been known.
    """
    rows = machine.readings.filter(state="accepted").order_by()
    first = rows.aggregate(first=Min("at"))["first"]
    if first is None:
        return []
    changes = machine.changes.all()
    ended = machine.installations.filter(until__isnull=False)
    if before is not None:
        rows, changes = rows.filter(at__lt=before), changes.filter(at__lt=before)
        ended = ended.filter(until__lt=before)
    every = rows.values_list("at").union(
        changes.values_list("at"), ended.values_list("until")
    )
    moments = [at for (at,) in every.order_by("-at")[:_MOMENTS]]
    wanted = [at for at in moments if at != first]
    installed = Installation.objects.filter(machine=machine).select_related("software")
    begun = _grouped(installed.filter(since__in=wanted)[:_AT_ONCE], "since")
    over = _grouped(installed.filter(until__in=wanted)[:_AT_ONCE], "until")
    changed: dict[datetime, list[MachineChange]] = {}
    for one in machine.changes.filter(at__in=wanted).order_by("id"):
        changed.setdefault(one.at, []).append(one)
    found = [
        Moment(at, changed.get(at, []), begun.get(at, []), over.get(at, []))
        for at in wanted
    ]
    if first in moments:
        found.append(Moment(first, is_first=True))
    return found


def _grouped(
    rows: QuerySet[Installation], moment: str
) -> dict[datetime, list[Software]]:
    def when(one: Installation) -> datetime:
        found: datetime = getattr(one, moment)
        return found

    ordered = sorted(rows, key=lambda one: (when(one), one.software.name))
    return {
        at: [one.software for one in some] for at, some in groupby(ordered, key=when)
    }


def readings_of(
    machine: Machine, *, before: datetime | None = None
) -> list[MachineReading]:
    """The last ones (``before`` a moment), with what became of each."""
    rows = machine.readings.order_by("-at")
    if before is not None:
        rows = rows.filter(at__lt=before)
    return list(rows[:_MOMENTS])


def oldest_shown(shown: Sequence[datetime]) -> datetime | None:
    """Behind which the next page begins; none where this one was not full."""
    return shown[-1] if len(shown) == _MOMENTS else None


def custody_of(
    machine: Machine, *, among: Collection[UUID | None] | None = None
) -> list[Custody]:
    """Whose it was, the last first; one query.

    Of an agency that is not one of ``among`` only that it had it, not which of its
    people and by which of its papers: those are not for another agency.
    """
    rows = machine.custody.select_related("person", "paper").order_by("-since", "-pk")
    found = list(rows[:100])
    for one in found:
        if among is not None and one.agency_id not in among:
            one.person = one.unit = one.paper = None
    return found
