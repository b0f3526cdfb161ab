"""What a need is measured by: the gap it closes, the figure it is to move. Pure."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from congvu.indicators.rules import Better
from congvu.lib.text import gettext_noop as _

MOST_LINES = 300


class FigureRole(StrEnum):
    """Why a figure stands beside a need."""

    GAP = "gap"
    MOVES = "moves"


ROLE_NAMES = {
    FigureRole.GAP: _("thiếu hụt đã đo, là lý do của nhu cầu"),
    FigureRole.MOVES: _("chỉ tiêu mà nhu cầu phải làm thay đổi"),
}


class Moving(StrEnum):
    UNKNOWN = "unknown"
    STILL = "still"
    MOVED = "moved"
    REACHED = "reached"


MOVING_NAMES = {
    Moving.UNKNOWN: _("chưa có số mới"),
    Moving.STILL: _("chưa thay đổi"),
    Moving.MOVED: _("đã thay đổi, chưa đạt"),
    Moving.REACHED: _("đã đạt"),
}


def moving(
    better: Better,
    before: Decimal | Fraction,
    target: Decimal | Fraction | None,
    now: Decimal | Fraction | None,
) -> Moving:
    """Which way is good the indicator says; where it says neither, the target does."""
    if now is None:
        return Moving.UNKNOWN
    before, now = Fraction(before), Fraction(now)
    goal = None if target is None else Fraction(target)
    up = better == Better.HIGHER
    if better == Better.NEITHER:
        up = goal is None or goal >= before
    if goal is not None and (now >= goal if up else now <= goal):
        return Moving.REACHED
    return Moving.MOVED if (now > before if up else now < before) else Moving.STILL
