"""How systems stand to standards: a few queries for any number of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.standards.models import Claim, StandardCheck
from congvu.standards.rules import (
    CONNECTION,
    ClaimKind,
    Pair,
    Said,
    StandardStanding,
    Told,
    alike,
    standing,
)
from congvu.systems.models import (
    InformationSystem,
    SystemApplication,
    SystemConnection,
)
from congvu.systems.rules import SystemState

PAGE = 50
_NOTHING = Said()


@dataclass(frozen=True)
class Cell:
    """A system beside a standard."""

    said: Said
    standing: StandardStanding


@dataclass(frozen=True)
class SystemsPage:
    """``after`` is the row behind which the next page begins."""

    rows: Sequence[InformationSystem]
    after: UUID | None


def living(systems: QuerySet[InformationSystem]) -> QuerySet[InformationSystem]:
    """Those that run: what is only planned, or gone, owes nothing."""
    gone = [SystemState.PLANNED, SystemState.RETIRED]
    return systems.exclude(state__in=gone)


def said_of(
    systems: QuerySet[InformationSystem] | Collection[UUID],
) -> dict[tuple[UUID, str], Said]:
    """Two queries: what was claimed last, what was found last."""
    ids = systems.values("pk") if isinstance(systems, QuerySet) else systems
    found: dict[tuple[UUID, str], Said] = {}
    claims = Claim.objects.filter(system__in=ids)
    for system, standard, kind, until in claims.values_list(
        "system", "standard", "kind", "until"
    ):
        found[system, standard] = Said(claim=ClaimKind(kind), until=until)
    checks = (
        StandardCheck.objects.filter(system__in=ids)
        .order_by("system", "standard", "-id")
        .distinct("system", "standard")
    )
    for system, standard, passed in checks.values_list("system", "standard", "passed"):
        key = (system, standard)
        found[key] = replace(found.get(key, _NOTHING), passed=passed)
    return found


def by_standard(
    systems: QuerySet[InformationSystem], on: date
) -> tuple[int, dict[str, Counter[StandardStanding]]]:
    """How many systems there are, and for each standard how many stand how; those of
    whom nothing is on record are not in the counters.
    """
    running = living(systems)
    counted: dict[str, Counter[StandardStanding]] = defaultdict(Counter)
    for (_system, standard), said in said_of(running).items():
        counted[standard][standing(said, on)] += 1
    return running.count(), counted


def claim_of(system_id: UUID, standard: str) -> Claim | None:
    return Claim.objects.filter(system=system_id, standard=standard).first()


def checks_of(system_id: UUID, standard: str) -> list[StandardCheck]:
    rows = StandardCheck.objects.filter(system=system_id, standard=standard)
    return list(rows.order_by("-id")[:PAGE])


def systems_page(
    rows: QuerySet[InformationSystem], after: UUID | None, limit: int = PAGE
) -> SystemsPage:
    """By name, then key; a row that is gone begins anew."""
    last = rows.filter(pk=after).values_list("name", "pk").first() if after else None
    if last:
        name, key = last
        rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=key))
    found = list(rows.order_by("name", "pk")[: limit + 1])
    more = len(found) > limit
    return SystemsPage(found[:limit], found[limit - 1].pk if more else None)


def unconnected(
    systems: QuerySet[InformationSystem], on: date
) -> QuerySet[InformationSystem]:
    """Those that run, are connected to nothing, and are not excused that day."""
    own = SystemConnection.objects.filter(system=OuterRef("pk"))
    reached = SystemConnection.objects.filter(other=OuterRef("pk"))
    return living(systems).exclude(
        Exists(own) | Exists(reached) | Exists(waived_connection(on))
    )


def waived_connection(on: date) -> QuerySet[Claim]:
    return Claim.objects.filter(
        system=OuterRef("pk"),
        standard=CONNECTION,
        kind=ClaimKind.WAIVED,
        until__gte=on,
    )


def alike_systems(
    systems: QuerySet[InformationSystem],
) -> tuple[list[Pair], dict[UUID, InformationSystem]]:
    """Pairs that may do the same, with their rows; two queries."""
    rows = {one.pk: one for one in living(systems)}
    programs: dict[UUID, set[str]] = defaultdict(set)
    run = SystemApplication.objects.filter(
        system__in=living(systems).values("pk"), product__isnull=False
    )
    for system, name in run.values_list("system", "product__name"):
        programs[system].add(name)
    told = [
        Told(one.pk, f"{one.name} {one.purpose}", frozenset(programs[one.pk]))
        for one in rows.values()
    ]
    return alike(told), rows
