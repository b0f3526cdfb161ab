"""Balancing: the solver against every choice, against the plain way, to the đồng."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from congvu.bench.investment import investment_figures, large_question
from congvu.investment.client import NoAnswer, best
from congvu.investment.client.solving import solve
from congvu.investment.client.wire import (
    answer_from,
    answer_text,
    question_from,
    question_text,
)
from congvu.investment.rules.balancing import (
    Fault,
    Problem,
    Wish,
    Wrong,
    choice_faults,
    draws,
    gap_percent,
    greedy,
    input_faults,
    part_costs,
    pinned,
    worth,
)
from tests.investment.questions import every_choice, small_questions
from tests.scale import examples

MONEY = {("tinh", 2027): 100, ("trung-uong", 2027): 50}


def wish(name: str, cost: int, **more: object) -> Wish:
    told = {"tier": 1, "score": 1, "sources": ("tinh",)} | more
    return Wish(id=name, costs={2027: cost}, **told)  # type: ignore[arg-type]


@given(small_questions())
@settings(max_examples=examples(150), deadline=None)
def test_small_questions_are_answered_as_well_as_by_trying_everything(
    problem: Problem,
) -> None:
    most = every_choice(problem)
    answer = solve(problem, 5)
    if answer.faults:
        assert most is None
        return
    assert answer.proven
    assert worth(problem, answer.choice) == most
    assert choice_faults(problem, answer.choice) == []


@given(small_questions())
@settings(max_examples=examples(150), deadline=None)
def test_money_is_laid_out_to_the_dong_and_from_named_sources(problem: Problem) -> None:
    choice = greedy(problem)
    if choice_faults(problem, choice):
        return  # what must be does not fit
    laid = draws(problem, choice)
    known = {one.id: one for one in problem.wishes}
    by_need: Counter[tuple[str, int]] = Counter()
    by_source: Counter[tuple[str, int]] = Counter()
    for (key, source, year), money in laid.items():
        assert money > 0
        assert source in known[key].sources
        by_need[key, year] += money
        by_source[source, year] += money
    asked = {
        (key, year): cost
        for key, step in choice.items()
        for year, cost in part_costs(known[key], step).items()
    }
    assert by_need == asked
    assert all(money <= problem.budgets[key] for key, money in by_source.items())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_solver_is_never_worse_than_the_plain_way(seed: int) -> None:
    problem = large_question(250, seed)
    plain, answer = greedy(problem), solve(problem, 2)
    assert choice_faults(problem, plain) == choice_faults(problem, answer.choice) == []
    assert worth(problem, answer.choice) >= worth(problem, plain)
    for proof in answer.proofs:
        assert proof.reached <= proof.bound
    assert 0 <= gap_percent(answer.proofs) <= 100


def test_a_lower_priority_never_pushes_out_a_higher_one() -> None:
    dear, cheap = wish("an-ninh", 100), wish("trang-tin", 60, tier=2, score=99)
    answer = solve(Problem((dear, cheap), MONEY), 5)
    assert answer.choice == {"an-ninh": 100}
    assert answer.proven


def test_the_plain_way_fails_where_the_solver_does_not() -> None:
    """Two that fit together are worth more than the one that looks best."""
    wishes = (
        wish("to", 60, score=70),
        wish("vua-1", 50, score=50),
        wish("vua-2", 50, score=50),
    )
    problem = Problem(wishes, MONEY)
    assert greedy(problem) == {"to": 100}
    assert solve(problem, 5).choice == {"vua-1": 100, "vua-2": 100}


def test_money_of_two_sources_is_shared_so_that_both_needs_fit() -> None:
    """The first could take all from the province; then the second had nothing."""
    wishes = (
        wish("ca-hai", 80, sources=("tinh", "trung-uong"), score=5),
        wish("chi-tinh", 70),
    )
    problem = Problem(wishes, MONEY)
    answer = solve(problem, 5)
    assert answer.choice == {"ca-hai": 100, "chi-tinh": 100}
    assert draws(problem, answer.choice) == {
        ("ca-hai", "tinh", 2027): 30,
        ("ca-hai", "trung-uong", 2027): 50,
        ("chi-tinh", "tinh", 2027): 70,
    }


FAULTY = [
    ({"a": 100, "b": 100}, [Fault(Wrong.OVER, ("tinh",), 2027, 41)]),
    ({"a": 50}, [Fault(Wrong.STEP, ("a",))]),
    ({"c": 100}, [Fault(Wrong.AFTER, ("c", "a"))]),
    ({"a": 100, "d": 100}, [Fault(Wrong.EITHER, ("a", "d"))]),
    ({"x": 100}, [Fault(Wrong.UNKNOWN, ("x",))]),
    ({"b": 50}, []),
    ({"a": 100, "c": 100}, []),
]


@pytest.mark.parametrize(("choice", "faults"), FAULTY)
def test_what_is_wrong_with_a_choice(
    choice: dict[str, int], faults: list[Fault]
) -> None:
    wishes = (
        wish("a", 70),
        wish("b", 71, steps=(50, 100)),
        wish("c", 30, after=("a",)),
        wish("d", 1),
    )
    problem = Problem(wishes, MONEY, either=(("a", "d"),))
    assert choice_faults(problem, choice) == faults


def test_a_part_is_rounded_up() -> None:
    assert part_costs(wish("b", 71), 50) == {2027: 36}
    assert part_costs(wish("b", 1), 1) == {2027: 1}


def test_what_must_be_and_does_not_fit_is_told_with_what_lacks() -> None:
    wishes = (
        wish("nen", 70),
        wish("phai-co", 45, must=True, after=("nen",)),
        wish("khac", 1),
    )
    answer = solve(Problem(wishes, MONEY), 5)
    assert answer.choice == {}
    assert answer.faults == (Fault(Wrong.OVER, ("tinh",), 2027, 15),)


def test_held_in_and_held_out() -> None:
    problem = Problem((wish("a", 90, score=9), wish("b", 50)), MONEY)
    assert solve(problem, 5).choice == {"a": 100}
    assert solve(pinned(problem, inside=["b"]), 5).choice == {"b": 100}
    assert solve(pinned(problem, out=["a"]), 5).choice == {"b": 100}


BAD = [
    ({"costs": {2027: -1}}, Wrong.COST),
    ({"costs": {}}, Wrong.COST),
    ({"score": 0}, Wrong.SCORE),
    ({"sources": ("ngoai",)}, Wrong.SOURCE),
    ({"sources": ()}, Wrong.SOURCE),
    ({"steps": (0, 100)}, Wrong.STEP),
    ({"steps": ()}, Wrong.STEP),
    ({"after": ("mat",)}, Wrong.UNKNOWN),
]


@pytest.mark.parametrize(("change", "wrong"), BAD)
def test_a_question_that_is_itself_wrong_is_not_solved(
    change: dict[str, object], wrong: Wrong
) -> None:
    bad = replace(wish("a", 5), **change)  # type: ignore[arg-type]
    problem = Problem((bad, wish("b", 5)), MONEY)
    assert [one.wrong for one in input_faults(problem)] == [wrong]
    assert solve(problem, 5).faults == tuple(input_faults(problem))


def test_the_process_answers_as_the_solver_does_and_is_ended_when_it_must(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = large_question(60, 1)
    assert question_from(question_text(problem, 2.0)) == (problem, 2.0)
    answer = best(problem, 2)
    assert worth(problem, answer.choice) == worth(problem, solve(problem, 2).choice)
    assert answer_from(answer_text(answer)) == answer
    monkeypatch.setattr("congvu.investment.client._SPARE", -1.9)
    with pytest.raises(NoAnswer):
        best(problem, 2)
    monkeypatch.setattr("congvu.investment.client._MEMORY", 200 << 20)
    with pytest.raises(NoAnswer):
        best(large_question(3000, 1), 5)


def test_the_figures_say_the_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congvu.bench.investment.NEEDS", 40)
    balanced, better = investment_figures(7)
    assert balanced.is_met
    assert better.is_met
    assert balanced.beside is not None
    assert balanced.beside["needs"] == 40
    assert balanced.beside["tiers proven"] == balanced.beside["tiers"]
    assert balanced.beside["widest gap %"] == 0
