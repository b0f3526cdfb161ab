"""The week's sheet: its lines, and what changed after it was published. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from congvu.calendar.rules.entries import at_clock, days_between
from congvu.lib.dates import VIETNAM
from congvu.lib.text import gettext_noop as _


class Half(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"


HALF_NAMES = {Half.MORNING: _("Sáng"), Half.AFTERNOON: _("Chiều")}
_NOON = 12


class Mark(StrEnum):
    """How a line differs from what was published before."""

    SAME = ""
    ADDED = "added"
    CHANGED = "changed"
    CANCELLED = "cancelled"


MARK_NAMES = {
    Mark.ADDED: _("thêm"),
    Mark.CHANGED: _("đổi"),
    Mark.CANCELLED: _("hủy"),
}


class WeekState(StrEnum):
    """How a version stands; a week without one is still being drafted."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


WEEK_STATE_NAMES = {
    WeekState.SUBMITTED: _("chờ duyệt"),
    WeekState.RETURNED: _("trả lại"),
    WeekState.APPROVED: _("đã duyệt"),
    WeekState.PUBLISHED: _("đã công bố"),
}


class WeekStep(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"


WEEK_STEP_NAMES = {
    WeekStep.SUBMIT: _("Trình duyệt"),
    WeekStep.RETURN: _("Trả lại"),
    WeekStep.APPROVE: _("Duyệt"),
    WeekStep.PUBLISH: _("Công bố"),
}
STEP_BEFORE: Mapping[WeekStep, frozenset[WeekState | None]] = {
    WeekStep.SUBMIT: frozenset({None, WeekState.RETURNED, WeekState.PUBLISHED}),
    WeekStep.RETURN: frozenset({WeekState.SUBMITTED, WeekState.APPROVED}),
    WeekStep.APPROVE: frozenset({WeekState.SUBMITTED}),
    WeekStep.PUBLISH: frozenset({WeekState.APPROVED}),
}
"""Each step, and how the newest version stands before it."""


@dataclass(frozen=True)
class Line:
    """A line of the sheet. ``key`` names the time it is of, whatever became of it."""

    key: str
    starts: datetime
    ends: datetime
    all_day: bool
    content: str
    chair: str = ""
    place: str = ""
    prepares: str = ""
    is_public: bool = False
    mark: Mark = Mark.SAME

    @property
    def day(self) -> date:
        return self.starts.astimezone(VIETNAM).date()

    @property
    def half(self) -> Half:
        local = self.starts.astimezone(VIETNAM)
        return Half.MORNING if local.hour < _NOON else Half.AFTERNOON

    @property
    def clock(self) -> str:
        """When it begins; empty for a whole day."""
        local = self.starts.astimezone(VIETNAM)
        return "" if self.all_day else f"{local:%H:%M}"

    def kept(self) -> dict[str, Any]:
        """As it is stored in a version."""
        return {
            **asdict(self),
            "starts": self.starts.astimezone(VIETNAM).isoformat(),
            "ends": self.ends.astimezone(VIETNAM).isoformat(),
            "mark": str(self.mark),
        }


def line_kept(row: Mapping[str, Any]) -> Line:
    return Line(
        **{
            **row,
            "starts": datetime.fromisoformat(row["starts"]),
            "ends": datetime.fromisoformat(row["ends"]),
            "mark": Mark(row["mark"]),
        }
    )


def marked(
    before: Sequence[Line] | None, now: Iterable[Line], latest: Iterable[Line] = ()
) -> list[Line]:
    """Today's lines, each marked by how it differs from what was published first.

    What is gone stays, struck out: what was published first, and what stands in the
    ``latest`` sheet. Without anything published nothing is marked. The words are
    compared, and whether it is for the public.
    """
    lines = sorted(now, key=_place)
    if before is None:
        return [replace(line, mark=Mark.SAME) for line in lines]
    old = {line.key: line for line in before if line.mark != Mark.CANCELLED}
    found = []
    for line in lines:
        was = old.pop(line.key, None)
        if was is None:
            mark = Mark.ADDED
        elif replace(was, mark=Mark.SAME) != replace(line, mark=Mark.SAME):
            mark = Mark.CHANGED
        else:
            mark = Mark.SAME
        found.append(replace(line, mark=mark))
    here = {line.key for line in lines}
    gone = {line.key: line for line in latest if line.key not in here} | old
    found += [replace(line, mark=Mark.CANCELLED) for line in gone.values()]
    return sorted(found, key=_place)


def _place(line: Line) -> tuple[date, bool, datetime, str]:
    return line.day, not line.all_day, line.starts, line.key


def for_the_public(lines: Iterable[Line]) -> list[Line]:
    """Only what is marked public, and of that not who prepares it."""
    return [replace(line, prepares="") for line in lines if line.is_public]


@dataclass(frozen=True)
class Day:
    """A day of the sheet with its two halves."""

    day: date
    morning: tuple[Line, ...]
    afternoon: tuple[Line, ...]

    @property
    def halves(self) -> tuple[tuple[Half, tuple[Line, ...]], ...]:
        return ((Half.MORNING, self.morning), (Half.AFTERNOON, self.afternoon))

    @property
    def is_empty(self) -> bool:
        return not (self.morning or self.afternoon)


def days_of(monday: date, lines: Iterable[Line]) -> list[Day]:
    """Monday to Sunday, each with what it has; what lasts stands on each of its days,
    after the first from the morning on.
    """
    by: dict[tuple[date, Half], list[Line]] = {}
    sunday = monday + timedelta(days=7)
    for line in sorted(lines, key=_place):
        for day in days_between(line.starts, line.ends, monday, sunday):
            half = line.half if day == line.day else Half.MORNING
            shown = line
            if day != line.day:
                shown = replace(line, starts=at_clock(day, 0), all_day=True)
            by.setdefault((day, half), []).append(shown)
    return [
        Day(
            day,
            tuple(by.get((day, Half.MORNING), ())),
            tuple(by.get((day, Half.AFTERNOON), ())),
        )
        for day in (monday + timedelta(days=n) for n in range(7))
    ]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
