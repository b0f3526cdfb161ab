"""Reading machines: lists by name, what is on one now, what happened to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Literal
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from congvu.inventory.models import (
    AgentEnrolment,
    Installation,
    Likeness,
    Machine,
    MachineChange,
    MachineReading,
    Software,
)
from congvu.inventory.rules import (
    SILENT_DAYS,
    MachineState,
    ReadingState,
    Verdict,
    real_serial,
)
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.queries import posts_on

MACHINE = "inventory.machine"
_ZONE = "AT TIME ZONE INTERVAL '7 hours'"
# Each machine in use of one day, and whether an inventory told of it in the 30 days up
# to its end: the last day of ``since`` to ``until``, or today. Nobody counts it again.
COVERED = f"""
SELECT m.agency_id, d.day, '{MACHINE}', m.id,
       EXISTS (SELECT FROM inventory_machinereading r
                WHERE r.machine_id = m.id AND r.state <> '{ReadingState.REFUSED}'
                  AND r.at < d.ends AND r.at >= d.ends - INTERVAL '{SILENT_DAYS} days')
  FROM (SELECT day, (day + 1)::timestamp {_ZONE} AS ends
          FROM (SELECT least(%(until)s::date - 1, (now() {_ZONE})::date) AS day) x) d
  JOIN inventory_machine m ON m.added_at < d.ends AND m.merged_into_id IS NULL
   AND m.state = '{MachineState.IN_USE}'
 WHERE d.day >= %(since)s
"""  # noqa: S608 - our own constants

PAGE = 50
_MOMENTS = 20
_AT_ONCE = 2000


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    text: str = ""
    agency_id: UUID | None = None
    unit_id: UUID | None = None
    state: str = ""
    seen: Literal["", "silent", "never"] = ""


@dataclass(frozen=True)
class MachinePage:
    """One page by name; ``after`` is the machine behind which the next begins."""

    rows: list[Machine]
    after: str


def living() -> QuerySet[Machine]:
    """What is a machine of its own: not merged into another."""
    return Machine.objects.filter(merged_into=None)


def machines_page(
    rows: QuerySet[Machine], asked: Asked, at: datetime, *, after: str = ""
) -> MachinePage:
    """By name, then key; two queries however far one has turned."""
    if asked.agency_id is not None:
        rows = rows.filter(agency=asked.agency_id)
    if asked.unit_id is not None:
        rows = rows.filter(unit=asked.unit_id)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.seen:
        rows = rows.filter(state=MachineState.IN_USE)
        silent = Q(seen_at__lt=counted_from(at))
        rows = rows.filter(silent if asked.seen == "silent" else Q(seen_at=None))
    text = asked.text.strip()
    if text:
        number = Q(serial=real_serial(text)) if real_serial(text) else Q(pk=None)
        rows = rows.filter(
            Q(name__icontains=text)
            | number
            | Q(last_user__icontains=text)
            | Q(user__full_name__icontains=text)
            | Q(device_id=text)
        )
    last = _named(after)
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = list(rows.select_related("user").order_by("name", "pk")[: PAGE + 1])
    more = len(found) > PAGE
    return MachinePage(found[:PAGE], str(found[PAGE - 1].pk) if more else "")


def _named(after: str) -> Machine | None:
    try:
        return Machine.objects.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        return None


def counted_from(at: datetime) -> datetime:
    """An inventory since then counts for that day: 30 days up to its end, as in the
    indicator.
    """
    end = datetime.combine(local_date(at) + timedelta(days=1), time(), VIETNAM)
    return end - timedelta(days=SILENT_DAYS)


@dataclass(frozen=True)
class Coverage:
    """Of the machines in use, how many an inventory told of within 30 days."""

    owned: int
    seen: int
    silent: int
    never: int


def coverage(rows: QuerySet[Machine], at: datetime) -> Coverage:
    """One query."""
    early = counted_from(at)
    told = rows.filter(state=MachineState.IN_USE).aggregate(
        owned=Count("id"),
        seen=Count("id", filter=Q(seen_at__gte=early)),
        never=Count("id", filter=Q(seen_at=None)),
    )
    owned, seen, never = told["owned"], told["seen"], told["never"]
    return Coverage(owned, seen, owned - seen - never, never)


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


def history(machine: Machine) -> list[Moment]:
    """The last moments at which something changed; the first one is only counted.

    Four queries, however long the machine has been known.
    """
    rows = machine.readings.filter(state="accepted").order_by()
    first = rows.aggregate(first=Min("at"))["first"]
    if first is None:
        return []
    ended = machine.installations.filter(until__isnull=False)
    every = rows.values_list("at").union(
        machine.changes.values_list("at"), ended.values_list("until")
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


def readings_of(machine: Machine) -> list[MachineReading]:
    """The last ones, with what became of each."""
    return list(machine.readings.order_by("-at")[:_MOMENTS])


def refused_lately(agencies: Sequence[UUID] | None) -> list[MachineReading]:
    """What could not be taken; of these agencies, or of all."""
    rows = MachineReading.objects.filter(state="refused")
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return list(rows.order_by("-at")[:_MOMENTS])


def likenesses_waiting(machines: QuerySet[Machine]) -> list[Likeness]:
    """Pairs of these that nobody has decided, the oldest first."""
    rows = Likeness.objects.filter(
        verdict=Verdict.WAITING, first__in=machines, second__in=machines
    )
    return list(rows.select_related("first", "second").order_by("found_at")[:100])


def enrolments_of(agencies: Sequence[UUID] | None) -> list[AgentEnrolment]:
    """Codes of these agencies, or of all, the newest first."""
    rows = AgentEnrolment.objects.all()
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return list(rows.order_by("-made_at")[:200])


def machines_used_by(person_id: UUID) -> list[Machine]:
    """What somebody was given to work with."""
    rows = living().filter(user=person_id).exclude(state=MachineState.DISPOSED)
    return list(rows.order_by("name"))


def people_of(agency_id: UUID, on: date) -> list[tuple[UUID, str]]:
    """Who holds a post there that day, each once, in the office's order."""
    held = posts_on(on, agency_id=agency_id)
    found = {p.person_id: p.person_name for p in held if p.person_id is not None}
    return list(found.items())


def count_machines(bodies: Sequence[UUID], _on: date) -> Mapping[UUID, int]:
    """What of them an act that ends these agencies would pass on, for its preview."""
    rows = living().filter(agency__in=list(bodies))
    return dict(rows.values_list("agency").annotate(n=Count("id")))
