"""The overview put together: figures that add up, and each with what its list asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.queries.overview import (
    Cell,
    CoursePaper,
    Fate,
    Load,
    Picture,
    Step,
    StepTime,
    counted,
    loads,
    on_map,
    people,
    picture,
)
from congvu.home.queries.forecast import Foreseen, foreseen
from congvu.home.queries.maps import UnitMap, asked_of
from congvu.home.rules import Period, week_end
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat

# What a figure counts, by the word of its address: the parts of "đã nhận", and sums.
FIGURES: Mapping[str, tuple[Fate, ...]] = {
    "da-nhan": (),
    "dung-han": (Fate.IN_TIME, Fate.EXTENDED),
    "dung-han-dau": (Fate.IN_TIME,),
    "sau-gia-han": (Fate.EXTENDED,),
    "xong-qua-han": (Fate.LATE,),
    "trong-han": (Fate.OPEN,),
    "dang-qua-han": (Fate.OPEN_LATE,),
    "xong-khong-han": (Fate.DONE_FREE,),
    "dang-khong-han": (Fate.OPEN_FREE,),
    "tra-lai": (Fate.RETURNED,),
    "huy-so": (Fate.CANCELLED,),
    "da-xong": (Fate.IN_TIME, Fate.EXTENDED, Fate.LATE),
    "dang-giai-quyet": (Fate.OPEN, Fate.OPEN_LATE, Fate.OPEN_FREE),
    "tre": (Fate.LATE, Fate.OPEN_LATE),
    "tre-han-dau": (Fate.LATE, Fate.OPEN_LATE, Fate.EXTENDED),
    "dang-con-han": (Fate.OPEN, Fate.OPEN_FREE),
    "con-lai": (Fate.DONE_FREE, Fate.RETURNED, Fate.CANCELLED),
}
FIGURE_NAMES = {
    "da-nhan": gettext_noop("đã nhận"),
    "dung-han": gettext_noop("xong đúng hạn"),
    "dung-han-dau": gettext_noop("xong đúng hạn đầu"),
    "sau-gia-han": gettext_noop("xong đúng hạn sau gia hạn"),
    "xong-qua-han": gettext_noop("xong quá hạn"),
    "trong-han": gettext_noop("đang trong hạn"),
    "dang-qua-han": gettext_noop("đang quá hạn"),
    "xong-khong-han": gettext_noop("xong, không hạn"),
    "dang-khong-han": gettext_noop("đang giải quyết, không hạn"),
    "tra-lai": gettext_noop("đã trả lại nơi gửi"),
    "huy-so": gettext_noop("đã hủy số"),
    "da-xong": gettext_noop("đã xong, có hạn"),
    "dang-giai-quyet": gettext_noop("đang giải quyết"),
    "tre": gettext_noop("xong quá hạn và đang quá hạn"),
    "tre-han-dau": gettext_noop("quá hạn, kể cả đúng hạn sau gia hạn"),
    "dang-con-han": gettext_noop("đang giải quyết, chưa quá hạn"),
    "con-lai": gettext_noop("xong không hạn, trả lại, hủy số"),
}
SHOWN_LATE = 8


@dataclass(frozen=True)
class Counts:
    """What became of some papers; the parts add up to ``received``.

    In time is what the last deadline kept; by the first one, a part of it was late.
    """

    received: int
    in_time: int
    late: int
    open: int
    open_late: int
    other: int

    @classmethod
    def of(cls, fates: Counter[Fate]) -> Counts:
        """``open`` holds those without a day, too; ``other`` what asks nothing more."""
        return cls(
            received=fates.total(),
            in_time=fates[Fate.IN_TIME] + fates[Fate.EXTENDED],
            late=fates[Fate.LATE],
            open=fates[Fate.OPEN] + fates[Fate.OPEN_FREE],
            open_late=fates[Fate.OPEN_LATE],
            other=fates[Fate.DONE_FREE] + fates[Fate.RETURNED] + fates[Fate.CANCELLED],
        )

    @property
    def rate(self) -> float | None:
        """How many of a hundred finished ones were in time."""
        done = self.in_time + self.late
        return 100 * self.in_time / done if done else None


@dataclass(frozen=True)
class WeekCounts:
    monday: date
    counts: Counts


@dataclass(frozen=True)
class UnitCounts:
    """The papers one unit leads; without an id, those no unit leads."""

    unit_id: UUID | None
    name: str
    counts: Counts


@dataclass(frozen=True)
class StepLine:
    """One step: how long papers lay in it, and how many lie there now."""

    step: Step
    time: StepTime | None
    waiting: int


@dataclass(frozen=True)
class Overview:
    """Everything the page, the API and the exported report show."""

    period: Period
    on: date
    at: datetime
    week_end: date
    fates: Counter[Fate]
    weeks: list[WeekCounts]
    units: list[UnitCounts]
    steps: list[StepLine]
    cells: list[Cell]
    late_now: int
    late: list[CoursePaper]
    foreseen: list[Foreseen]
    loads: list[Load]
    names: Mapping[UUID, str]

    @property
    def counts(self) -> Counts:
        return Counts.of(self.fates)

    @property
    def slowest(self) -> StepLine | None:
        """The step that holds papers longest, where enough of them passed it."""
        timed = [line for line in self.steps if line.time and line.time.count >= 5]
        return max(
            timed, key=lambda line: line.time.half if line.time else 0, default=None
        )


def overview(
    seat: Seat,
    period: Period,
    units: UnitMap,
    *,
    on: date,
    at: datetime,
    shown: int | None = SHOWN_LATE,
) -> Overview:
    """All figures of a period; a fixed number of queries whatever it holds.

    Nobody sits in a body that ended, so it has no load of people.
    """
    asked = asked_of(seat, period, units, on=on, at=at)
    end = week_end(on, asked.days)
    found = picture(asked, week_end=end, shown=shown)
    cells = on_map(found.cells, units.unit_on_map)
    names = units.names()
    posts = [] if units.ended else people(asked.scope, seat.agency_id, on)
    return Overview(
        period=period,
        on=on,
        at=at,
        week_end=end,
        fates=counted(cells, lambda cell: cell.fate),
        weeks=_weeks(period, cells),
        units=_units(cells, names),
        steps=_steps(found, cells),
        cells=cells,
        late_now=found.late_now,
        late=found.late,
        foreseen=foreseen(asked, found),
        loads=loads(asked, posts, week_end=end),
        names=names,
    )


def _weeks(period: Period, cells: Sequence[Cell]) -> list[WeekCounts]:
    totals = counted(cells, lambda cell: (cell.week, cell.fate))
    return [
        WeekCounts(
            monday,
            Counts.of(Counter({fate: totals[monday, fate] for fate in Fate})),
        )
        for monday in period.weeks
    ]


def _units(cells: Sequence[Cell], names: Mapping[UUID, str]) -> list[UnitCounts]:
    """Most received first; what no unit leads comes last."""
    totals = counted(cells, lambda cell: (cell.unit_id, cell.fate))
    lines = [
        UnitCounts(
            unit,
            unit_name(unit, names),
            Counts.of(Counter({fate: totals[unit, fate] for fate in Fate})),
        )
        for unit in {cell.unit_id for cell in cells}
    ]
    return sorted(lines, key=lambda u: (u.unit_id is None, -u.counts.received, u.name))


def unit_name(unit: UUID | None, names: Mapping[UUID, str]) -> str:
    if unit is None:
        return _("Chưa giao đơn vị nào")
    return names.get(unit) or _("Đơn vị không còn tên")


def _steps(found: Picture, cells: Sequence[Cell]) -> list[StepLine]:
    waiting = counted(cells, lambda cell: cell.step)
    return [
        StepLine(step, found.times.get(step), waiting[step])
        for step in Step
        if step != Step.TRANSFER or waiting[step] or step in found.times
    ]
