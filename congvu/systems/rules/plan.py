"""Who fills the plan of a dossier, requirement by requirement (Đ22.6). Pure.

Requirements and how they are met belong to an app above; it tells itself here as the
office starts, from its ``following.py``: ``plans(fill)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.lib.text import gettext_noop as _


@dataclass(frozen=True)
class PlanLine:
    """One requirement: what is asked, whether it is met, how; in words of papers."""

    code: str
    requirement: str
    standing: str
    how: str


@dataclass(frozen=True)
class PlanSection:
    """A group of requirements as the plan lists them."""

    title: str
    lines: Sequence[PlanLine]


Fill = Callable[[UUID, date], Sequence[PlanSection]]
_FILLS: list[Fill] = []

# What a plan has to say of (NĐ 331/2026 Đ29.2).
PLAN_CONTENTS = (
    _("Thiết kế, xây dựng"),
    _("Vận hành"),
    _("Kiểm tra, đánh giá"),
    _("Quản lý rủi ro"),
    _("Giám sát"),
    _("Dự phòng, ứng phó sự cố, khôi phục sau thảm họa"),
    _("Kết thúc vận hành, hủy bỏ"),
)


Hear = Callable[[UUID, date], object]
_HEARERS: list[Hear] = []


def hears_level(hear: Hear) -> None:
    """Told once by each app to which a system's new level means something."""
    _HEARERS.append(hear)


def level_taken(system_id: UUID, on: date) -> None:
    for hear in _HEARERS:
        hear(system_id, on)


def plans(fill: Fill) -> None:
    """Told once by each app that knows requirements."""
    _FILLS.append(fill)


def plan_of(system_id: UUID, on: date) -> list[PlanSection]:
    """Every section that anybody fills, as of that day."""
    return [section for fill in _FILLS for section in fill(system_id, on)]
