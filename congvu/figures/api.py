"""Figures for machines: the same numbers, lists and deeds as the pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from congvu.duties.access import reach_of
from congvu.duties.queries import visible_duties
from congvu.duties.rules import EvidenceKind
from congvu.figures import actions, queries
from congvu.figures.access import (
    get_group,
    get_indicator,
    may_set_target,
    reports_figures,
    sight_of,
    target_bodies,
)
from congvu.figures.queries import Body, BodyLine, Sight
from congvu.figures.rules import (
    TREND,
    fitted,
    name_of,
    period_called,
    standing_of,
    usual_period,
)
from congvu.indicators.actions import week_of
from congvu.indicators.models import ReportedFigure, Target
from congvu.indicators.queries import (
    indicators_known,
    lineage,
    recount,
    reports_of,
    tell,
    trends,
)
from congvu.indicators.rules import (
    Declared,
    Figure,
    Group,
    Period,
    PeriodKind,
    period_of,
    rounded,
)
from congvu.organisations.api import ApiRequest, Day
from congvu.ui.deeds import as_download

router = Router(tags=["Chỉ tiêu"])
_ONE = "/indicators/{code}"
Code = Annotated[str, Field(max_length=60)]
Words = Annotated[str, Field(max_length=1000)]
Value = Annotated[Decimal, Field(max_digits=14, decimal_places=2)]
PeriodName = Annotated[
    str, Query(max_length=7, description="2026-10, 2026-q4, 2026-h2 hoặc 2026")
]
BodyName = Annotated[
    str, Query(max_length=36, description="mã cơ quan; tinh là toàn tỉnh")
]


class FigureOut(Schema):
    """``value`` is null where it is not known; ``state`` and ``why`` say why.
    ``beside`` names the indicator that this one is never shown without.
    """

    period: str
    state: str
    standing: str
    value: Decimal | None
    numerator: int
    records: int
    target: Decimal | None
    target_source: str
    reported: Decimal | None
    difference: Decimal | None
    known_at: datetime | None
    until: date | None
    why: str
    beside: str
    beside_value: Decimal | None


class IndicatorOut(Schema):
    code: str
    name: str
    unit: str
    period: str
    better: str
    definition: str
    source: str
    sure: str
    is_measured: bool


class IndicatorLineOut(Schema):
    """``whole``: of the province, for who sees all of it."""

    indicator: IndicatorOut
    whole: FigureOut | None
    own: FigureOut | None


class MeasuredDutyOut(Schema):
    id: UUID
    title: str
    target: Decimal | None


class IndicatorDetailOut(Schema):
    indicator: IndicatorOut
    body_id: UUID | None
    figure: FigureOut
    before: Decimal | None
    since: datetime
    trend: list[FigureOut]
    duties: list[MeasuredDutyOut]


class BodyFigureOut(Schema):
    """``place`` is null where it is not known, or not for this seat to see."""

    body_id: UUID
    body: str
    kind: str
    place: int | None
    figure: FigureOut
    change: Decimal | None


class CountedRecordOut(Schema):
    """``words`` and ``url`` are empty of what this seat may not read."""

    body_id: UUID
    day: date
    kind: str
    record_id: UUID
    counts: int
    words: str
    url: str


class CountedRecordPageOut(Schema):
    """``again`` is what the list adds up to now: what it counts, how many."""

    items: list[CountedRecordOut]
    after_day: date | None
    after_id: UUID | None
    again: tuple[int, int] | None


class IndicatorTargetIn(Schema):
    """Without ``body_id`` for every body."""

    value: Value
    valid_from: Day
    valid_until: Day | None = None
    source: Annotated[str, Field(max_length=300)]
    body_id: UUID | None = None


class IndicatorTargetOut(Schema):
    id: UUID
    body_id: UUID | None
    value: Decimal
    valid_from: date
    valid_until: date | None
    source: str
    set_at: datetime
    set_by: str
    ended_at: datetime | None
    ended_because: str


class FigureReportIn(Schema):
    """``record_kind`` with ``record_id``: a line of a register or a dossier."""

    period_start: Day
    value: Value
    evidence: Words
    because: Words = ""
    record_kind: Literal["incoming", "outgoing", "dossier"] | None = None
    record_id: UUID | None = None


class FigureReportOut(Schema):
    id: UUID
    body_id: UUID
    period_start: date
    value: Decimal
    evidence: str
    reported_at: datetime
    reported_by: str
    ended_at: datetime | None
    ended_because: str


class FigureTakenBackIn(Schema):
    because: Words


def _described(one: Declared) -> IndicatorOut:
    return IndicatorOut(
        code=one.code,
        name=_(one.name),
        unit=one.unit,
        period=one.period,
        better=one.better,
        definition=_(one.definition),
        source=_(one.source),
        sure=one.sure,
        is_measured=one.is_measured,
    )


def _figure(one: Figure) -> FigureOut:
    return FigureOut(
        period=name_of(one.period),
        state=one.state,
        standing=standing_of(one),
        value=one.value,
        numerator=one.numerator,
        records=one.records,
        target=one.target.value if one.target else None,
        target_source=one.target.source if one.target else "",
        reported=one.reported.value if one.reported else None,
        difference=one.difference,
        known_at=one.known_at,
        until=one.until,
        why=one.why,
        beside=one.beside.code if one.beside else "",
        beside_value=one.beside.value if one.beside else None,
    )


def _period(name: str, usual: Period) -> Period:
    if not name:
        return usual
    found = period_called(name)
    if found is None:
        raise Http404
    return found


def _asked(
    request: ApiRequest, code: str, period: str, body: str
) -> tuple[Sight, Declared, Period, Group, Body | None]:
    sight, declared = sight_of(request.auth), get_indicator(code)
    usual = usual_period(declared.period, timezone.localdate())
    found = fitted(_period(period, usual), declared.period)
    group, one = get_group(sight, body)
    return sight, declared, found, group, one


@router.get(
    "/indicators", response=list[IndicatorLineOut], summary="Các chỉ tiêu của một kỳ"
)
def indicator_list(
    request: ApiRequest, period: PeriodName = ""
) -> list[IndicatorLineOut]:
    sight, today = sight_of(request.auth), timezone.localdate()
    asked = _period(period, usual_period(PeriodKind.MONTH, today))
    lines = queries.indicator_lines(sight, indicators_known(), asked, on=today)
    return [
        IndicatorLineOut(
            indicator=_described(line.declared),
            whole=_figure(line.whole[-1]) if line.whole else None,
            own=_figure(line.own[-1]) if line.own else None,
        )
        for line in lines
    ]


@router.get(_ONE, response=IndicatorDetailOut, summary="Một chỉ tiêu theo thời gian")
def indicator(
    request: ApiRequest, code: Code, period: PeriodName = "", body: BodyName = ""
) -> IndicatorDetailOut:
    today, since = timezone.localdate(), week_of(timezone.now())
    _sight, declared, asked, group, one = _asked(request, code, period, body)
    trend = trends([group], [code], asked, on=today, count=TREND)[group.key, code]
    moved = queries.change_of(group, code, asked, since=since, on=today)
    visible = visible_duties(reach_of(request.auth))
    return IndicatorDetailOut(
        indicator=_described(declared),
        body_id=one.id if one else None,
        figure=_figure(trend[-1]),
        before=rounded(moved.before) if moved else None,
        since=since,
        trend=[_figure(figure) for figure in trend],
        duties=[
            MeasuredDutyOut(id=duty.id, title=duty.title, target=duty.target)
            for duty in queries.duties_measured(visible, code)
        ],
    )


@router.get(
    _ONE + "/bodies", response=list[BodyFigureOut], summary="Các cơ quan cạnh nhau"
)
def bodies(
    request: ApiRequest, code: Code, period: PeriodName = ""
) -> list[BodyFigureOut]:
    """The best first where places are told; then nothing to count, then unknown."""
    today, since = timezone.localdate(), week_of(timezone.now())
    sight, _declared, asked, _group, _one = _asked(request, code, period, "")
    league = queries.league_lines(sight, code, asked, since=since, on=today)
    return [_body_figure(line) for line in league.lines]


def _body_figure(line: BodyLine) -> BodyFigureOut:
    return BodyFigureOut(
        body_id=line.body.id,
        body=line.body.name,
        kind=line.body.kind,
        place=line.place,
        figure=_figure(line.figure),
        change=line.moved.change,
    )


@router.get(
    _ONE + "/records", response=CountedRecordPageOut, summary="Bản ghi sau một con số"
)
def records(
    request: ApiRequest,
    code: Code,
    period: PeriodName = "",
    body: BodyName = "",
    counting: bool | None = None,  # noqa: FBT001 - a parameter of the address
    after_day: Day | None = None,
    after_id: UUID | None = None,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> CountedRecordPageOut:
    _sight, declared, asked, group, _one = _asked(request, code, period, body)
    if not declared.is_measured:
        raise Http404
    after = (after_day, after_id) if after_day and after_id else None
    page = lineage(
        code, group.bodies, asked, after=after, limit=limit, counting=counting
    )
    readable = tell(request.auth, page.lines)
    items = []
    for line in page.lines:
        told = readable.get(line.record_id)
        items.append(
            CountedRecordOut(
                body_id=line.body_id,
                day=line.day,
                kind=line.kind,
                record_id=line.record_id,
                counts=line.counts,
                words=told.words if told else "",
                url=told.url if told else "",
            )
        )
    return CountedRecordPageOut(
        items=items,
        after_day=page.after[0] if page.after else None,
        after_id=page.after[1] if page.after else None,
        again=recount(code, group.bodies, asked),
    )


@router.get(_ONE + "/records/{form}", summary="Bản ghi thành tệp")
def records_export(
    request: ApiRequest,
    code: Code,
    form: Literal["xlsx", "csv"],
    period: PeriodName = "",
    body: BodyName = "",
) -> HttpResponse:
    _sight, declared, asked, group, _one = _asked(request, code, period, body)
    if not declared.is_measured:
        raise Http404
    made = actions.export_records(
        code=code,
        group=group,
        period=asked,
        form=form,
        by=request.auth,
        at=timezone.now(),
    )
    return as_download(made)


@router.get(
    _ONE + "/targets", response=list[IndicatorTargetOut], summary="Mức phải đạt"
)
def targets(request: ApiRequest, code: Code) -> list[Target]:
    sight = sight_of(request.auth)
    get_indicator(code)
    if not target_bodies(request.auth, sight):
        raise Http404
    return queries.targets_set(code, sight.bodies)


@router.post(_ONE + "/targets", response=IndicatorTargetOut, summary="Đặt mức phải đạt")
def set_target(request: ApiRequest, code: Code, data: IndicatorTargetIn) -> Target:
    get_indicator(code)
    if not may_set_target(request.auth, sight_of(request.auth), data.body_id):
        raise Http404
    return actions.set_target(
        code=code,
        body_id=data.body_id,
        value=data.value,
        valid_from=data.valid_from,
        valid_until=data.valid_until,
        source=data.source,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    "/indicator-targets/{target_id}/withdraw",
    response=IndicatorTargetOut,
    summary="Rút mức phải đạt",
)
def withdraw_target(
    request: ApiRequest, target_id: UUID, data: FigureTakenBackIn
) -> Target:
    return actions.withdraw_target(
        target_id=target_id, because=data.because, by=request.auth, at=timezone.now()
    )


@router.get(_ONE + "/reports", response=list[FigureReportOut], summary="Số đã báo cáo")
def reports(
    request: ApiRequest, code: Code, period: PeriodName = ""
) -> list[ReportedFigure]:
    """Of one's own body and one period, what stands now first."""
    declared, seat = get_indicator(code), request.auth
    if not reports_figures(seat):
        raise Http404
    usual = usual_period(declared.period, timezone.localdate())
    start = period_of(declared.period, _period(period, usual).start).start
    return reports_of(code, seat.agency_id, start)


@router.post(_ONE + "/reports", response=FigureReportOut, summary="Báo cáo số liệu")
def report_figure(
    request: ApiRequest, code: Code, data: FigureReportIn
) -> ReportedFigure:
    return actions.report_figure(
        code=code,
        period_start=data.period_start,
        value=data.value,
        evidence=data.evidence,
        because=data.because,
        evidence_kind=EvidenceKind(data.record_kind) if data.record_kind else None,
        evidence_id=data.record_id,
        by=request.auth,
        at=timezone.now(),
    )


@router.post(
    "/indicator-reports/{report_id}/withdraw",
    response=FigureReportOut,
    summary="Rút số báo cáo",
)
def withdraw_report(
    request: ApiRequest, report_id: UUID, data: FigureTakenBackIn
) -> ReportedFigure:
    return actions.withdraw_report(
        report_id=report_id, because=data.because, by=request.auth, at=timezone.now()
    )
