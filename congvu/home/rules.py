"""Periods an overview looks at, and the rule that forecasts what will be late. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop as _

AUDIT_EVENTS = {"home.report-exported": _("Xuất báo cáo tổng quan")}
AUDIT_WORDS = {
    "report": _("báo cáo"),
    "form": _("dạng"),
    "from": _("từ ngày"),
    "until": _("đến ngày"),
}
REPORT_NAMES = {
    "overview": _("Tổng quan giải quyết văn bản đến"),
    "late-causes": _("Văn bản trễ theo đơn vị và nguyên nhân"),
}
AUDIT_VALUES = {
    "report": REPORT_NAMES,
    "form": {"pdf": "PDF", "xlsx": "Excel", "api": "API"},
}

PERIOD_NAMES = {
    "13-tuan": _("13 tuần"),
    "4-tuan": _("4 tuần"),
    "26-tuan": _("26 tuần"),
    "nam-nay": _("từ đầu năm"),
    "tu-chon": _("khoảng tự chọn"),
}
_WEEKS = {"4-tuan": 4, "13-tuan": 13, "26-tuan": 26}
LONGEST = timedelta(days=371)  # fifty-three weeks


@dataclass(frozen=True)
class Period:
    """Days of arrival, both ends included."""

    key: str
    first: date
    last: date

    @property
    def weeks(self) -> list[date]:
        """The Mondays of the weeks it touches."""
        monday = self.first - timedelta(days=self.first.weekday())
        count = (self.last - monday).days // 7 + 1
        return [monday + timedelta(weeks=n) for n in range(count)]


def period(
    key: str, on: date, first: date | None = None, last: date | None = None
) -> Period:
    """The period asked for; thirteen weeks until today where nothing sensible was."""
    if key == "tu-chon" and first and last and first <= last <= first + LONGEST:
        return Period(key, first, min(last, on) if first <= on else last)
    if key == "nam-nay":
        return Period(key, date(on.year, 1, 1), on)
    key = key if key in _WEEKS else "13-tuan"
    monday = on - timedelta(days=on.weekday())
    return Period(key, monday - timedelta(weeks=_WEEKS[key] - 1), on)


def week_end(on: date, days: WorkCalendar) -> date:
    """The Sunday until which one can still act: on a Friday it is the next one."""
    following = days.next_working_day(on)
    return following + timedelta(days=6 - following.weekday())


# Fewer papers than this are no history.
ENOUGH = 12


@dataclass(frozen=True)
class Forecast:
    """Why a paper is said to become late, or not: what others of its kind needed.

    ``share`` of the ``alike`` finished papers that once waited in the same step for as
    long needed more than the ``left`` working days; half of them needed ``half`` more.
    """

    left: float
    waited: float
    alike: int
    share: float
    half: float
    by_unit: bool

    @property
    def is_late(self) -> bool:
        return self.share >= 0.5


def forecast(
    *,
    left: float,
    waited: float,
    of_unit: Mapping[int, int],
    of_agency: Mapping[int, int],
    tenth: int = 10,
) -> Forecast | None:
    """What the record says of a paper in a step; None where it says too little.

    Both histories count finished papers by the tenths of working days from entering the
    step to the end. The unit's own is taken where it holds enough papers that waited at
    least as long; else the agency's.
    """
    for by_unit, history in ((True, of_unit), (False, of_agency)):
        longer = sorted((t, n) for t, n in history.items() if t >= waited * tenth)
        alike = sum(n for _t, n in longer)
        if alike < ENOUGH:
            continue
        over = sum(n for t, n in longer if t / tenth - waited > left)
        return Forecast(
            left=left,
            waited=waited,
            alike=alike,
            share=over / alike,
            half=_half(longer, alike) / tenth - waited,
            by_unit=by_unit,
        )
    return None


def _half(counted: list[tuple[int, int]], total: int) -> int:
    passed = 0
    for value, count in counted:
        passed += count
        if passed * 2 >= total:
            return value
    return 0
