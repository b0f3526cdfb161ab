"""What needs come to in a year and the two after it, by part and source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from congvu.investment.models import Estimate, EstimateShare, Need, NeedCost
from congvu.investment.rules.estimates import Cell, granted_part
from congvu.investment.rules.words import FIRST_YEAR, LAST_YEAR, NeedState

SPAN = 3
FIRST, LAST = FIRST_YEAR, LAST_YEAR - SPAN


@dataclass(frozen=True)
class YearNeed:
    """``number`` of its newest estimate, None where it has none: then ``money`` is what
    the need itself says. ``agrees``: the two are the same in these years.
    """

    need: Need
    number: int | None
    money: Mapping[int, int]
    agrees: bool


@dataclass(frozen=True)
class YearSums:
    """``sums`` of what is estimated; ``rough``: of the rest, by year alone."""

    years: Sequence[int]
    needs: Sequence[YearNeed]
    sums: Mapping[tuple[str, Cell], int]
    rough: Mapping[int, int]

    @property
    def whole(self) -> dict[int, int]:
        found = dict(self.rough)
        for (_part, cell), money in self.sums.items():
            found[cell.year] = found.get(cell.year, 0) + money
        return found


def year_sums(seen: QuerySet[Need], year: int) -> YearSums:
    """Four queries, however many needs there are."""
    years = range(year, year + SPAN)
    rows = (
        seen.exclude(state=NeedState.REJECTED)
        .filter(pk__in=NeedCost.objects.filter(year__in=years).values("need"))
        .order_by("priority", "-score", "pk")
    )
    needs = {one.pk: one for one in rows}
    newest = (
        Estimate.objects.filter(need__in=needs)
        .order_by("need", "-number")
        .distinct("need")
    )
    numbers, keys = dict[UUID, int](), list[UUID]()
    for pk, number, key in newest.values_list("need", "number", "pk"):
        numbers[pk] = number
        keys.append(key)
    costs = _costs(needs, years)
    sums: dict[tuple[str, Cell], int] = defaultdict(int)
    estimated: dict[UUID, dict[int, int]] = {pk: {} for pk in numbers}
    shares = (
        EstimateShare.objects.filter(line__estimate__in=keys, year__in=years)
        .order_by()
        .values_list("line__estimate__need", "line__part", "source", "year")
        .annotate(whole=Sum("money"))
    )
    for need, part, source, of_year, money in shares:
        sums[part, Cell(source, of_year)] += int(money)
        mine = estimated[need]
        mine[of_year] = mine.get(of_year, 0) + int(money)
    rough: dict[int, int] = defaultdict(int)
    for pk in needs.keys() - numbers.keys():
        for of_year, money in costs[pk].items():
            rough[of_year] += money
    return YearSums(
        years,
        [
            YearNeed(
                need=one,
                number=numbers.get(pk),
                money=estimated.get(pk, costs[pk]),
                agrees=pk not in estimated or estimated[pk] == costs[pk],
            )
            for pk, one in needs.items()
        ],
        dict(sums),
        dict(rough),
    )


def _costs(needs: Mapping[UUID, Need], years: range) -> dict[UUID, dict[int, int]]:
    found: dict[UUID, dict[int, int]] = {pk: {} for pk in needs}
    rows = NeedCost.objects.filter(need__in=needs, year__in=years)
    for pk, year, money in rows.values_list("need", "year", "money"):
        found[pk][year] = granted_part(needs[pk].state, needs[pk].granted, money)
    return found
