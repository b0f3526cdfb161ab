"""Five thousand needs of a period under the money of three sources over five years."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from congvu.bench.timing import Figure
from congvu.investment.client import best
from congvu.investment.rules.balancing import (
    Problem,
    Wish,
    draws,
    gap_percent,
    greedy,
    worth,
)

NEEDS = 5000
CEILING = 10
YEARS = range(2026, 2031)
GROUPS = (("tinh",), ("trung-uong",), ("tinh", "trung-uong"), ("khac", "tinh"))
_STEPS = ((100,), (100,), (50, 100), (30, 60, 100))
_MONEY = {"tinh": 30, "trung-uong": 15, "khac": 5}


def investment_figures(seed: int) -> Iterator[Figure]:
    problem = large_question(NEEDS, seed)
    began = time.monotonic()
    plain = worth(problem, greedy(problem))
    plainly = time.monotonic() - began
    began = time.monotonic()
    answer = best(problem)
    laid = draws(problem, answer.choice)
    spent = time.monotonic() - began
    reached = worth(problem, answer.choice)
    yield Figure(
        "needs balanced, tier after tier, money laid out to the đồng",
        spent,
        "seconds",
        most=CEILING,
        beside={
            "needs": float(len(problem.wishes)),
            "funded": float(len(answer.choice)),
            "shares": float(len(laid)),
            "tiers": float(len(answer.proofs)),
            "tiers proven": float(sum(one.proven for one in answer.proofs)),
            "widest gap %": gap_percent(answer.proofs),
            "plain way, seconds": plainly,
        },
    )
    yield Figure(
        "never worse than the plain way, tier by tier",
        float(reached >= plain),
        "yes",
        least=1,
    )


def large_question(count: int, seed: int) -> Problem:
    """Needs of four priorities, a third of use only after another one, some either-or,
    some that must be; money for about half of it all.
    """
    dice = random.Random(seed)  # noqa: S311 - chance that can be repeated
    wishes = [_wish(place, dice) for place in range(count)]
    either = tuple(
        (f"n{place}", f"n{place + 1}")
        for place in range(0, count - 1, 20)
        if not (wishes[place].must or wishes[place + 1].must)
        and f"n{place}" not in wishes[place + 1].after
    )
    whole = sum(sum(one.costs.values()) for one in wishes)
    budgets = {
        (key, year): whole * part // 500
        for key, part in _MONEY.items()
        for year in YEARS
    }
    return Problem(tuple(wishes), budgets, either)


def _wish(place: int, dice: random.Random) -> Wish:
    first = dice.choice(YEARS)
    span = range(first, min(first + dice.choice((1, 1, 2, 3)), YEARS.stop))
    late = place > 9 and dice.random() < 0.3
    return Wish(
        id=f"n{place}",
        tier=dice.randint(1, 4),
        score=dice.randint(1, 100),
        costs={year: dice.randint(40, 6000) * 1_000_000 for year in span},
        sources=dice.choice(GROUPS),
        steps=dice.choice(_STEPS),
        after=(f"n{dice.randrange(place)}",) if late else (),
        must=dice.random() < 0.004,
    )
