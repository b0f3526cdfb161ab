"""The scorecard of a day as a file, with the rights and the numbers of its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.duties import queries
from congvu.duties.access import reach_of
from congvu.duties.formats.scorecard_xlsx import Sheet, Value, write_sheets
from congvu.duties.queries import ScoreAsked, ScoreLine
from congvu.duties.rules import DUTY_STATE_NAMES, DutyState
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ScoreFile:
    stream: BinaryIO
    name: str
    media_type: str = MEDIA_TYPE


def export_scorecard(*, asked: ScoreAsked, by: Seat, at: datetime) -> ScoreFile:
    """Bodies by states with their sum, then the tasks that were counted."""
    today, reach = local_date(at), reach_of(by)
    found = queries.scorecard(reach, asked, today=today)
    head = [by.agency_name, _("Bảng điểm nhiệm vụ"), _day(asked)]
    states = [(_(DUTY_STATE_NAMES[s]).capitalize(), 12) for s in DutyState]
    sheets = [
        Sheet(
            _("Bảng điểm"),
            [(_("Cơ quan"), 40), *states, (_("Tổng"), 10), (_("Đúng hạn (%)"), 12)],
            [*map(_line, found.lines), _line(found.whole)],
        ),
        Sheet(_("Nhiệm vụ"), _task_columns(), list(_tasks(by, asked, at))),
    ]
    stream = BytesIO()
    write_sheets(stream, head, sheets)
    record(
        "duties.scorecard-exported",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={"day": asked.day.isoformat(), "tasks": found.whole.total},
    )
    stream.seek(0)
    return ScoreFile(stream, f"bang-diem-nhiem-vu-{asked.day:%Y-%m-%d}.xlsx")


def _day(asked: ScoreAsked) -> str:
    said = _("ngày %(day)s") % {"day": f"{asked.day:%d/%m/%Y}"}
    if asked.as_recorded:
        return f"{said}, {_('như đã ghi đến hết ngày ấy')}"
    return f"{said}, {_('như biết hôm nay')}"


def _line(line: ScoreLine) -> list[Value]:
    share = line.in_time
    return [
        line.name if line.body_id else _("Tất cả"),
        *(line.counts.get(state, 0) for state in DutyState),
        line.total,
        round(float(share), 1) if share is not None else None,
    ]


def _task_columns() -> Sequence[tuple[str, int]]:
    return [
        (_("Nhiệm vụ"), 60),
        (_("Nơi thực hiện"), 34),
        (_("Văn bản giao"), 24),
        (_("Điểm, khoản"), 16),
        (_("Ngày giao"), 12),
        (_("Hạn"), 12),
        (_("Trạng thái"), 20),
        (_("Xong ngày"), 12),
        (_("Trọng số"), 9),
    ]


def _tasks(by: Seat, asked: ScoreAsked, at: datetime) -> Iterator[list[Value]]:
    """One query and the names; whose each was that day."""
    rows = list(queries.tasks_listed(reach_of(by), asked, today=local_date(at)))
    names = agency_names_on({row.agency_id for row in rows}, asked.day)
    for row in rows:
        duty = row.share.duty
        paper = f"{duty.paper.type_name} {duty.paper.symbol}" if duty.paper else ""
        yield [
            duty.title,
            names.get(row.agency_id, ""),
            paper.strip(),
            duty.clause,
            duty.given_on,
            row.deadline,
            _(DUTY_STATE_NAMES[DutyState(row.state)]),  # type: ignore[attr-defined]  # annotated
            row.done_on,
            duty.weight,
        ]
