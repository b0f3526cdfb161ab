"""How a period is written in an address, and how a figure stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from congvu.indicators.rules import Figure, Period, PeriodKind, State, period_of
from congvu.lib.text import gettext_noop as _

TREND = 12
MOST_EXPORTED = 20_000

_NAMED = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|q([1-4])|h([12])))?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100

AUDIT_EVENTS: dict[str, str] = {
    "figures.exported": _("Xuất danh sách bản ghi của chỉ tiêu"),
}
AUDIT_WORDS = {
    "indicator": _("chỉ tiêu"),
    "period": _("kỳ bắt đầu ngày"),
    "form": _("dạng tệp"),
    "lines": _("số dòng"),
}


def name_of(period: Period) -> str:
    """2026-10, 2026-q4, 2026-h2, 2026: as an address has it."""
    return period.code


def period_called(name: str) -> Period | None:
    """The period an address names; none where it names no such thing."""
    found = _NAMED.fullmatch(name)
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    year, (month, quarter, half) = int(found[1]), found.groups()[1:]
    if month:
        return Period(date(year, int(month), 1), PeriodKind.MONTH)
    if quarter:
        return Period(date(year, int(quarter) * 3 - 2, 1), PeriodKind.QUARTER)
    if half:
        return Period(date(year, int(half) * 6 - 5, 1), PeriodKind.HALF)
    return Period(date(year, 1, 1), PeriodKind.YEAR)


def usual_period(kind: PeriodKind, on: date) -> Period:
    """The one that yesterday lies in: days count when they are over."""
    return period_of(kind, on - timedelta(days=1))


def fitted(asked: Period, kind: PeriodKind) -> Period:
    """A period an indicator can be told of: its own, or a longer one as it is."""
    if asked.kind.months >= kind.months:
        return asked
    return period_of(kind, asked.start)


def kinds_from(kind: PeriodKind) -> Iterable[PeriodKind]:
    return (one for one in PeriodKind if one.months >= kind.months)


class Standing(StrEnum):
    """How a figure stands beside its target; each in exactly one."""

    REACHED = "reached"
    MISSED = "missed"
    PLAIN = "plain"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


STANDING_NAMES = {
    Standing.REACHED: _("đạt"),
    Standing.MISSED: _("chưa đạt"),
    Standing.PLAIN: _("chưa đặt mức"),
    Standing.NOTHING: _("không có gì để tính"),
    Standing.UNKNOWN: _("chưa biết"),
}


def standing_of(figure: Figure) -> Standing:
    if figure.state == State.NOTHING:
        return Standing.NOTHING
    if figure.exact is None:
        return Standing.UNKNOWN
    if figure.meets is None:
        return Standing.PLAIN
    return Standing.REACHED if figure.meets else Standing.MISSED
