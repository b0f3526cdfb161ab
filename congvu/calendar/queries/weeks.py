"""The sheets of the weeks: which there are, and what everybody may read of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.calendar.models import ScheduleVersion, WeeklySchedule
from congvu.calendar.queries.entries import week_lines
from congvu.calendar.rules import (
    Line,
    Mark,
    WeekState,
    for_the_public,
    line_kept,
    marked,
)


@dataclass(frozen=True)
class Week:
    """One week of a body: ``drafted`` as its calendar stands now, marked against what
    was published first; ``newest`` the version that somebody decides about;
    ``published`` the one that holds.
    """

    agency_id: UUID
    unit_id: UUID | None
    monday: date
    drafted: tuple[Line, ...]
    newest: ScheduleVersion | None
    published: ScheduleVersion | None

    @property
    def state(self) -> WeekState | None:
        return WeekState(self.newest.state) if self.newest is not None else None

    @property
    def waits(self) -> int:
        """How many lines of the calendar differ from the newest version."""
        if self.newest is None:
            return 0
        kept = [_said(line) for line in lines_of(self.newest)]
        now = [_said(line) for line in self.drafted]
        return len(set(kept) ^ set(now))


def _said(line: Line) -> tuple[str, bool, str]:
    """What makes two lines the same to who reads them: their words, and gone or not."""
    words = "\n".join(
        (
            str(line.starts.timestamp()),
            str(line.ends.timestamp()),
            line.content,
            line.chair,
            line.place,
            line.prepares,
            str(line.is_public),
        )
    )
    return line.key, line.mark == Mark.CANCELLED, words


def lines_of(version: ScheduleVersion) -> list[Line]:
    return [line_kept(row) for row in version.lines]


def week_of(agency_id: UUID, unit_id: UUID | None, monday: date) -> Week:
    """Five queries at most."""
    rows = ScheduleVersion.objects.filter(
        schedule__agency=agency_id, schedule__unit=unit_id, schedule__monday=monday
    )
    versions = list(rows.order_by("number"))
    told = [v for v in versions if v.state == WeekState.PUBLISHED]
    first = lines_of(told[0]) if told else None
    latest = lines_of(told[-1]) if told else []
    return Week(
        agency_id,
        unit_id,
        monday,
        tuple(marked(first, week_lines(agency_id, unit_id, monday), latest)),
        versions[-1] if versions else None,
        told[-1] if told else None,
    )


def public_week(
    agency_id: UUID, monday: date
) -> tuple[ScheduleVersion, list[Line]] | None:
    """What everybody may read of an agency's published week; one query."""
    rows = ScheduleVersion.objects.filter(
        schedule__agency=agency_id,
        schedule__unit__isnull=True,
        schedule__monday=monday,
        state=WeekState.PUBLISHED,
    )
    found = rows.order_by("-number").first()
    return None if found is None else (found, for_the_public(lines_of(found)))


def weeks_published(
    agency_id: UUID, unit_id: UUID | None, *, most: int = 12
) -> Sequence[date]:
    """The newest weeks with a published sheet, newest first; one query."""
    rows = WeeklySchedule.objects.filter(
        agency=agency_id, unit=unit_id, versions__state=WeekState.PUBLISHED
    )
    days = rows.order_by("-monday").values_list("monday", flat=True).distinct()
    return list(days[:most])
