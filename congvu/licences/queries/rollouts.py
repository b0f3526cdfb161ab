"""Roll-outs: which machines, and where each stands as inventories tell it.

``standing`` is one of `TargetState`, asked in that order in the database, of the same
moment for every number on a page: of what was on a machine then, who had it and whether
an inventory had told of it. What stood in the way is known from when it was said until
somebody took it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from congvu.inventory.models import Custody, Installation, Machine, MachineReading
from congvu.inventory.queries import counted_from, living
from congvu.inventory.rules import Format, MachineKind, MachineState, ReadingState
from congvu.lib.dates import local_date
from congvu.licences.models import (
    ProgramName,
    ReplacementPlan,
    Rollout,
    RolloutMachine,
    RolloutWave,
)
from congvu.licences.queries.there import end_of
from congvu.licences.rules import (
    TARGET_STATE_NAMES,
    Licence,
    Standing,
    TargetState,
)
from congvu.organisations.queries import units_below

PAGE = 50
# What people sit at: they write and calculate; servers do not.
DESKS = (MachineKind.DESKTOP, MachineKind.LAPTOP)


def moment_of(day: date | None, now: datetime) -> datetime:
    """As of when a day is asked: of one that is over, of its last moment."""
    if day is None or day >= local_date(now):
        return now
    return end_of(day) - timedelta.resolution


@dataclass(frozen=True)
class _Names:
    """By which names of the inventory what comes, and what goes, is known."""

    new: list[int]
    old: list[int]


def names_of(rollouts: Sequence[Rollout]) -> dict[UUID, _Names]:
    """Of each roll-out, with its products at hand; one query."""
    products = {
        product
        for one in rollouts
        for product in (one.product, one.instead_of)
        if product is not None
    }
    families = {product.family for product in products} - {""}
    wanted = Q(product__in=products) | Q(product__family__in=families)
    rows: list[tuple[Any, ...]] = list(
        ProgramName.objects.filter(wanted)
        .order_by()
        .values_list("software", "product", "product__family", "product__licence")
    )
    return {
        one.pk: _Names(
            [name for name, *of in rows if _is_new(one, *of)],
            [name for name, *of in rows if _is_old(one, *of)],
        )
        for one in rollouts
    }


def _is_new(rollout: Rollout, product_id: UUID, family: str, licence: str) -> bool:
    """Editions of an open or free product count for each other; of a paid one only that
    one does, because a right is for an edition.
    """
    product, old = rollout.product, rollout.instead_of
    if product_id == product.pk:
        return True
    apart = old is None or old.family != product.family
    ours = bool(product.family) and product.licence != Licence.COMMERCIAL and apart
    return ours and family == product.family and licence != Licence.COMMERCIAL


def _is_old(rollout: Rollout, product_id: UUID, family: str, _licence: str) -> bool:
    """What it replaces, in every edition, but for what is rolled out itself."""
    old = rollout.instead_of
    if old is None or product_id == rollout.product_id:
        return False
    return product_id == old.pk or (bool(old.family) and family == old.family)


def _there(names: Sequence[int], at: datetime) -> Any:
    if not names:
        return Value(value=False, output_field=BooleanField())
    rows = Installation.objects.filter(machine=OuterRef("machine"), software__in=names)
    return Exists(rows.filter(Q(until=None) | Q(until__gt=at), since__lte=at))


def _custody(at: datetime, **how: Any) -> Exists:
    """Whether the machine was held so then."""
    rows = Custody.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at)
    return Exists(rows.filter(machine=OuterRef("machine"), **how))


def with_standing(
    rollout: Rollout, at: datetime, *, holder: UUID | None = None
) -> QuerySet[Any]:
    """Its machines, each with ``standing`` and ``told_at``, the last inventory up to
    then; one small query for the names. Of ``holder`` those that this agency had then.
    """
    rows = _standing(rollout, names_of([rollout])[rollout.pk], at)
    return rows if holder is None else rows.filter(_custody(at, agency=holder))


def _standing(rollout: Rollout, names: _Names, at: datetime) -> QuerySet[Any]:
    readings = MachineReading.objects.filter(machine=OuterRef("machine"), at__lte=at)
    readings = readings.exclude(state=ReadingState.REFUSED)
    readings = readings.exclude(format=Format.TABLE)  # it names no program
    rows = RolloutMachine.objects.filter(rollout=rollout, added_at__lte=at).annotate(
        has_new=_there(names.new, at),
        has_old=_there(names.old, at),
        told_at=Subquery(readings.order_by("-at").values("at")[:1]),
    )
    alive = Q(_custody(at, state=MachineState.IN_USE), machine__merged_into=None)
    blocked = ~Q(block="") & Q(blocked_at__lte=at)
    unseen = ~Exists(readings.filter(at__gte=counted_from(at)))
    return rows.annotate(
        standing=Case(
            When(~alive, then=Value(TargetState.GONE.value)),
            When(has_new=True, has_old=False, then=Value(TargetState.DONE.value)),
            When(blocked, then=Value(TargetState.BLOCKED.value)),
            When(unseen, then=Value(TargetState.UNSEEN.value)),
            When(has_new=True, then=Value(TargetState.BESIDE.value)),
            When(wave__due_on__lte=local_date(at), then=Value(TargetState.LATE.value)),
            default=Value(TargetState.WAITING.value),
            output_field=CharField(),
        )
    )


def is_blocked(one: RolloutMachine, at: datetime) -> bool:
    """What was said later was in nobody's way then."""
    return bool(one.block) and one.blocked_at is not None and one.blocked_at <= at


@dataclass(frozen=True)
class WaveProgress:
    wave: RolloutWave
    standing: Standing


@dataclass(frozen=True)
class RolloutProgress:
    """The whole, each wave, and what stands in the way on how many machines."""

    whole: Standing
    waves: list[WaveProgress]
    blocks: dict[str, int]


def progress(
    rollout: Rollout, at: datetime, *, agencies: Sequence[UUID] | None = None
) -> RolloutProgress:
    """Of all its machines, or of those in waves of these agencies."""
    rows = with_standing(rollout, at)
    waves = rollout.waves.select_related("unit").order_by("number", "due_on", "pk")
    if agencies is not None:
        rows = rows.filter(wave__agency__in=agencies)
        waves = waves.filter(agency__in=agencies)
    counted: dict[UUID, dict[str, int]] = {}
    blocks: dict[str, int] = {}
    told = rows.order_by().values_list("wave", "standing", "block")
    for wave, standing, block, n in told.annotate(n=Count("id")):
        mine = counted.setdefault(wave, {})
        mine[standing] = mine.get(standing, 0) + n
        if standing == TargetState.BLOCKED:
            blocks[block] = blocks.get(block, 0) + n
    lines = [WaveProgress(one, Standing(counted.get(one.pk, {}))) for one in waves]
    return RolloutProgress(added(line.standing for line in lines), lines, blocks)


def added(standings: Iterable[Standing]) -> Standing:
    whole: dict[str, int] = {}
    for one in standings:
        for state, n in one.counts.items():
            whole[state] = whole.get(state, 0) + n
    return Standing(whole)


@dataclass(frozen=True)
class TargetPage:
    rows: list[RolloutMachine]
    after: str


def targets_page(
    rows: QuerySet[Any], *, state: str = "", after: str = ""
) -> TargetPage:
    """By key, which is the order in which they were taken up; one query."""
    if state:
        known = state in TARGET_STATE_NAMES
        rows = rows.filter(standing=state) if known else rows.none()
    with suppress(ValueError):
        rows = rows.filter(pk__gt=UUID(after)) if after else rows
    rows = rows.select_related("machine", "wave").order_by("pk")
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return TargetPage(found[:PAGE], str(found[PAGE - 1].pk) if more else "")


def machines_wanted(
    rollout: Rollout, agency_id: UUID, unit_id: UUID | None, at: datetime
) -> QuerySet[Machine]:
    """Those in use there that the roll-out is about and that it has not yet: where it
    replaces something, machines with that on them; else every desk.
    """
    rows = living().filter(agency=agency_id, state=MachineState.IN_USE)
    if unit_id is not None:
        rows = rows.filter(unit__in=units_below([unit_id], local_date(at)))
    if rollout.instead_of is not None:
        names = names_of([rollout])[rollout.pk].old
        on_it = Installation.objects.filter(until=None, software__in=names)
        rows = rows.filter(pk__in=on_it.values("machine"))
    else:
        rows = rows.filter(kind__in=DESKS)
    taken = RolloutMachine.objects.filter(rollout=rollout, machine=OuterRef("pk"))
    return rows.exclude(Exists(taken))


def rollouts_of(agencies: Sequence[UUID] | None) -> list[Rollout]:
    """Begun by these, or with a wave of theirs; the newest first."""
    rows = Rollout.objects.select_related("product", "instead_of")
    if agencies is not None:
        waves = RolloutWave.objects.filter(
            rollout=OuterRef("pk"), agency__in=list(agencies)
        )
        rows = rows.filter(Q(agency__in=list(agencies)) | Q(Exists(waves)))
    return list(rows.order_by("-begun_at", "-pk")[:100])


def progress_of_all(
    rollouts: Sequence[Rollout], at: datetime, *, agencies: Sequence[UUID] | None
) -> dict[UUID, Standing]:
    """Of each the whole; of one that another agency began, the waves of these only.
    Two queries, for however many.
    """
    if not rollouts:
        return {}
    names = names_of(rollouts)
    counts: list[QuerySet[Any, Any]] = []
    for one in rollouts:
        rows = _standing(one, names[one.pk], at)
        if agencies is not None and one.agency_id not in agencies:
            rows = rows.filter(wave__agency__in=list(agencies))
        told = rows.order_by().values_list("rollout", "standing")
        counts.append(told.annotate(n=Count("id")))
    found: dict[UUID, dict[str, int]] = {one.pk: {} for one in rollouts}
    for rollout, standing, n in counts[0].union(*counts[1:], all=True):
        found[rollout][standing] = n
    return {pk: Standing(by_state) for pk, by_state in found.items()}


def plan_progress(plan: ReplacementPlan, at: datetime) -> dict[UUID, Standing]:
    """By line; one that has no roll-out yet is not there."""
    rows = Rollout.objects.filter(line__plan=plan).select_related(
        "product", "instead_of"
    )
    by_rollout = {one.pk: one.line_id for one in rows}
    told = progress_of_all(list(rows), at, agencies=None)
    return {line: told[pk] for pk, line in by_rollout.items() if line is not None}
