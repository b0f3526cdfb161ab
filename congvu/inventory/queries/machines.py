"""Reading machines: lists by name, how many were told of, whose they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.inventory.models import (
    AgentEnrolment,
    InventoryLoad,
    Likeness,
    Machine,
    MachineReading,
)
from congvu.inventory.rules import (
    SILENT_DAYS,
    MachineState,
    Verdict,
    real_serial,
)
from congvu.lib.dates import VIETNAM, local_date
from congvu.organisations.queries import posts_on

PAGE = 50
WARRANTY_DAYS = 60
_REFUSED = 20
_LOADS = 10


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    text: str = ""
    agency_id: UUID | None = None
    unit_id: UUID | None = None
    state: str = ""
    seen: Literal["", "silent", "never"] = ""
    warranty: bool = False
    """Only those whose warranty ends within 60 days."""


@dataclass(frozen=True)
class MachinePage:
    """One page by name; ``after`` is the machine behind which the next begins."""

    rows: list[Machine]
    after: str


def living() -> QuerySet[Machine]:
    """What is a machine of its own: not merged into another."""
    return Machine.objects.filter(merged_into=None)


def narrowed(rows: QuerySet[Machine], asked: Asked, at: datetime) -> QuerySet[Machine]:
    """Those that are asked for; what the list shows, a file of it holds."""
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
    return warranty_ending(rows, local_date(at)) if asked.warranty else rows


def warranty_ending(rows: QuerySet[Machine], on: date) -> QuerySet[Machine]:
    """Those not disposed of whose warranty ends soon."""
    until = on + timedelta(days=WARRANTY_DAYS)
    rows = rows.filter(warranty_until__gte=on, warranty_until__lt=until)
    return rows.exclude(state=MachineState.DISPOSED)


def machines_page(
    rows: QuerySet[Machine], asked: Asked, at: datetime, *, after: str = ""
) -> MachinePage:
    """By name, then key; two queries however far one has turned."""
    rows = narrowed(rows, asked, at)
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


def refused_lately(agencies: Sequence[UUID] | None) -> list[MachineReading]:
    """What could not be taken; of these agencies, or of all."""
    rows = MachineReading.objects.filter(state="refused")
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return list(rows.order_by("-at")[:_REFUSED])


def likenesses_waiting(machines: QuerySet[Machine]) -> list[Likeness]:
    """Pairs of these that nobody has decided, the oldest first."""
    rows = Likeness.objects.filter(
        verdict=Verdict.WAITING, first__in=machines, second__in=machines
    )
    return list(rows.select_related("first", "second").order_by("found_at")[:100])


def loads_of(agencies: Sequence[UUID] | None) -> list[InventoryLoad]:
    """Long tables of these agencies, or of all, the newest first."""
    rows = InventoryLoad.objects.defer("lines")
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return list(rows.order_by("-asked_at")[:_LOADS])


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
