"""Which periods are counted when, and how an attempt may end. Pure.

The open period is counted anew again and again. One that is over is, for
``STILL_MOVES`` days, because what happened in it is often written down later; then its
figure stays as it was published, until somebody asks for it. Last year's are counted
once, so that a new indicator has a past.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from congvu.indicators.rules.declaring import Measured
from congvu.indicators.rules.periods import Period, period_of
from congvu.lib.text import gettext_noop as _

STILL_MOVES = timedelta(days=40)
PAST_MONTHS = 13
MOST_SECONDS = 120
"""A query that takes longer is ended, and its figure is unknown."""


class Attempt(StrEnum):
    DONE = "done"
    FAILED = "failed"


ATTEMPT_NAMES = {
    Attempt.DONE: _("đã đo"),
    Attempt.FAILED: _("không đo được"),
}
TOO_LONG = _("Câu hỏi chạy quá %(seconds)s giây nên đã bị dừng.")
BROKEN = _("Câu hỏi của chỉ tiêu bị lỗi: %(error)s")
WITHOUT_ANSWER = _(
    "Có bản ghi không cho biết là của cơ quan nào, hoặc có được tính hay không."
)
KIND_CHANGED = _("Chỉ tiêu đổi kỳ tính; phải khai báo một mã mới.")


def counted_until(indicator: Measured, period: Period, on: date) -> date:
    """The day before which days of the period count, asked on a day."""
    last = on + timedelta(days=1) if indicator.counts_today else on
    return max(period.start, min(period.end, last))


def moving(indicator: Measured, on: date) -> list[Period]:
    """The open period, and those whose figures may still move; the newest first."""
    period = period_of(indicator.period, on)
    found = [period]
    while (period := period.moved(-1)).end + STILL_MOVES > on:
        found.append(period)
    return found


def past(indicator: Measured, on: date) -> list[Period]:
    """The periods a trend looks back on, the newest first."""
    open_one = period_of(indicator.period, on)
    count = max(2, PAST_MONTHS // indicator.period.months)
    return open_one.up_to_here(count)[::-1]
