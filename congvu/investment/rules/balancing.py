"""What may be funded together: needs under budgets of sources and years. Pure, exact.

A choice gives each funded need a step: a percentage it may be funded at. Whole đồng
everywhere; a part is rounded up, so that no year is planned with less than it costs.
Money of a need may come from several of the sources it names. Whether it fits is asked
of every set of sources: what can only come from the set must not be more than is in it
(Hall's condition), which in whole đồng is the same as that the money can be laid out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

WHOLE = 100
MOST_SOURCES = 8


@dataclass(frozen=True)
class Wish:
    """A need as it is balanced. ``tier`` 1 goes before 2, whatever the scores below;
    ``score`` weighs inside a tier; ``after``: needs it is of no use without.
    """

    id: str
    tier: int
    score: int
    costs: Mapping[int, int]
    sources: tuple[str, ...]
    steps: tuple[int, ...] = (WHOLE,)
    after: tuple[str, ...] = ()
    must: bool = False
    barred: bool = False


@dataclass(frozen=True)
class Problem:
    """``either``: of each group at most one. A budget that is not named is nothing."""

    wishes: tuple[Wish, ...]
    budgets: Mapping[tuple[str, int], int]
    either: tuple[tuple[str, ...], ...] = ()


Choice = Mapping[str, int]


class Wrong(StrEnum):
    """What is wrong with a choice, or with what is asked."""

    OVER = "over"
    AFTER = "after"
    EITHER = "either"
    MUST = "must"
    BARRED = "barred"
    STEP = "step"
    UNKNOWN = "unknown"
    COST = "cost"
    SCORE = "score"
    SOURCE = "source"
    SOURCES = "sources"
    TWICE = "twice"


@dataclass(frozen=True)
class Fault:
    """``ids``: the needs, or the sources of a set whose year lacks ``missing`` đồng."""

    wrong: Wrong
    ids: tuple[str, ...]
    year: int = 0
    missing: int = 0


def part_of(cost: int, step: int) -> int:
    """Rounded up to whole đồng: a part is enough for what it is for."""
    return -(-cost * step // WHOLE)


def part_costs(wish: Wish, step: int) -> dict[int, int]:
    return {year: part_of(cost, step) for year, cost in wish.costs.items() if cost}


def tiers(problem: Problem) -> list[int]:
    return sorted({one.tier for one in problem.wishes})


def worth(problem: Problem, choice: Choice) -> tuple[int, ...]:
    """Per tier, the first first: score times percent. Compared as tuples are."""
    sums = dict.fromkeys(tiers(problem), 0)
    for one in problem.wishes:
        sums[one.tier] += one.score * choice.get(one.id, 0)
    return tuple(sums.values())


def input_faults(problem: Problem) -> list[Fault]:
    """Before anything is solved: all that makes the question itself wrong."""
    known = {one.id for one in problem.wishes}
    sources = {source for source, _ in problem.budgets}
    found = []
    if len(known) < len(problem.wishes):
        found.append(Fault(Wrong.TWICE, ()))
    if len(sources) > MOST_SOURCES:
        found.append(Fault(Wrong.SOURCES, tuple(sorted(sources))))
    for (source, year), money in sorted(problem.budgets.items()):
        if money < 0:
            found.append(Fault(Wrong.OVER, (source,), year, -money))
    for one in problem.wishes:
        if any(cost < 0 for cost in one.costs.values()) or not any(one.costs.values()):
            found.append(Fault(Wrong.COST, (one.id,)))
        if one.score < 1:
            found.append(Fault(Wrong.SCORE, (one.id,)))
        if not one.sources or set(one.sources) - sources:
            found.append(Fault(Wrong.SOURCE, (one.id,)))
        if not one.steps or any(not 0 < step <= WHOLE for step in one.steps):
            found.append(Fault(Wrong.STEP, (one.id,)))
        if lost := set(one.after) - known:
            found.append(Fault(Wrong.UNKNOWN, (one.id, *sorted(lost))))
    lost = {key for group in problem.either for key in group} - known
    return found + [Fault(Wrong.UNKNOWN, (key,)) for key in sorted(lost)]


@dataclass
class Purse:
    """What is asked of each set of sources, and what is in it."""

    budgets: Mapping[tuple[str, int], int]
    sets: tuple[frozenset[str], ...]
    years: tuple[int, ...]
    asked: dict[tuple[frozenset[str], int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem) -> Purse:
        sets = source_sets(problem)
        years = {year for one in problem.wishes for year in one.costs}
        return cls(problem.budgets, sets, tuple(sorted(years)))

    def held(self, group: frozenset[str], year: int) -> int:
        return sum(self.budgets.get((source, year), 0) for source in group)

    def slack(self, group: frozenset[str], year: int) -> int:
        return self.held(group, year) - self.asked.get((group, year), 0)

    def add(self, wish: Wish, costs: Mapping[int, int], sign: int = 1) -> None:
        own = frozenset(wish.sources)
        for group in self.sets:
            if own <= group:
                for year, cost in costs.items():
                    key = group, year
                    self.asked[key] = self.asked.get(key, 0) + sign * cost

    def over(self) -> list[Fault]:
        """The smallest sets first; a set that holds one already named is left out."""
        found: list[Fault] = []
        for year in self.years:
            named: list[frozenset[str]] = []
            for group in self.sets:
                missing = -self.slack(group, year)
                if missing > 0 and not any(one <= group for one in named):
                    named.append(group)
                    ids = tuple(sorted(group))
                    found.append(Fault(Wrong.OVER, ids, year, missing))
        return found


def source_sets(problem: Problem) -> tuple[frozenset[str], ...]:
    """All unions of the sets of sources that needs name; no other can be short."""
    found: set[frozenset[str]] = set()
    for own in {frozenset(one.sources) for one in problem.wishes}:
        found |= {own, *(own | one for one in found)}
    return tuple(sorted(found, key=lambda one: (len(one), sorted(one))))


def choice_faults(problem: Problem, choice: Choice) -> list[Fault]:
    """Everything that is wrong with a choice, in integers; nothing: it may be."""
    known = {one.id: one for one in problem.wishes}
    found = [Fault(Wrong.UNKNOWN, (key,)) for key in sorted(set(choice) - set(known))]
    purse = Purse.of(problem)
    for one in problem.wishes:
        step = choice.get(one.id, 0)
        if one.must and not step:
            found.append(Fault(Wrong.MUST, (one.id,)))
        if not step:
            continue
        if one.barred:
            found.append(Fault(Wrong.BARRED, (one.id,)))
        if step not in one.steps:
            found.append(Fault(Wrong.STEP, (one.id,)))
        if lost := [key for key in one.after if not choice.get(key, 0)]:
            found.append(Fault(Wrong.AFTER, (one.id, *lost)))
        purse.add(one, part_costs(one, step))
    for group in problem.either:
        both = tuple(key for key in group if choice.get(key, 0))
        if len(both) > 1:
            found.append(Fault(Wrong.EITHER, both))
    return found + purse.over()


def _with_what_it_needs(
    known: Mapping[str, Wish], first: Iterable[str]
) -> dict[str, Wish]:
    found: dict[str, Wish] = {}
    waiting = list(first)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found[key] = known[key]
            waiting += known[key].after
    return found


def forced(problem: Problem) -> dict[str, int]:
    """What must be, with all it needs, at the least of its steps: if this does not
    fit, nothing does.
    """
    known = {one.id: one for one in problem.wishes}
    musts = [one.id for one in problem.wishes if one.must]
    return {
        key: min(one.steps) for key, one in _with_what_it_needs(known, musts).items()
    }


def greedy(problem: Problem, begun: Choice | None = None) -> dict[str, int]:
    """The plain way: tier by tier, what is worth most for its money first, each with
    what it needs, as much of it as fits. What the solver must not be worse than.
    ``begun``: a choice that fits, to which the rest of the money is given.
    """
    known = {one.id: one for one in problem.wishes}
    rivals: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for group in problem.either:
        for key in group:
            rivals[key].append(group)
    choice, purse = dict(begun or forced(problem)), Purse.of(problem)
    for key, step in choice.items():
        purse.add(known[key], part_costs(known[key], step))
    for one in sorted(problem.wishes, key=_dear):
        along = _with_what_it_needs(known, [one.id])
        fresh = {key for key in along if key not in choice}
        taken = choice.keys() | fresh
        if any(known[key].barred for key in fresh) or any(
            len(taken & set(group)) > 1 for key in fresh for group in rivals[key]
        ):
            continue
        for step in sorted(one.steps, reverse=True):
            if step <= choice.get(one.id, 0):
                break
            steps = {key: min(known[key].steps) for key in fresh} | {one.id: step}
            if _fits(purse, known, choice, steps):
                choice |= steps
                break
    return choice


def _dear(wish: Wish) -> tuple[int, float, str]:
    return wish.tier, -wish.score / max(1, sum(wish.costs.values())), wish.id


def _fits(
    purse: Purse, known: Mapping[str, Wish], choice: Choice, steps: Mapping[str, int]
) -> bool:
    """Lays it into the purse; takes it out again where it is too much."""

    def lay(sign: int) -> None:
        for key, step in steps.items():
            one = known[key]
            purse.add(one, part_costs(one, step), sign)
            purse.add(one, part_costs(one, choice.get(key, 0)), -sign)

    lay(1)
    years = {year for key in steps for year in known[key].costs}
    if all(purse.slack(group, year) >= 0 for group in purse.sets for year in years):
        return True
    lay(-1)
    return False


def draws(problem: Problem, choice: Choice) -> dict[tuple[str, str, int], int]:
    """Which need takes how much of which source in which year. The choice must fit.

    In the order of tiers and scores, from the first source a need names as much as
    leaves enough for all others; so the whole always comes out, to the đồng.
    """
    purse = Purse.of(problem)
    purse.budgets = dict(problem.budgets)
    taken = [one for one in problem.wishes if choice.get(one.id, 0)]
    for one in taken:
        purse.add(one, part_costs(one, choice[one.id]))
    laid: dict[tuple[str, str, int], int] = {}
    for one in sorted(taken, key=lambda each: (each.tier, -each.score, each.id)):
        own = frozenset(one.sources)
        for year, cost in part_costs(one, choice[one.id]).items():
            rest = cost
            for source in one.sources:
                tight = [
                    purse.slack(group, year)
                    for group in purse.sets
                    if source in group and not own <= group
                ]
                money = min(rest, purse.budgets.get((source, year), 0), *tight, rest)
                if money > 0:
                    laid[one.id, source, year] = money
                    purse.budgets[source, year] -= money
                    purse.add(one, {year: money}, -1)
                    rest -= money
    return laid


@dataclass(frozen=True)
class Proof:
    """Of a tier: what was reached, and what nobody can pass, given the tiers before."""

    tier: int
    reached: int
    bound: int

    @property
    def proven(self) -> bool:
        return self.reached >= self.bound


@dataclass(frozen=True)
class Answer:
    """``faults`` instead of a choice where even what must be does not fit."""

    choice: Mapping[str, int]
    proofs: tuple[Proof, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def proven(self) -> bool:
        return not self.faults and all(one.proven for one in self.proofs)


def gap_percent(proofs: Sequence[Proof]) -> float:
    """The widest of the tiers: how much more there could be at the very most."""
    return max(
        (100 * (one.bound - one.reached) / one.bound for one in proofs if one.bound),
        default=0.0,
    )


def pinned(
    problem: Problem, inside: Iterable[str] = (), out: Iterable[str] = ()
) -> Problem:
    """A question asked with some needs held in or out."""
    ins, outs = set(inside), set(out)
    return replace(
        problem,
        wishes=tuple(
            replace(
                one,
                must=(one.must or one.id in ins) and one.id not in outs,
                barred=one.barred or one.id in outs,
            )
            for one in problem.wishes
        ),
    )
