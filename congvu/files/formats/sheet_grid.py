"""What every kind of table becomes: sheets of numbered rows of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

TEXT, NUMBER, TRUTH, FORMULA, FAULT = "t", "n", "b", "f", "e"
"""Kinds of cells: a formula is one that gave nothing, a fault what one gave instead."""
MOST_MERGED_TOLD = 3


class SheetRefused(Exception):
    """Not a table we can read; ``reason`` is a key of `rules.TABLE_REFUSALS`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Bounds:
    """More bytes or rows refuse the table; more sheets, cells, letters are left off."""

    bytes: int = 40_000_000
    unpacked: int = 600_000_000
    rows: int = 60_000
    cells: int = 60
    letters: int = 4000
    sheets: int = 30


def figure_of(text: str) -> str:
    """A number as people see it: ``15.0`` and ``1.5E1`` are both 15, and of what was
    reckoned the fifteen digits that a sheet shows.
    """
    number = float(text)
    if not isfinite(number):
        return text
    if number.is_integer():
        return str(int(number))
    return format(Decimal(f"{number:.15g}"), "f")


@dataclass
class Sheet:
    """Only rows that say something, each with its number as people see it.

    ``kinds`` has a letter for each cell of each row; ``merged`` the first few ranges.
    """

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def add(
        self, line: int, cells: list[str], bounds: Bounds, kinds: str | None = None
    ) -> None:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(self.rows) >= bounds.rows:
            raise SheetRefused("too-long")
        self.rows.append((line, cells))
        self.kinds.append((kinds or TEXT * len(cells))[: len(cells)])


@dataclass
class Table:
    """``encoding`` is told where it had to be guessed: of text tables only."""

    sheets: list[Sheet]
    encoding: str = ""
    counts_from_1904: bool = False
    has_macros: bool = False
