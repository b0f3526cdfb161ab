"""How long machines last and what they are worth: dated rules, sums of a year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear

from congvu.inventory.models import AssetLife, Custody, Machine
from congvu.inventory.queries.machines import living
from congvu.inventory.rules import (
    MACHINE_KIND_NAMES,
    Life,
    Lives,
    MachineState,
    Worth,
    worth_on,
)
from congvu.law.queries import find_rule
from congvu.lib.dates import VIETNAM

PAGE = 50
_KIND = "asset_life"


def lives_of(kinds: Collection[str]) -> dict[str, Lives]:
    """By kind of machine, which rule holds in a year: the province's own, else the one
    shipped. One query for all.
    """
    own: dict[str, list[AssetLife]] = {}
    for row in AssetLife.objects.filter(kind__in=list(kinds)).order_by("-valid_from"):
        own.setdefault(row.kind, []).append(row)
    return {kind: _lives(kind, own.get(kind, [])) for kind in kinds}


def _lives(kind: str, own: list[AssetLife]) -> Lives:
    known: dict[int, Life | None] = {}

    def of_year(year: int) -> Life | None:
        if year not in known:
            known[year] = _life_on(kind, date(year, 12, 31), own)
        return known[year]

    return of_year


def _life_on(kind: str, on: date, own: list[AssetLife]) -> Life | None:
    for row in own:
        if row.valid_from <= on:
            return Life(row.years, row.permille, row.basis)
    rule = find_rule(_KIND, kind, on)
    if rule is None:
        return None
    years, permille = rule.number("years"), rule.number("permille")
    if years is None or permille is None:
        return None
    return Life(years, permille, rule.citation_on_record)


@dataclass(frozen=True)
class LifeLine:
    """What holds for a kind of machine on a day; ``own`` is the province's word."""

    kind: str
    life: Life | None
    own: bool


def lives_on(on: date) -> list[LifeLine]:
    """For each kind of machine, in the order of their names; one query."""
    rows: dict[str, list[AssetLife]] = {}
    for row in AssetLife.objects.filter(valid_from__lte=on).order_by("-valid_from"):
        rows.setdefault(row.kind, []).append(row)
    return [
        LifeLine(kind, _life_on(kind, on, rows.get(kind, [])), kind in rows)
        for kind in map(str, MACHINE_KIND_NAMES)
    ]


@dataclass(frozen=True)
class ValueLine:
    """One machine and what it is worth at the end of the year; none where its price or
    its day of purchase is not known.
    """

    machine: Machine
    worth: Worth | None
    life: Life | None


@dataclass(frozen=True)
class ValuePage:
    lines: list[ValueLine]
    after: str


def owned_at(agency_id: UUID, day: date, at: datetime) -> QuerySet[Machine]:
    """What the agency had as the day ended (or has now, of a day to come), bought by
    then and not disposed of; what went elsewhere since is among it, what came is not.

    A machine that was entered later stands as it first stood: it was there before
    anybody wrote it down.
    """
    ends = datetime.combine(day + timedelta(days=1), time(), VIETNAM)
    moment = min(ends, at + timedelta(microseconds=1))
    ever = Custody.objects.filter(agency=agency_id).values("machine")
    stood = Custody.objects.filter(machine=OuterRef("pk"))
    last = stood.filter(since__lt=moment).order_by("-since", "-pk").values("pk")[:1]
    first = stood.order_by("since", "pk").values("pk")[:1]
    then = Custody.objects.filter(pk=OuterRef("stood"), agency=agency_id)
    return (
        living()
        .filter(Q(bought_on=None) | Q(bought_on__lte=day), pk__in=ever)
        .annotate(stood=Coalesce(Subquery(last), Subquery(first)))
        .filter(Exists(then.exclude(state=MachineState.DISPOSED)))
    )


def value_page(
    agency_id: UUID, day: date, at: datetime, *, after: str = ""
) -> ValuePage:
    """By name, then key; three queries however far one has turned."""
    rows = owned_at(agency_id, day, at)
    last = _named(after)
    if last is not None:
        rows = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    found = list(rows.select_related("user").order_by("name", "pk")[: PAGE + 1])
    more = len(found) > PAGE
    lines = list(value_lines(found[:PAGE], day))
    return ValuePage(lines, str(found[PAGE - 1].pk) if more else "")


def value_lines(machines: Collection[Machine], day: date) -> Iterator[ValueLine]:
    lives = lives_of({one.kind for one in machines})
    for one in machines:
        life, worth = lives[one.kind](day.year), None
        if one.price is not None and one.bought_on is not None:
            worth = worth_on(one.price, one.bought_on, day, lives[one.kind])
        yield ValueLine(one, worth, life)


@dataclass(frozen=True)
class ValueSum:
    """Of all machines of a year's list, in đồng; ``unknown`` have no price or day."""

    machines: int
    unknown: int
    price: int
    worn: int
    worn_this_year: int

    @property
    def left(self) -> int:
        return self.price - self.worn


def value_sum(agency_id: UUID, day: date, at: datetime) -> ValueSum:
    """Two queries: what was bought alike in one year wears alike."""
    alike = (
        owned_at(agency_id, day, at)
        .annotate(bought=ExtractYear("bought_on"))
        .order_by()
        .values_list("kind", "bought", "price")
        .annotate(n=Count("id"))
    )
    groups = list(alike)
    lives = lives_of({str(kind) for kind, *_rest in groups})
    total = unknown = price = worn = this_year = 0
    for kind, year, each, n in groups:
        total += n
        if year is None or each is None:
            unknown += n
            continue
        one = worth_on(each, date(year, 1, 1), day, lives[kind])
        price, worn = price + n * one.price, worn + n * one.worn
        this_year += n * one.worn_this_year
    return ValueSum(total, unknown, price, worn, this_year)


def _named(after: str) -> Machine | None:
    try:
        return Machine.objects.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        return None
