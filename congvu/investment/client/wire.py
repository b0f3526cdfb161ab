"""A question and an answer as text, between the office and the solver's process."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from congvu.investment.rules.balancing import (
    Answer,
    Fault,
    Problem,
    Proof,
    Wish,
    Wrong,
)


def question_text(problem: Problem, seconds: float) -> str:
    return json.dumps(
        {
            "seconds": seconds,
            "wishes": [
                asdict(one) | {"costs": list(one.costs.items())}
                for one in problem.wishes
            ],
            "budgets": [
                [source, year, money]
                for (source, year), money in problem.budgets.items()
            ],
            "either": problem.either,
        }
    )


def question_from(text: str) -> tuple[Problem, float]:
    data: dict[str, Any] = json.loads(text)
    wishes = tuple(
        Wish(
            **one
            | {name: tuple(one[name]) for name in ("sources", "steps", "after")}
            | {"costs": dict(one["costs"])}
        )
        for one in data["wishes"]
    )
    budgets = {(source, year): money for source, year, money in data["budgets"]}
    either = tuple(map(tuple, data["either"]))
    return Problem(wishes, budgets, either), data["seconds"]


def answer_text(answer: Answer) -> str:
    return json.dumps(asdict(answer))


def answer_from(text: str) -> Answer:
    data = json.loads(text)
    return Answer(
        data["choice"],
        tuple(Proof(**one) for one in data["proofs"]),
        tuple(
            Fault(Wrong(one["wrong"]), tuple(one["ids"]), one["year"], one["missing"])
            for one in data["faults"]
        ),
    )
