"""Estimates of a need: by which law, what they hold, what is worth a second look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Min, QuerySet

from congvu.investment.models import Estimate, EstimateLine, Need
from congvu.investment.rules.estimates import (
    LAST_SPENDING_DAY,
    PART_KINDS,
    Cell,
    Fault,
    Frame,
    Item,
    Quoted,
    Structure,
    Worked,
    cost_faults,
    granted_part,
    is_dearer,
    is_old,
    sums_of,
)
from congvu.law.queries import find_rule, rules
from congvu.law.rules import RuleValue, Sureness
from congvu.systems.queries.law import SecurityShare, share_of
from congvu.systems.rules import months_after

_AGE, _QUOTES, _OVER = 12, 1, 10
"""Where no rule of that day says otherwise."""


def parts_on(structure: str, on: date) -> list[RuleValue]:
    kind = PART_KINDS.get(Structure(structure)) if structure in set(Structure) else None
    return rules(kind, on) if kind else []


def parts_offered(on: date) -> dict[str, str]:
    """Key → label of all that a line may be part of, in whatever structure."""
    days = {**dict.fromkeys(Structure, on), Structure.SPENDING: LAST_SPENDING_DAY}
    return {
        one.key: one.label for name, day in days.items() for one in parts_on(name, day)
    }


def price_figure(key: str, name: str, on: date, otherwise: int) -> int:
    found = find_rule("price_check", key, on)
    return (found.number(name) if found else None) or otherwise


def fresh_since(on: date) -> date:
    """Prices from before that day are old on this one."""
    return months_after(on, -price_figure("age", "months", on, _AGE))


def costs_due(need: Need) -> dict[int, int]:
    """What it may cost each year: as asked, or the part that was granted."""
    return {
        year: granted_part(need.state, need.granted, money)
        for year, money in need.costs.values_list("year", "money")
    }


def frame_of(need: Need, structure: str, on: date) -> Frame:
    cap = find_rule("contingency_cap", "project", on)
    return Frame(
        parts=[one.key for one in parts_on(structure, on)],
        sources=need.sources,
        costs=costs_due(need),
        on=on,
        since=fresh_since(on),
        least_quotes=price_figure("quotes", "number", on, _QUOTES),
        most_contingency=cap.number("most_percent") if cap else None,
    )


def estimates_of(need: Need) -> QuerySet[Estimate]:
    """The newest first."""
    return need.estimates.order_by("-number")


def newest_of(need: Need) -> Estimate | None:
    return estimates_of(need).first()


def lines_of(estimate: Estimate) -> list[Worked]:
    """Three queries."""
    rows = estimate.lines.order_by("place").prefetch_related("shares", "quotes")
    return [worked(one) for one in rows]


def worked(row: EstimateLine) -> Worked:
    shares = {Cell(one.source, one.year): one.money for one in row.shares.all()}
    one_cell = next(iter(shares)) if len(shares) == 1 else None
    item = Item(
        part=row.part,
        name=row.name,
        pricing=row.pricing,
        source=one_cell.source if one_cell else "",
        year=one_cell.year if one_cell else None,
        quantity=row.quantity,
        unit=row.unit,
        price=row.price,
        rate=row.rate,
        base=tuple(row.base),
        money=row.money,
        basis=row.basis,
        priced_on=row.priced_on,
        quotes=tuple(
            Quoted(q.supplier, q.quoted_on, q.price) for q in row.quotes.all()
        ),
        security=row.security,
    )
    return Worked(item, row.price, row.money, shares)


class Look(StrEnum):
    """What is told beside an estimate and refuses nothing."""

    SECURITY = "security"
    OLD = "old"
    DEARER = "dearer"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Remark:
    """``line`` counts from 1; ``known`` the lower price, of which day."""

    look: Look
    line: int = 0
    known: int | None = None
    known_on: date | None = None
    share: SecurityShare | None = None
    rule: RuleValue | None = None


def remarks_on(
    lines: Sequence[Worked],
    *,
    need: Need,
    structure: str,
    on: date,
    seen: QuerySet[Need],
) -> list[Remark]:
    whole = sum(one.money for one in lines)
    safe = sum(one.money for one in lines if one.item.security)
    found = []
    share = share_of(whole, safe, on)
    if share is not None and share.is_short:
        found.append(Remark(Look.SECURITY, share=share))
    found += _price_remarks(lines, need, on, seen)
    unsure = next(
        (one for one in parts_on(structure, on) if one.sureness != Sureness.READ), None
    )
    if unsure is not None:
        found.append(Remark(Look.UNSURE, rule=unsure))
    return found


def _price_remarks(
    lines: Sequence[Worked], need: Need, on: date, seen: QuerySet[Need]
) -> list[Remark]:
    since = fresh_since(on)
    over = price_figure("dearer", "over_percent", on, _OVER)
    known = _known_prices(lines, need, since, seen)
    found = []
    for number, one in enumerate(lines, start=1):
        item = one.item
        if item.priced_on and is_old(item.priced_on, since):
            found.append(Remark(Look.OLD, number, known_on=item.priced_on))
        lower = known.get((item.name, item.unit))
        if one.price and lower and is_dearer(one.price, lower, over):
            found.append(Remark(Look.DEARER, number, known=lower))
    return found


def _known_prices(
    lines: Sequence[Worked], need: Need, since: date, seen: QuerySet[Need]
) -> Mapping[tuple[str, str], int]:
    """Of the same thing in other needs of those, not too old: the least."""
    names = {one.item.name for one in lines if one.price}
    rows = (
        EstimateLine.objects.filter(
            name__in=names,
            price__isnull=False,
            priced_on__gte=since,
            estimate__need__in=seen.values("pk"),
        )
        .exclude(estimate__need=need)
        .order_by()
        .values_list("name", "unit")
        .annotate(least=Min("price"))
    )
    return {(name, unit): least for name, unit, least in rows}


def disagreements(need: Need, lines: Sequence[Worked]) -> list[Fault]:
    """The need was changed after its newest estimate: which years no longer agree."""
    return cost_faults(sums_of(lines), costs_due(need))


@dataclass(frozen=True)
class Changed:
    """A line that two versions do not have alike; None where one has it not."""

    name: str
    part: str
    before: int | None
    after: int | None


def changes(before: Sequence[Worked], after: Sequence[Worked]) -> list[Changed]:
    """By part and name, as often as each says it."""
    sums: list[dict[tuple[str, str], int]] = []
    for lines in (before, after):
        found: dict[tuple[str, str], int] = {}
        for one in lines:
            key = one.item.part, one.item.name
            found[key] = found.get(key, 0) + one.money
        sums.append(found)
    first, second = sums
    keys = dict.fromkeys([*first, *second])
    return [
        Changed(name, part, first.get((part, name)), second.get((part, name)))
        for part, name in keys
        if first.get((part, name)) != second.get((part, name))
    ]
