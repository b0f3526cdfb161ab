"""Questions of balancing made by chance, and the slow sure way to answer them."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from congvu.bench.investment import GROUPS
from congvu.investment.rules.balancing import (
    Problem,
    Wish,
    choice_faults,
    worth,
)

SOURCES = ("tinh", "trung-uong", "khac")


@st.composite
def small_questions(draw: st.DrawFn) -> Problem:
    """Few enough needs to try every choice; budgets that bind."""
    count = draw(st.integers(1, 6))
    names = [f"n{place}" for place in range(count)]
    wishes = tuple(
        Wish(
            id=name,
            tier=draw(st.integers(1, 2)),
            score=draw(st.integers(1, 9)),
            costs=draw(
                st.dictionaries(
                    st.sampled_from([2027, 2028]), st.integers(1, 99_999), min_size=1
                )
            ),
            sources=draw(st.sampled_from(GROUPS)),
            steps=draw(st.sampled_from([(100,), (50, 100), (33, 70, 100)])),
            after=tuple(draw(st.sets(st.sampled_from(names), max_size=1)) - {name}),
            must=draw(st.integers(0, 7)) == 0,
            barred=draw(st.integers(0, 9)) == 0,
        )
        for name in names
    )
    money = st.integers(0, 150_000)
    budgets = {(key, year): draw(money) for key in SOURCES for year in (2027, 2028)}
    either = draw(
        st.lists(st.sets(st.sampled_from(names), min_size=2).map(tuple), max_size=1)
        if count > 1
        else st.just([])
    )
    return Problem(wishes, budgets, tuple(either))


def every_choice(problem: Problem) -> tuple[int, ...] | None:
    """The best worth there is, by trying all; None where nothing may be."""
    best = None
    steps = [(0, *one.steps) for one in problem.wishes]
    for taken in itertools.product(*steps):
        choice = {
            one.id: step
            for one, step in zip(problem.wishes, taken, strict=True)
            if step
        }
        if not choice_faults(problem, choice):
            found = worth(problem, choice)
            best = found if best is None or found > best else best
    return best
