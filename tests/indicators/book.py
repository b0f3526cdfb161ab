"""A book of records kept by hand, and indicators that count them.

A test declares them as every app does; what they count is written in the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from congvu.indicators.rules import (
    Better,
    Declared,
    Figure,
    Measured,
    Period,
    PeriodKind,
    Records,
    Sure,
    Unit,
)
from congvu.lib.dates import VIETNAM

SPACE = UUID("00000000-0000-7000-8000-000000000000")
KIND = "tests.line"
SQL = """
SELECT * FROM unnest(%(bodies)s::uuid[], %(days)s::date[],
                     array_fill(%(kind)s::text, ARRAY[%(size)s]), %(ids)s::uuid[],
                     %(counts)s::int[]) AS line (body, day, kind, id, counts)
"""


def body(name: str) -> UUID:
    return uuid5(SPACE, name)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)


def month(year: int, number: int) -> Period:
    return Period(date(year, number, 1), PeriodKind.MONTH)


@dataclass
class Book:
    """Its lines: whose, of which day, and what it counts. ``sql`` takes its place."""

    lines: list[tuple[str, date, int | None]] = field(default_factory=list)
    sql: str = ""
    asked: list[tuple[date, date]] = field(default_factory=list)

    def write(self, name: str, day: date, counts: int | None = 1) -> UUID:
        self.lines.append((name, day, counts))
        return uuid5(SPACE, str(len(self.lines) - 1))

    def read(self, since: date, until: date) -> Records:
        """All of it: what lies beyond the days asked for is kept out by the app."""
        self.asked.append((since, until))
        given: dict[str, Any] = {
            "bodies": [body(name) if name else None for name, _d, _c in self.lines],
            "days": [day for _n, day, _c in self.lines],
            "ids": [uuid5(SPACE, str(n)) for n in range(len(self.lines))],
            "counts": [counts for _n, _d, counts in self.lines],
            "since": since,
            "until": until,
            "kind": KIND,
            "size": len(self.lines),
        }
        return Records(self.sql or SQL, given)


def counted(book: Book, code: str = "tests.share", **changed: Any) -> Measured:
    said: dict[str, Any] = {
        "name": "Việc đúng hạn",
        "unit": Unit.PERCENT,
        "period": PeriodKind.MONTH,
        "better": Better.HIGHER,
        "definition": "Đếm bằng tay.",
        "source": "Không có quy định",
        "sure": Sure.OURS,
        "records": book.read,
    }
    return Measured(code=code, **(said | changed))


def by_hand(code: str = "tests.told", **changed: Any) -> Declared:
    said: dict[str, Any] = {
        "name": "Người đã tập huấn",
        "unit": Unit.COUNT,
        "period": PeriodKind.QUARTER,
        "better": Better.HIGHER,
        "definition": "Do cơ quan báo cáo.",
        "source": "Không có quy định",
        "sure": Sure.OURS,
    }
    return Declared(code=code, **(said | changed))


def shown(figures: list[Figure]) -> Iterator[tuple[str, str, str]]:
    for figure in figures:
        yield str(figure.group), figure.state.value, str(figure.value)
