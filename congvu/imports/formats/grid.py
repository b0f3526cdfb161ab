"""What every kind of table becomes: sheets of numbered rows of text."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_BYTES = 40_000_000
MOST_UNPACKED = 600_000_000
MOST_ROWS = 60_000
MOST_CELLS = 60
MOST_LETTERS = 4000
MOST_SHEETS = 30


class SheetRefused(Exception):
    """Not a table we can read; ``reason`` is a key of `rules.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass
class Sheet:
    """Only rows that say something, each with its number as people see it."""

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def add(self, line: int, cells: list[str]) -> None:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        if len(self.rows) >= MOST_ROWS:
            raise SheetRefused("too-long")
        self.rows.append((line, cells))


@dataclass
class Table:
    """``encoding`` is told where it had to be guessed."""

    sheets: list[Sheet]
    encoding: str = ""
    counts_from_1904: bool = False
