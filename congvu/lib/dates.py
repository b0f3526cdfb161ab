"""Vietnamese days and working days.

A working day is Monday to Friday, minus public holidays, plus the days a decree
exchanges for them ("hoán đổi ngày làm việc", usually a Saturday).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

# Viet Nam keeps one offset all year; a fixed zone needs no tz database.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

# Days a person may name: before and after these, it was a slip of the finger.
EARLIEST = date(1945, 1, 1)
LATEST = date(2200, 12, 31)

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def local_date(moment: datetime) -> date:
    """The day on the wall in Viet Nam at that moment; refuses a naive moment."""
    if moment.tzinfo is None:
        message = "a moment needs its time zone before it has a day"
        raise ValueError(message)
    return moment.astimezone(VIETNAM).date()


def in_utc(moment: datetime) -> datetime:
    """The same moment as the database takes it: a zone may be a day off in ISO 8601, 16
    hours in PostgreSQL. One without a zone is ours; who asks before or after all that
    is kept, up to the ends of time, asks for its first or last moment.
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    if moment.year < EARLIEST.year:
        return datetime(EARLIEST.year, 1, 1, tzinfo=UTC)
    if moment.year > LATEST.year:
        return datetime(LATEST.year + 1, 1, 1, tzinfo=UTC)
    return moment.astimezone(UTC)


def day_or_none(text: str) -> date | None:
    """A day as programs write it (2026-09-02); None where it is no day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _weekdays_before(ordinal: int) -> int:
    """Mondays to Fridays among the days 1 … ordinal - 1 (day 1 was a Monday)."""
    weeks, rest = divmod(ordinal - 1, 7)
    return weeks * 5 + min(rest, 5)


@dataclass(frozen=True)
class WorkCalendar:
    """Counts working days in constant time, so a list of 300 deadlines costs nothing.

    ``holidays`` wins where a day stands in both sets.
    """

    holidays: frozenset[date] = frozenset()
    working_saturdays: frozenset[date] = frozenset()
    _lost: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _gained: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lost = (d.toordinal() for d in self.holidays if d.weekday() < _SATURDAY)
        gained = (
            d.toordinal()
            for d in self.working_saturdays - self.holidays
            if d.weekday() >= _SATURDAY
        )
        object.__setattr__(self, "_lost", tuple(sorted(lost)))
        object.__setattr__(self, "_gained", tuple(sorted(gained)))

    def is_working(self, day: date) -> bool:
        if day in self.holidays:
            return False
        return day.weekday() < _SATURDAY or day in self.working_saturdays

    def _working_up_to(self, day: date) -> int:
        """Working days from the beginning of time up to and including ``day``."""
        ordinal = day.toordinal()
        return (
            _weekdays_before(ordinal + 1)
            - bisect_right(self._lost, ordinal)
            + bisect_right(self._gained, ordinal)
        )

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; signed.

        With today and a due date this is what a list shows: 0 due today (or on rest
        days from which no working day is left), 2 two working days left, -3 three
        working days late. ``between(a, b) == -between(b, a)``.
        """
        return self._working_up_to(end) - self._working_up_to(start)

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it, when negative).

        The day itself never counts (Bộ luật Dân sự 2015 Đ147.2: the day of the event
        is not reckoned). With 0 the day itself, or the next working day if it is a
        rest day (Đ148.5: a term that ends on a rest day ends after it).
        """
        if count == 0:
            return day if self.is_working(day) else self.add_working_days(day, 1)
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            if self.is_working(day):
                left -= 1
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.add_working_days(day, 1)

    def next_working_days(self, day: date, count: int) -> list[date]:
        """The ``count`` working days that follow ``day``."""
        days: list[date] = []
        while len(days) < count:
            day = self.add_working_days(day, 1)
            days.append(day)
        return days

    def known_until(self) -> date | None:
        """The last day the calendar says anything about, None when it is empty."""
        last = max((*self._lost, *self._gained), default=None)
        return None if last is None else date.fromordinal(last)

    def holidays_between(self, first: date, last: date) -> int:
        """Weekday holidays from ``first`` to ``last``, both included."""
        return bisect_right(self._lost, last.toordinal()) - bisect_left(
            self._lost, first.toordinal()
        )
