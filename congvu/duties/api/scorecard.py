"""The scorecard of a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from congvu.duties import actions, queries
from congvu.duties.access import reach_of
from congvu.duties.api.duties import reader
from congvu.duties.queries import ScoreAsked, ScoreLine
from congvu.organisations.api import ApiRequest, Day
from congvu.ui.deeds import as_download

router = Router(tags=["Nhiệm vụ"])


class DutyScoreOut(Schema):
    """``in_time``: per cent of what was due, by weight; null where nothing was."""

    body_id: UUID | None
    name: str
    counts: dict[str, int]
    total: int
    due: int
    in_time: float | None


class DutyScorecardOut(Schema):
    day: date
    as_recorded: bool
    on_today: bool
    lines: list[DutyScoreOut]
    whole: DutyScoreOut


@router.get("/duties-scorecard", response=DutyScorecardOut, summary="Bảng điểm")
def scorecard(
    request: ApiRequest,
    day: Day | None = None,
    as_recorded: bool = True,  # noqa: FBT001, FBT002 - a parameter of the address
    on_today: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
    paper: UUID | None = None,
) -> DutyScorecardOut:
    """Of a past day as it was on record that evening, or as it is known now."""
    seat, today = reader(request), timezone.localdate()
    asked = ScoreAsked(min(day or today, today), as_recorded, on_today, paper)
    found = queries.scorecard(reach_of(seat), asked, today=today)
    return DutyScorecardOut(
        day=asked.day,
        as_recorded=as_recorded,
        on_today=on_today,
        lines=[_out(line) for line in found.lines],
        whole=_out(found.whole),
    )


@router.get("/duties-scorecard.xlsx", summary="Bảng điểm ra Excel")
def scorecard_xlsx(
    request: ApiRequest,
    day: Day | None = None,
    as_recorded: bool = True,  # noqa: FBT001, FBT002 - a parameter of the address
    on_today: bool = False,  # noqa: FBT001, FBT002 - a parameter of the address
    paper: UUID | None = None,
) -> HttpResponse:
    """The same, with the duties behind the numbers on a second sheet."""
    seat, today = reader(request), timezone.localdate()
    asked = ScoreAsked(min(day or today, today), as_recorded, on_today, paper)
    made = actions.export_scorecard(asked=asked, by=seat, at=timezone.now())
    return as_download(made)


def _out(line: ScoreLine) -> DutyScoreOut:
    return DutyScoreOut(
        body_id=line.body_id,
        name=line.name,
        counts={str(s): n for s, n in line.counts.items()},
        total=line.total,
        due=line.due,
        in_time=line.in_time,
    )
