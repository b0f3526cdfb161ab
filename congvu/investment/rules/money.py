"""Money of a line of the budget: allocated − committed − spent. Pure, whole đồng.

What is not allocated cannot be committed, what is not committed cannot be spent; no
deed makes or loses money but a decision that allots. The database holds the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _

MOST_MONEY = 10**15


class BudgetDeed(StrEnum):
    ALLOT = "allot"
    TRANSFER = "transfer"
    CARRY = "carry"
    COMMIT = "commit"
    RELEASE = "release"
    SPEND = "spend"
    RECOVER = "recover"


DEED_NAMES = {
    BudgetDeed.ALLOT: _("giao dự toán"),
    BudgetDeed.TRANSFER: _("điều chuyển"),
    BudgetDeed.CARRY: _("chuyển nguồn sang năm sau"),
    BudgetDeed.COMMIT: _("ký hợp đồng, cam kết chi"),
    BudgetDeed.RELEASE: _("giảm cam kết chi"),
    BudgetDeed.SPEND: _("giải ngân"),
    BudgetDeed.RECOVER: _("thu hồi"),
}
DECIDED = (BudgetDeed.ALLOT, BudgetDeed.TRANSFER, BudgetDeed.CARRY)


@dataclass(frozen=True)
class Amounts:
    """Of a line, or what an entry adds to it."""

    allocated: int = 0
    committed: int = 0
    spent: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.allocated + other.allocated,
            self.committed + other.committed,
            self.spent + other.spent,
        )

    def __neg__(self) -> Amounts:
        return Amounts(-self.allocated, -self.committed, -self.spent)

    @property
    def free(self) -> int:
        """Allocated and promised to nobody."""
        return self.allocated - self.committed

    @property
    def owed(self) -> int:
        """Promised and not yet paid."""
        return self.committed - self.spent

    @property
    def holds(self) -> bool:
        return 0 <= self.spent <= self.committed <= self.allocated


def entry(deed: BudgetDeed, money: int) -> Amounts:
    """What a deed on one line adds; moves have two sides, see ``moved``."""
    return {
        BudgetDeed.ALLOT: Amounts(allocated=money),
        BudgetDeed.COMMIT: Amounts(committed=money),
        BudgetDeed.RELEASE: Amounts(committed=-money),
        BudgetDeed.SPEND: Amounts(spent=money),
        BudgetDeed.RECOVER: Amounts(spent=-money),
    }[deed]


def moved(money: int, promised: int = 0) -> Amounts:
    """What arrives on the other line; what leaves the first is its opposite. Of a year
    that ends, what is promised and unpaid goes along with its contract.
    """
    return Amounts(allocated=money, committed=promised)


def lacking(line: Amounts, more: Amounts) -> int:
    """How much too much it is; nothing where it may be."""
    then = line + more
    return max(
        then.committed - then.allocated,
        then.spent - then.committed,
        -then.spent,
        -then.committed,
        -then.allocated,
        0,
    )


@dataclass(frozen=True)
class CurvePoint:
    """From the first of January to the end of the month, by contracts and as paid;
    ``spent`` is None for a month that has not begun.
    """

    month: int
    planned: int
    spent: int | None


def curve(
    year: int,
    planned: Mapping[tuple[int, int], int],
    spent: Mapping[tuple[int, int], int],
    upto: date,
) -> list[CurvePoint]:
    """Sums by year and month, added up; nothing where nothing was planned or paid."""
    points, plan, paid = [], 0, 0
    for month in range(1, 13):
        plan += planned.get((year, month), 0)
        paid += spent.get((year, month), 0)
        begun = (year, month) <= (upto.year, upto.month)
        points.append(CurvePoint(month, plan, paid if begun else None))
    return points if plan or paid else []


def percent(part: int, whole: int) -> int:
    """Rounded down: 100 is said only of the whole."""
    return part * 100 // whole if whole > 0 else 0


def whole_of(lines: Mapping[object, Amounts]) -> Amounts:
    return sum(lines.values(), Amounts())
