"""The overview for machines: the same figures, lists and reports as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from congvu.documents.queries.overview import Cause, CoursePaper, Fate, Lying, Step
from congvu.home import queries
from congvu.home.actions import Form, export_report
from congvu.home.queries import Overview, UnitMap, Wish, unit_map
from congvu.home.rules import LONGEST, Period, period
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest, Day
from congvu.organisations.rules import Role

router = Router(tags=["Tổng quan"])
PeriodKey = Literal["13-tuan", "4-tuan", "26-tuan", "nam-nay"]
MapKey = Literal["ngay-xem", "hom-nay"]
Figure = Literal[
    "da-nhan", "dung-han", "xong-qua-han", "trong-han", "dang-qua-han",
    "xong-khong-han", "dang-khong-han", "tra-lai", "huy-so", "da-xong",
    "dang-giai-quyet", "dang-con-han", "tre", "con-lai",
    "dung-han-dau", "sau-gia-han", "tre-han-dau",
]  # fmt: skip


class OverviewAskedIn(Schema):
    """A period by name, or by its first and last day of arrival.

    ``map``: the agency's own books as it was, or with all that lives on in it today;
    ``agency``: a body that ended in its favour, as it was.
    """

    period: PeriodKey = "13-tuan"
    first: Day | None = None
    last: Day | None = None
    map: MapKey = "ngay-xem"
    agency: UUID | None = None

    def when(self, on: date) -> Period:
        if self.first is None and self.last is None:
            return period(self.period, on)
        reasons = []
        if self.first is None or self.last is None:
            reasons.append(Reason(_("Ghi cả ngày đầu và ngày cuối."), "first"))
        elif self.last < self.first:
            reasons.append(Reason(_("Ngày cuối trước ngày đầu."), "last"))
        elif self.last - self.first > LONGEST:
            reasons.append(Reason(_("Khoảng dài nhất là 53 tuần."), "last"))
        if reasons:
            raise Refused(reasons)
        return period("tu-chon", on, self.first, self.last)


class OverviewCountsOut(Schema):
    """The parts add up to ``received``; ``open`` is not late, ``other`` is over."""

    received: int
    in_time: int
    late: int
    open: int
    open_late: int
    other: int


class WeekOut(Schema):
    monday: date
    counts: OverviewCountsOut


class OverviewUnitOut(Schema):
    unit_id: UUID | None
    name: str
    counts: OverviewCountsOut


class StepOut(Schema):
    """Working days: half of the papers, nine of ten; and how many wait there now."""

    step: Step
    passed: int
    half: float | None
    nine_tenths: float | None
    waiting: int


class WorkloadOut(Schema):
    post_id: UUID
    person: str
    post: str
    unit: str
    open: int
    late: int
    this_week: int
    finished: int


class OverviewPaperOut(Schema):
    """A paper on its way: who has it, in which step, since how many working days."""

    id: UUID
    number: int
    subject: str
    holder: str
    unit_id: UUID | None
    step: Step | None
    due_on: date | None
    waited: float


class ForeseenOut(Schema):
    paper: OverviewPaperOut
    share: float
    left: float
    alike: int
    why: str


class OverviewOut(Schema):
    first: date
    last: date
    at: datetime
    counts: OverviewCountsOut
    fates: dict[Fate, int]
    weeks: list[WeekOut]
    units: list[OverviewUnitOut]
    steps: list[StepOut]
    loads: list[WorkloadOut]
    late_now: int
    late: list[OverviewPaperOut]
    week_end: date
    foreseen: list[ForeseenOut]


class OverviewLineOut(Schema):
    id: UUID
    number: int
    arrived_on: date
    subject: str
    state: str
    holder: str
    due_on: date | None
    note: str


class ListOut(Schema):
    """``total`` is the figure; ``after`` asks for the next page."""

    words: str
    total: int
    items: list[OverviewLineOut]
    after: int | None


class OverviewLateOut(Schema):
    id: UUID
    number: int
    subject: str
    unit: str
    days_late: int
    cause: Cause
    cause_days: float
    why: str
    words: str


class LateUnitOut(Schema):
    unit_id: UUID | None
    unit: str
    by_cause: dict[Cause, int]
    total: int


class KeptOut(Schema):
    """One unit's finished papers with a day, by the day they kept."""

    unit_id: UUID | None
    unit: str
    in_time: int
    extended: int
    late: int


class LateCausesOut(Schema):
    """``after_extension`` of the ``total`` kept the deadline they were given last;
    ``kept`` is about all finished papers of the period that have a day.
    """

    total: int
    after_extension: int
    by_cause: dict[Cause, int]
    units: list[LateUnitOut]
    kept: list[KeptOut]
    papers: list[OverviewLateOut]


def _papers_seat(request: ApiRequest) -> Seat:
    """An administrator's seat reads no papers, so it has no figures of them."""
    if request.auth.role == Role.ADMINISTRATOR:
        raise Http404
    return request.auth


def _place(seat: Seat, asked: OverviewAskedIn, on: date) -> tuple[Period, UnitMap]:
    when = asked.when(on)
    return when, unit_map(asked.map, when, seat=seat, on=on, body=asked.agency)


@router.get("/overview", response=OverviewOut, summary="Các con số của một kỳ")
def overview(request: ApiRequest, asked: Query[OverviewAskedIn]) -> dict[str, Any]:
    """Through the eyes of the seat: the agency, the unit, or one's own papers."""
    seat, on = _papers_seat(request), timezone.localdate()
    when, units = _place(seat, asked, on)
    return _told(queries.overview(seat, when, units, on=on, at=timezone.now()))


def _told(found: Overview) -> dict[str, Any]:
    return {
        "first": found.period.first,
        "last": found.period.last,
        "at": found.at,
        "counts": found.counts,
        "fates": {fate: found.fates[fate] for fate in Fate},
        "weeks": found.weeks,
        "units": found.units,
        "steps": [
            {
                "step": line.step,
                "passed": line.time.count if line.time else 0,
                "half": line.time.half if line.time else None,
                "nine_tenths": line.time.nine_tenths if line.time else None,
                "waiting": line.waiting,
            }
            for line in found.steps
        ],
        "loads": [
            {
                "post_id": load.post.id,
                "person": load.post.person_name,
                "post": load.post.name,
                "unit": load.post.unit_name,
                "open": load.open,
                "late": load.late,
                "this_week": load.this_week,
                "finished": load.finished,
            }
            for load in found.loads
        ],
        "late_now": found.late_now,
        "late": [_paper(paper) for paper in found.late],
        "week_end": found.week_end,
        "foreseen": [
            {
                "paper": _paper(line.paper),
                "share": line.why.share,
                "left": line.why.left,
                "alike": line.why.alike,
                "why": queries.why_foreseen(line),
            }
            for line in found.foreseen
        ],
    }


def _paper(paper: CoursePaper) -> dict[str, Any]:
    return paper._asdict()


@router.get("/overview/documents", response=ListOut, summary="Văn bản của một con số")
def overview_documents(
    request: ApiRequest,
    asked: Query[OverviewAskedIn],
    figure: Figure = "da-nhan",
    week: Day | None = None,
    unit_id: UUID | None = None,
    unled: bool = False,  # noqa: FBT001, FBT002 - a query parameter
    waits_in: Step | None = None,
    went_through: Step | None = None,
    cause: Cause | None = None,
    whenever: bool = False,  # noqa: FBT001, FBT002 - a query parameter
    person: UUID | None = None,
    lying: Lying = Lying.OPEN,
    forecast: bool = False,  # noqa: FBT001, FBT002 - a query parameter
    after: Annotated[int, Field(ge=0, lt=2**63)] | None = None,
) -> dict[str, Any]:
    """Exactly the papers a figure counts, newest first; ``person`` is a post's id."""
    seat, on = _papers_seat(request), timezone.localdate()
    when, units = _place(seat, asked, on)
    wish = Wish(
        figure, week, unit_id, unled, waits_in, went_through, cause, whenever, person,
        lying, forecast, after,
    )  # fmt: skip
    listed = queries.listing(seat, when, units, wish, on=on, at=timezone.now())
    return {
        "words": listed.words,
        "total": listed.found.total,
        "after": listed.found.after,
        "items": [
            {
                **line._asdict(),
                "subject": line.document.subject,
                "note": listed.notes.get(line.id, ""),
            }
            for line in listed.found.lines
        ],
    }


@router.get(
    "/overview/late-causes",
    response=LateCausesOut,
    summary="Văn bản trễ theo đơn vị và nguyên nhân",
)
def late_causes(request: ApiRequest, asked: Query[OverviewAskedIn]) -> dict[str, Any]:
    seat, on = _papers_seat(request), timezone.localdate()
    when, units = _place(seat, asked, on)
    found = queries.late_report(seat, when, units, on=on, at=timezone.now())
    return {
        "total": len(found.papers),
        "after_extension": found.after_extension,
        "by_cause": found.totals,
        "units": [
            {
                "unit_id": row.unit_id,
                "unit": row.unit,
                "by_cause": row.by_cause,
                "total": row.by_cause.total(),
            }
            for row in found.rows
        ],
        "kept": found.kept,
        "papers": [
            {
                "id": late.paper.id,
                "number": late.paper.number,
                "subject": late.paper.subject,
                "unit": late.unit,
                "days_late": late.days_late,
                "cause": late.cause,
                "cause_days": late.paper.cause_spent,
                "why": queries.why(late),
                "words": late.words,
            }
            for late in found.papers
        ],
    }


@router.get("/overview/report/{form}", summary="Xuất báo cáo tổng quan")
def overview_report(
    request: ApiRequest, form: Form, asked: Query[OverviewAskedIn]
) -> FileResponse:
    return _exported(request, "overview", form, asked)


@router.get("/overview/late-causes/{form}", summary="Xuất báo cáo nguyên nhân trễ")
def late_causes_report(
    request: ApiRequest, form: Form, asked: Query[OverviewAskedIn]
) -> FileResponse:
    return _exported(request, "late-causes", form, asked)


def _exported(
    request: ApiRequest, report: str, form: Form, asked: OverviewAskedIn
) -> FileResponse:
    seat, on = _papers_seat(request), timezone.localdate()
    when, units = _place(seat, asked, on)
    made = export_report(
        report=report, form=form, period=when, units=units, by=seat, at=timezone.now()
    )
    return FileResponse(
        made.stream,
        as_attachment=True,
        filename=made.name,
        content_type=made.media_type,
    )
