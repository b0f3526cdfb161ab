"""What a machine is worth on a day: hao mòn, counted once a year. Pure.

An asset loses its price times the rate on 31 December of each year it is there, the
year of purchase included, and never more than its price. How many years and which rate,
the office reads from dated rules (``asset_life`` in the law files, or its own).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

LONGEST_LIFE = 50


@dataclass(frozen=True)
class Life:
    """So many years of use, losing ``permille`` of the price in each.

    ``basis`` is what says so, as it stands beside the figures.
    """

    years: int
    permille: int
    basis: str = ""


@dataclass(frozen=True)
class Worth:
    """In đồng; ``worn_this_year`` is what the last 31 December up to the day took."""

    price: int
    worn: int
    worn_this_year: int

    @property
    def left(self) -> int:
        return self.price - self.worn


Lives = Callable[[int], Life | None]
"""The rule of a year; none where nothing says how long such a machine lasts."""


def worth_on(price: int, bought_on: date, on: date, lives: Lives) -> Worth:
    """The price less what each 31 December up to ``on`` took from it.

    The last year of its life takes what is left, so that roundings leave no đồng.
    """
    worn = taken = 0
    last = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    for age, year in enumerate(range(bought_on.year, last + 1), start=1):
        life = lives(year)
        taken = 0
        if life is not None:
            left = price - worn
            taken = left if age >= life.years else price * life.permille // 1000
            taken = min(taken, left)
        worn += taken
        if worn == price:
            # What follows takes nothing; a year that is over is not this year's.
            taken = taken if year == last else 0
            break
    return Worth(price, worn, taken)
