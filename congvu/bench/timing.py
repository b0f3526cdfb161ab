"""Timing two ways of doing one thing, in turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

# The day of an act is measured on so many.
ACT_DOCUMENTS = 200_000


@dataclass(frozen=True)
class Figure:
    """A measured value; it must not pass ``most`` nor stay under ``least``."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    beside: dict[str, float] | None = None

    @property
    def is_met(self) -> bool:
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "met": self.is_met,
        }
        if self.most is not None:
            told["most"] = self.most
        if self.least is not None:
            told["least"] = self.least
        if self.beside:
            told["beside"] = {k: round(v, 3) for k, v in self.beside.items()}
        return told


class DatabaseClock:
    """Adds up the milliseconds that each question takes until its answer is here."""

    def __init__(self) -> None:
        self.spent = 0.0

    def __call__(self, execute: Callable[..., Any], *given: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*given)
        finally:
            self.spent += (time.perf_counter() - began) * 1000


def in_turns(
    ours: Callable[[], object], other: Callable[[], object], *, rounds: int
) -> tuple[float, float]:
    """Median milliseconds of each, after a warm-up, taken alternately."""
    for _n in range(max(3, rounds // 20)):
        ours()
        other()
    gc.collect()
    spent: tuple[list[float], list[float]] = ([], [])
    for _n in range(rounds):
        for side, call in enumerate((ours, other)):
            began = time.perf_counter()
            call()
            spent[side].append((time.perf_counter() - began) * 1000)
    return median(spent[0]), median(spent[1])


def ratio(
    name: str,
    ours: Callable[[], object],
    other: Callable[[], object],
    *,
    most: float,
    rounds: int = 200,
) -> Figure:
    """How many times as long ours takes."""
    mine, theirs = in_turns(ours, other, rounds=rounds)
    beside = {"ours_ms": mine, "other_ms": theirs}
    return Figure(name, mine / theirs, "ratio", most=most, beside=beside)
