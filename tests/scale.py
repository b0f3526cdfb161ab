"""How often what repeats itself is repeated: a few times, or as often as it takes.

``make test`` asks for a few: one case of every kind, chosen by its kind, or those whose
turn it is today. The part ``long`` of ``make soak`` (``tests/long.py``) asks for all of
them, of the tests marked ``repeats`` and of the properties.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")

SWITCH = "CONGVU_LONG"
DAY = "CONGVU_TEST_DAY"


def few_or_all(few: T, whole: T) -> T:
    """Of a number, or of the cases themselves."""
    return whole if os.environ.get(SWITCH) == "1" else few


def examples(whole: int) -> int:
    """Of a property: in short a third. Chance draws others each time."""
    return few_or_all(max(whole // 3, min(whole, 10)), whole)


def day() -> int:
    """A number that is one more each day; a run keeps it to its end.

    ``CONGVU_TEST_DAY``, which each run prints, brings back what another day asked.
    """
    return int(os.environ.setdefault(DAY, str(date.today().toordinal())))  # noqa: DTZ011  # any day will do


def in_turn(cases: Sequence[T], days: int) -> list[T]:
    """In short a share of them, another each day: within so many days all of them."""
    return few_or_all([*cases[day() % days :: days]], [*cases])
