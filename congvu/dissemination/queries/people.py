"""The gap list: who was not told, has not opened, confirmed, answered; by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from congvu.dissemination.models import Addressee, Telling
from congvu.dissemination.queries.reach import Reach, counted_of, people_of
from congvu.dissemination.rules import Stage
from congvu.organisations.queries import agency_names_on

_THERE = Q(left_on__isnull=True)
_STAGES = {
    "told": _THERE & Q(told_at__isnull=False),
    "opened": _THERE & Q(opened_at__isnull=False),
    "confirmed": _THERE & Q(confirmed_at__isnull=False),
    "passed": _THERE & Q(passed_at__isnull=False),
}


@dataclass(frozen=True)
class Shares:
    """How many of ``total`` are how far; each stage counts those beyond it, too."""

    total: int = 0
    told: int = 0
    opened: int = 0
    confirmed: int = 0
    passed: int = 0
    late: int = 0
    left: int = 0

    @property
    def unopened(self) -> int:
        return self.total - self.opened


@dataclass(frozen=True)
class BodyShares:
    """One agency or unit of the list; ``opens``: its people may be read by name."""

    id: UUID
    name: str
    shares: Shares
    opens: bool


@dataclass(frozen=True)
class GapList:
    """A telling's numbers: whole, by agency, and by unit of who is read by name."""

    whole: Shares
    agencies: Sequence[BodyShares]
    units: Sequence[BodyShares]


@dataclass(frozen=True)
class PeoplePage:
    people: Sequence[Addressee]
    after: str


def _counts(on: date) -> dict[str, Count]:
    counts = {name: Count("id", filter=q) for name, q in _STAGES.items()}
    late = _THERE & Q(confirmed_at__isnull=True, due_on__lt=on)
    return {
        "total": Count("id", filter=_THERE),
        **counts,
        "late": Count("id", filter=late),
        "left": Count("id", filter=~_THERE),
    }


def shares_of(
    reach: Reach, tellings: Collection[Telling], on: date
) -> dict[UUID, Shares]:
    """The numbers of each of these that the reader watches; one query."""
    seen = reach.people
    if reach.wide:
        own = [t.pk for t in tellings if t.agency_id == reach.agency_id]
        seen |= Q(telling__in=own)
    rows = Addressee.objects.filter(seen, telling__in=[t.pk for t in tellings])
    counted = rows.values("telling").annotate(**_counts(on)).order_by()
    return {row.pop("telling"): Shares(**row) for row in counted}


def gap_list(reach: Reach, telling: Telling, on: date) -> GapList:
    """Three queries, however many people."""
    rows = counted_of(reach, telling)
    by_agency = rows.values("agency").annotate(**_counts(on)).order_by()
    found = {row.pop("agency"): Shares(**row) for row in by_agency}
    names = agency_names_on(found, on)
    agencies = [
        BodyShares(key, names.get(key, ""), shares, key == reach.agency_id)
        for key, shares in found.items()
    ]
    agencies.sort(key=lambda a: (a.id != telling.agency_id, a.name))
    return GapList(_sum(found.values()), agencies, _units(reach, telling, on))


def _units(reach: Reach, telling: Telling, on: date) -> list[BodyShares]:
    rows = people_of(reach, telling.pk).values("unit_id", "unit_name")
    counted = rows.annotate(**_counts(on)).order_by("unit_name", "unit_id")
    return [
        BodyShares(row.pop("unit_id"), row.pop("unit_name"), Shares(**row), opens=True)
        for row in counted
    ]


def _sum(some: Collection[Shares]) -> Shares:
    names = ("total", "told", "opened", "confirmed", "passed", "late", "left")
    return Shares(*(sum(getattr(one, name) for one in some) for name in names))


LATE, LEFT = "late", "left"
_NARROWED = {
    Stage.UNREACHED: _THERE & Q(told_at__isnull=True, opened_at__isnull=True),
    Stage.TOLD: _THERE & Q(told_at__isnull=False, opened_at__isnull=True),
    Stage.OPENED: _THERE & Q(opened_at__isnull=False, confirmed_at__isnull=True),
    Stage.CONFIRMED: _THERE & Q(confirmed_at__isnull=False, passed_at__isnull=True),
    Stage.PASSED: _THERE & Q(passed_at__isnull=False),
    LEFT: ~_THERE,
}
WHICH = (*_NARROWED, LATE)


def people_page(
    reach: Reach,
    telling: Telling,
    *,
    on: date,
    which: str = "",
    unit_id: UUID | None = None,
    after: str = "",
    limit: int = 50,
) -> PeoplePage:
    """By unit and name; ``which``: a stage, ``late`` or ``left``. One query."""
    rows = people_of(reach, telling.pk)
    if which == LATE:
        rows = rows.filter(_THERE, confirmed_at__isnull=True, due_on__lt=on)
    elif which in _NARROWED:
        rows = rows.filter(_NARROWED[which])
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    found = list(_from(rows, after)[: limit + 1])
    more = found[limit - 1].pk.hex if len(found) > limit else ""
    return PeoplePage(found[:limit], more)


_ORDER = ("unit_name", "person_name", "id")


def _from(rows: QuerySet[Addressee], after: str) -> QuerySet[Addressee]:
    """From behind the person with this key, wherever they stand now."""
    ordered = rows.order_by(*_ORDER)
    try:
        last = Addressee.objects.filter(pk=UUID(after)).values(*_ORDER).first()
    except ValueError:
        return ordered
    if last is None:
        return ordered
    unit, name = last["unit_name"], last["person_name"]
    return ordered.filter(
        Q(unit_name__gt=unit)
        | Q(unit_name=unit, person_name__gt=name)
        | Q(unit_name=unit, person_name=name, pk__gt=last["id"])
    )


def everybody(reach: Reach, telling: Telling) -> Iterator[Addressee]:
    """All whose names the reader may read, for the printed list; one query."""
    rows = people_of(reach, telling.pk).order_by(*_ORDER)
    return rows.iterator(chunk_size=2000)
