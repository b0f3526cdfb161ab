"""The best choice, by the solver HiGHS, tier after tier. Run in a process of its own,
``python -m congvu.investment.client.solving BYTES``, which uses no more memory than
that: a question on stdin, an answer on stdout.

Tier 1 is made worth as much as can be; then, none of it given up, tier 2, and so on.
The solver reckons in floats, so nothing it says about money is believed: each answer is
checked again in whole đồng and dropped where it does not hold, and it starts from what
the plain way answers. Its bound is believed to its own tolerance: it is the proof.
"""

from __future__ import annotations

import math
import os
import resource
import sys
import time
from collections.abc import Mapping

import highspy
import numpy as np

from congvu.investment.client.wire import answer_text, question_from
from congvu.investment.rules.balancing import (
    Answer,
    Choice,
    Problem,
    Proof,
    choice_faults,
    forced,
    greedy,
    input_faults,
    part_costs,
    source_sets,
    tiers,
    worth,
)

_SLACK = 1e-6


class _Model:
    """One yes or no for each need and step; rows for everything that holds."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.columns = [
            (one, step)
            for one in problem.wishes
            if not one.barred
            for step in sorted(one.steps)
        ]
        self.of: dict[str, list[int]] = {one.id: [] for one in problem.wishes}
        for place, (one, _) in enumerate(self.columns):
            self.of[one.id].append(place)
        solver = self.solver = highspy.Highs()  # type: ignore[no-untyped-call]  # theirs
        solver.setOptionValue("output_flag", False)  # noqa: FBT003 - theirs
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 1)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
        count = len(self.columns)
        solver.addVars(count, np.zeros(count), np.ones(count))
        places = np.arange(count, dtype=np.int32)
        solver.changeColsIntegrality(
            count, places, np.full(count, highspy.HighsVarType.kInteger)
        )
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._bind()

    def row(self, low: float, high: float, terms: Mapping[int, float]) -> None:
        self.solver.addRow(
            low,
            high,
            len(terms),
            np.fromiter(terms, np.int32, len(terms)),
            np.fromiter(terms.values(), np.float64, len(terms)),
        )

    def _bind(self) -> None:
        for one in self.problem.wishes:
            own = dict.fromkeys(self.of[one.id], 1.0)
            if one.must or len(own) > 1:
                self.row(float(one.must), 1.0, own)
            for key in one.after:
                other = dict.fromkeys(self.of[key], -1.0)
                if own and key != one.id:
                    self.row(-math.inf, 0.0, own | other)
        for group in self.problem.either:
            mine = [place for key in dict.fromkeys(group) for place in self.of[key]]
            self.row(-math.inf, 1.0, dict.fromkeys(mine, 1.0))
        self._budgets()

    def _budgets(self) -> None:
        """In the greatest unit that divides every cost: small whole numbers."""
        parts = [part_costs(one, step) for one, step in self.columns]
        unit = math.gcd(*(cost for part in parts for cost in part.values())) or 1
        years = sorted({year for part in parts for year in part})
        for group in source_sets(self.problem):
            inside = [
                place
                for place, (one, _) in enumerate(self.columns)
                if group.issuperset(one.sources)
            ]
            for year in years:
                terms = {
                    place: parts[place][year] / unit
                    for place in inside
                    if year in parts[place]
                }
                held = sum(self.problem.budgets.get((key, year), 0) for key in group)
                if terms and held // unit < sum(terms.values()):
                    self.row(-math.inf, float(held // unit), terms)

    def better(
        self, tier: int, seconds: float, start: Choice
    ) -> tuple[dict[str, int], int]:
        """The best found for one tier, and what nobody can pass."""
        gains = [one.score * step * (one.tier == tier) for one, step in self.columns]
        unit = math.gcd(*gains) or 1
        count, places = len(gains), np.arange(len(gains), dtype=np.int32)
        solver = self.solver
        solver.changeColsCost(count, places, np.array(gains, float) / unit)
        begin = highspy.HighsSolution()
        begin.col_value = [
            float(start.get(one.id, 0) == step) for one, step in self.columns
        ]
        solver.setSolution(begin)
        solver.setOptionValue("time_limit", max(0.05, seconds))
        solver.run()
        most = sum(
            one.score * max(one.steps)
            for one in self.problem.wishes
            if one.tier == tier and not one.barred
        )
        bound = solver.getInfo().mip_dual_bound
        known = math.floor(bound + _SLACK) * unit if math.isfinite(bound) else most
        values = solver.getSolution().col_value
        found = {
            one.id: step
            for (one, step), value in zip(self.columns, values, strict=False)
            if value > 0.5
        }
        return found, min(known, most)

    def hold(self, tier: int, reached: int) -> None:
        """From here on the tier is worth no less."""
        terms = {
            place: one.score * step
            for place, (one, step) in enumerate(self.columns)
            if one.tier == tier
        }
        if terms:
            unit = math.gcd(*terms.values())
            scaled = {place: gain / unit for place, gain in terms.items()}
            self.row(float(reached // unit), math.inf, scaled)


def solve(problem: Problem, seconds: float) -> Answer:
    """Each tier gets half of the time that is left, the last one all of it."""
    until = time.monotonic() + seconds
    faults = input_faults(problem)
    if not faults:
        least = forced(problem)
        faults = choice_faults(problem, least)
    if faults:
        return Answer({}, faults=tuple(faults))
    best: dict[str, int] = greedy(problem)
    model, bounds, order = _Model(problem), [], tiers(problem)
    for place, tier in enumerate(order):
        left = until - time.monotonic()
        share = left if tier == order[-1] else left / 2
        found, bound = model.better(tier, share, best)
        if not choice_faults(problem, found):
            filled = greedy(problem, found)
            best = max(best, filled, key=lambda one: worth(problem, one))
        bounds.append(bound)
        model.hold(tier, worth(problem, best)[place])
    reached = worth(problem, best)
    proofs = zip(order, reached, map(max, reached, bounds), strict=True)
    return Answer(best, tuple(Proof(*one) for one in proofs))


def main() -> int:
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    problem, seconds = question_from(sys.stdin.read())
    answers = os.dup(1)
    os.dup2(2, 1)  # the solver says hello on stdout, whatever it is told
    text = answer_text(solve(problem, seconds))
    with os.fdopen(answers, "w", encoding="utf-8") as out:
        out.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
