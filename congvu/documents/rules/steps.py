"""What the apps above do as a step is taken in a register below them. Pure.

Exchange lies above both registers, yet what its rows say has to follow from what is
done there, in the same transaction: each app says so in its ``following.py``, which is
read at start-up. A step is told after it was made; whoever follows may refuse it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Step:
    """``on`` is the line, or the file at the door; ``words`` the reason where one was
    given; ``by`` the seat where one acts."""

    event: str
    on: Any
    at: datetime
    actor: str = ""
    words: str = ""
    by: Any = None


Follow = Callable[[Step], None]
_FOLLOWS: dict[str, list[Follow]] = {}


def follows(*events: str) -> Callable[[Follow], Follow]:
    """Declare what is done after each of these steps."""

    def declared(follow: Follow) -> Follow:
        for event in events:
            _FOLLOWS.setdefault(event, []).append(follow)
        return follow

    return declared


def step_taken(step: Step) -> None:
    for follow in _FOLLOWS.get(step.event, ()):
        follow(step)
