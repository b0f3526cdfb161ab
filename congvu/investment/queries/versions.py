"""A version as the question it is, and how it stands: what is used, left and over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from congvu.investment.models import BalanceVersion, Need, NeedCost, VersionNeed
from congvu.investment.rules.balancing import (
    Choice,
    Fault,
    Problem,
    Wish,
    Wrong,
    choice_faults,
    draws,
    input_faults,
    part_costs,
)
from congvu.investment.rules.words import MoneySource, NeedPin, NeedState, steps_of

PAGE = 50


def versions() -> QuerySet[BalanceVersion]:
    return BalanceVersion.objects.order_by("-pk")


def problem_of(version: BalanceVersion) -> Problem:
    """Five queries, however many needs there are. A budget that was not set is none. Of
    what was decided before only this is asked: a need is barred that needs another
    which stands outside and has no money.
    """
    rows = list(version.needs.select_related("need").order_by("need_id"))
    costs: dict[UUID, dict[int, int]] = defaultdict(dict)
    ids = [one.need_id for one in rows]
    for need, year, money in NeedCost.objects.filter(need__in=ids).values_list(
        "need_id", "year", "money"
    ):
        costs[need][year] = money
    after: dict[UUID, list[str]] = defaultdict(list)
    links = Need.after.through.objects.filter(from_need__in=ids)
    funded = [NeedState.FULL, NeedState.PART]
    beyond = links.exclude(to_need__in=ids).exclude(to_need__state__in=funded)
    lost = set(beyond.values_list("from_need_id", flat=True))
    inside = links.filter(to_need__in=ids)
    for need, other in inside.values_list("from_need_id", "to_need_id"):
        after[need].append(str(other))
    years = range(version.first_year, version.last_year + 1)
    budgets = {(str(source), year): 0 for source in MoneySource for year in years}
    budgets |= {(one.source, one.year): one.money for one in version.budgets.all()}
    wishes = tuple(
        _wish(
            one,
            costs[one.need_id],
            after[one.need_id],
            is_lost=one.need_id in lost,
        )
        for one in rows
    )
    either: dict[str, list[str]] = defaultdict(list)
    for one in rows:
        if one.need.either:
            either[one.need.either].append(str(one.need_id))
    groups = tuple(tuple(group) for group in either.values() if len(group) > 1)
    return Problem(wishes, budgets, groups)


def _wish(
    row: VersionNeed, costs: dict[int, int], after: list[str], *, is_lost: bool
) -> Wish:
    """What must be and is lost is told, until somebody holds it out."""
    need, is_out = row.need, row.pin == NeedPin.OUT
    return Wish(
        id=str(need.pk),
        tier=need.priority,
        score=need.score,
        costs=costs,
        sources=tuple(need.sources),
        steps=steps_of(need.steps),
        after=tuple(after),
        must=(need.must or row.pin == NeedPin.IN) and not is_out,
        barred=is_out or is_lost,
    )


def choice_of(version: BalanceVersion) -> dict[str, int]:
    rows = version.needs.filter(step__gt=0).values_list("need_id", "step")
    return {str(need): step for need, step in rows}


@dataclass(frozen=True)
class Cell:
    """A source in a year; what is laid out of it, where everything fits."""

    source: str
    year: int
    money: int
    used: int

    @property
    def left(self) -> int:
        return self.money - self.used


@dataclass(frozen=True)
class Standing:
    """``cells`` where it can be laid out; ``faults`` say why it cannot."""

    cells: Sequence[Cell]
    asked: dict[int, int]
    faults: Sequence[Fault]
    funded: int
    needs: int


def standing_of(version: BalanceVersion, problem: Problem, choice: Choice) -> Standing:
    faults = input_faults(problem) or choice_faults(problem, choice)
    over = any(one.wrong in (Wrong.OVER, Wrong.SOURCE) for one in faults)
    laid = {} if over else draws(problem, choice)
    used: dict[tuple[str, int], int] = defaultdict(int)
    for (_need, source, year), money in laid.items():
        used[source, year] += money
    asked: dict[int, int] = defaultdict(int)
    for one in problem.wishes:
        for year, money in part_costs(one, choice.get(one.id, 0)).items():
            asked[year] += money
    cells = [
        Cell(source, year, money, used[source, year])
        for (source, year), money in problem.budgets.items()
    ]
    return Standing(cells, dict(asked), faults, len(choice), len(problem.wishes))


def rows_page(
    version: BalanceVersion, after: UUID | None, limit: int = PAGE
) -> tuple[list[VersionNeed], UUID | None]:
    """By need, the first entered first; two queries."""
    rows = version.needs.select_related("need__agency").prefetch_related("need__costs")
    rows = rows.filter(need__gt=after) if after else rows
    found = list(rows.order_by("need_id")[: limit + 1])
    more = len(found) > limit
    return found[:limit], found[limit - 1].need_id if more else None


@dataclass(frozen=True)
class Compared:
    """What two versions do not agree on: needs with both steps, cells with both."""

    needs: Sequence[tuple[str, int, int]]
    cells: Sequence[tuple[Cell | None, Cell | None]]


MOST_DIFFERENCES = 500


def compared(
    one: tuple[BalanceVersion, Standing], other: tuple[BalanceVersion, Standing]
) -> Compared:
    titles: dict[UUID, str] = {}
    steps: list[dict[UUID, int]] = []
    for version, _standing in (one, other):
        rows = version.needs.values_list("need_id", "need__title", "step")
        steps.append({need: step for need, _title, step in rows})
        titles |= {need: title for need, title, _step in rows}
    needs = [
        (titles[need], steps[0].get(need, 0), steps[1].get(need, 0))
        for need in sorted(titles)
        if steps[0].get(need, 0) != steps[1].get(need, 0)
    ]
    left = {(cell.source, cell.year): cell for cell in one[1].cells}
    right = {(cell.source, cell.year): cell for cell in other[1].cells}
    cells = [
        (left.get(key), right.get(key)) for key in sorted(left.keys() | right.keys())
    ]
    return Compared(needs[:MOST_DIFFERENCES], cells)
