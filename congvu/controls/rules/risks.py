"""Risks: likelihood by effect on the scale of the day, what is done about them. Pure.

The law asks that risks are known and treated and names no scale (NĐ 331/2026 and TCVN
14423:2026 as far as we know them): the scale here is ours, and pages say so. A new one
is a new row; a risk is read by the scale of the day on which it was judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.lib.text import gettext_noop as _


class RiskLevel(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    GRAVE = "grave"


RISK_LEVEL_NAMES = {
    RiskLevel.LOW: _("thấp"),
    RiskLevel.MEDIUM: _("vừa"),
    RiskLevel.HIGH: _("cao"),
    RiskLevel.GRAVE: _("rất cao"),
}
STEPS = (1, 2, 3, 4, 5)
LIKELIHOOD_NAMES = {
    1: _("1: hầu như không xảy ra"),
    2: _("2: hiếm, vài năm một lần"),
    3: _("3: có thể, mỗi năm một lần"),
    4: _("4: thường, mỗi quý một lần"),
    5: _("5: gần như chắc chắn"),
}
EFFECT_NAMES = {
    1: _("1: không ai nhận thấy"),
    2: _("2: gián đoạn vài giờ"),
    3: _("3: gián đoạn một ngày, hoặc lộ dữ liệu nội bộ"),
    4: _("4: gián đoạn nhiều ngày, hoặc lộ dữ liệu cá nhân"),
    5: _("5: mất dữ liệu, hại người dân hoặc nhiều cơ quan"),
}


class Treatment(StrEnum):
    REDUCE = "reduce"
    ACCEPT = "accept"
    TRANSFER = "transfer"
    AVOID = "avoid"


TREATMENT_NAMES = {
    Treatment.REDUCE: _("giảm"),
    Treatment.ACCEPT: _("chấp nhận đến một ngày"),
    Treatment.TRANSFER: _("chuyển cho bên khác"),
    Treatment.AVOID: _("tránh, thôi làm"),
}


@dataclass(frozen=True)
class RiskScale:
    """``upto``: the highest product of each level, the last one open."""

    since: date
    sure: str
    upto: Sequence[tuple[int, RiskLevel]]


SCALES = (
    RiskScale(
        since=date(2026, 1, 1),
        sure="D",
        upto=(
            (4, RiskLevel.LOW),
            (9, RiskLevel.MEDIUM),
            (14, RiskLevel.HIGH),
            (25, RiskLevel.GRAVE),
        ),
    ),
)


def scale_on(on: date, scales: Sequence[RiskScale] = SCALES) -> RiskScale:
    """The newest that had begun; before the first, the first."""
    begun = [one for one in scales if one.since <= on]
    return max(begun, key=lambda one: one.since) if begun else scales[0]


def risk_level(
    likelihood: int, effect: int, on: date, scales: Sequence[RiskScale] = SCALES
) -> RiskLevel:
    product = likelihood * effect
    return next(level for most, level in scale_on(on, scales).upto if product <= most)


class RiskNow(StrEnum):
    KEPT = "kept"
    REVIEW = "review"
    OVER = "over"
    ENDED = "ended"


RISK_NOW_NAMES = {
    RiskNow.KEPT: _("đang xử lý"),
    RiskNow.REVIEW: _("đến kỳ rà soát"),
    RiskNow.OVER: _("hết hạn chấp nhận, phải quyết lại"),
    RiskNow.ENDED: _("hết rủi ro"),
}


def risk_now(
    review_on: date, accepted_until: date | None, ended_on: date | None, on: date
) -> RiskNow:
    """An acceptance holds through its last day; a review is due on its day."""
    if ended_on is not None:
        return RiskNow.ENDED
    if accepted_until is not None and accepted_until < on:
        return RiskNow.OVER
    return RiskNow.REVIEW if review_on <= on else RiskNow.KEPT
