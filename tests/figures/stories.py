"""A province whose figures are written by hand: who had how many, how many in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from congvu.audit.rules import SYSTEM
from congvu.indicators.actions import measure
from congvu.indicators.rules import (
    REGISTER,
    Better,
    Declared,
    Goal,
    Measured,
    Period,
    PeriodKind,
    Records,
    Sure,
    Unit,
    period_of,
)
from congvu.organisations.actions import create_agency
from congvu.organisations.models import Agency, AgencyKind
from tests.people import SINCE, Province

SHARE, TOLD = "tests.share", "tests.told"
SPACE = UUID("00000000-0000-7000-8000-000000000001")
SQL = """
SELECT * FROM unnest(%(bodies)s::uuid[], %(days)s::date[],
                     array_fill('tests.line'::text, ARRAY[%(size)s]), %(ids)s::uuid[],
                     %(counts)s::int[]) AS line (body, day, kind, id, counts)
"""


@dataclass
class Hand:
    """Lines of a book; ``sql`` takes its place, to break it."""

    lines: list[tuple[UUID, date, int]] = field(default_factory=list)
    sql: str = SQL

    def write(self, who: Agency, on: date, good: int, of: int) -> None:
        self.lines += [(who.id, on, int(n < good)) for n in range(of)]

    def read(self, _since: date, _until: date) -> Records:
        given: dict[str, Any] = {
            "bodies": [body for body, _d, _c in self.lines],
            "days": [day for _b, day, _c in self.lines],
            "ids": [uuid5(SPACE, str(n)) for n in range(len(self.lines))],
            "counts": [counts for _b, _d, counts in self.lines],
            "size": len(self.lines),
        }
        return Records(self.sql, given)


@contextmanager
def declared(hand: Hand) -> Iterator[None]:
    """Two indicators stand in the place of the office's own meanwhile."""
    kept = dict(REGISTER.indicators)
    REGISTER.indicators.clear()
    said: dict[str, Any] = {
        "period": PeriodKind.MONTH,
        "better": Better.HIGHER,
        "sure": Sure.OURS,
    }
    REGISTER.indicators[SHARE] = Measured(
        code=SHARE,
        name="Việc đúng hạn",
        unit=Unit.PERCENT,
        definition="Đếm bằng tay trong sổ.",
        source="Sổ tay của văn phòng",
        goal=Goal(Decimal(70), date(2020, 1, 1), "Chỉ thị 1: 70 %"),
        records=hand.read,
        **said,
    )
    REGISTER.indicators[TOLD] = Declared(
        code=TOLD,
        name="Người đã tập huấn",
        unit=Unit.COUNT,
        definition="Do cơ quan báo cáo.",
        source="Sổ tay của văn phòng",
        **said,
    )
    try:
        yield
    finally:
        REGISTER.indicators.clear()
        REGISTER.indicators.update(kept)


def last_month(people: Province) -> Period:
    return period_of(PeriodKind.MONTH, people.today).moved(-1)


def commune(people: Province, name: str) -> Agency:
    return create_agency(
        kind=AgencyKind.COMMUNE,
        name=f"Ủy ban nhân dân xã {name}",
        short_name=f"UBND xã {name}",
        issuer_symbol="UBND",
        place=name,
        parent=people.committee,
        valid_from=SINCE,
        by=SYSTEM,
        at=people.at,
    )


def count(people: Province) -> None:
    month = last_month(people)
    assert list(measure(at=people.at, codes=[SHARE], span=(month.start, month.last)))


@dataclass(frozen=True)
class Filled:
    """Last month: the committee 3 of 4; Yến Dương and Tây 1 of 2; Đông had nothing."""

    people: Province
    hand: Hand
    month: Period
    tay: Agency
    dong: Agency


def filled(people: Province, hand: Hand) -> Filled:
    month = last_month(people)
    tay, dong = commune(people, "Tây"), commune(people, "Đông")
    hand.write(people.committee, month.start, 3, 4)
    hand.write(people.commune, month.start, 1, 2)
    hand.write(tay, month.last, 1, 2)
    count(people)
    return Filled(people, hand, month, tay, dong)
