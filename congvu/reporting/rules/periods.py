"""What a report is about, when its figures close, when it begins by itself. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from congvu.lib.text import gettext_noop as _
from congvu.lib.text import roman


class Rhythm(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    ONCE = "once"

    @property
    def months(self) -> int:
        """Of a period; what is asked once has none."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(self, 0)


RHYTHM_NAMES = {
    Rhythm.MONTH: _("hằng tháng"),
    Rhythm.QUARTER: _("hằng quý"),
    Rhythm.HALF: _("6 tháng một lần"),
    Rhythm.YEAR: _("hằng năm"),
    Rhythm.ONCE: _("một lần"),
}


@dataclass(frozen=True, order=True)
class ReportPeriod:
    """Whole months from ``start``, its first day; one day of what is asked once."""

    start: date
    rhythm: Rhythm

    def __post_init__(self) -> None:
        if self.start != first_day(self.rhythm, self.start):
            message = f"no {self.rhythm} begins on {self.start}"
            raise ValueError(message)

    @property
    def last(self) -> date:
        if self.rhythm == Rhythm.ONCE:
            return self.start
        return self.moved(1).start - timedelta(days=1)

    @property
    def words(self) -> tuple[str, dict[str, object]]:
        """A message and its values; who shows it translates it."""
        year, month = self.start.year, self.start.month
        match self.rhythm:
            case Rhythm.MONTH:
                return _("tháng %(month)s/%(year)s"), {"month": month, "year": year}
            case Rhythm.QUARTER:
                quarter = roman((month + 2) // 3)
                return _("quý %(quarter)s/%(year)s"), {"quarter": quarter, "year": year}
            case Rhythm.HALF:
                if month == 1:
                    return _("6 tháng đầu năm %(year)s"), {"year": year}
                return _("6 tháng cuối năm %(year)s"), {"year": year}
            case Rhythm.YEAR:
                return _("năm %(year)s"), {"year": year}
        return _("một lần, ngày %(day)s"), {"day": f"{self.start:%d/%m/%Y}"}

    def moved(self, by: int) -> ReportPeriod:
        """So many periods later, or earlier; what is asked once stays."""
        months = self.start.year * 12 + self.start.month - 1 + by * self.rhythm.months
        day = self.start.day
        return ReportPeriod(date(months // 12, months % 12 + 1, day), self.rhythm)

    def closes_on(self, day: int | None) -> date:
        """The last day that counts: that day of its last month, else the end."""
        if day is None or self.rhythm == Rhythm.ONCE:
            return self.last
        most = monthrange(self.last.year, self.last.month)[1]
        return self.last.replace(day=min(day, most))

    def counts_from(self, day: int | None) -> date:
        """The first day whose figures count: after the period before was closed."""
        if self.rhythm == Rhythm.ONCE:
            return self.start
        return self.moved(-1).closes_on(day) + timedelta(days=1)


def first_day(rhythm: Rhythm, day: date) -> date:
    if rhythm == Rhythm.ONCE:
        return day
    month = (day.month - 1) // rhythm.months * rhythm.months + 1
    return date(day.year, month, 1)


def report_period(rhythm: Rhythm, day: date) -> ReportPeriod:
    """The period a day lies in."""
    return ReportPeriod(first_day(rhythm, day), rhythm)
