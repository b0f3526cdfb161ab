"""The solver, asked in a process of its own: it may use so much time and memory and no
more, and what happens to it happens to nobody else.
"""

from __future__ import annotations

import subprocess
import sys

from congvu.investment.client.wire import answer_from, question_text
from congvu.investment.rules.balancing import (
    Answer,
    Problem,
    choice_faults,
    input_faults,
    worth,
)

SECONDS = 7.0
_MEMORY = 2 << 30
_SPARE = 20


class NoAnswer(Exception):
    """The process ended without one: too long, too much, or killed."""


def best(problem: Problem, seconds: float = SECONDS) -> Answer:
    """The best that was found, checked once more here."""
    command = [sys.executable, "-m", "congvu.investment.client.solving", str(_MEMORY)]
    try:
        done = subprocess.run(
            command,
            input=question_text(problem, seconds),
            capture_output=True,
            text=True,
            timeout=seconds + _SPARE,
            check=False,
        )
    except subprocess.TimeoutExpired as why:
        raise NoAnswer(str(why)) from why
    if done.returncode:
        raise NoAnswer(done.stderr[-400:] or f"exit {done.returncode}")
    answer = answer_from(done.stdout)
    if answer.faults:
        return answer
    reached = tuple(one.reached for one in answer.proofs)
    if (
        input_faults(problem)
        or choice_faults(problem, answer.choice)
        or reached != worth(problem, answer.choice)
    ):
        raise NoAnswer("the answer does not hold")
    return answer
