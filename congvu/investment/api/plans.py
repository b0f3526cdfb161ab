"""Plans of a period, places in them, figures beside needs."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Router, Status

from congvu.files.queries import open_file
from congvu.investment import actions, queries
from congvu.investment.access import (
    get_figure_to_keep,
    get_need_for,
    get_need_to_keep,
    get_plan_file,
    get_plan_for,
    get_system_to_place,
    seen_needs,
    seen_systems,
)
from congvu.investment.actions import PlanData, PlannedLine
from congvu.investment.api.needs import asker
from congvu.investment.api.schemas import (
    NeedFigureIn,
    NeedFigureOut,
    NeedFiguresOut,
    PeriodPlanIn,
    PeriodPlanLineOut,
    PeriodPlanOut,
    PeriodPlanReadOut,
    PeriodPlansOut,
    PlanPlaceIn,
)
from congvu.investment.api.versions import runner
from congvu.investment.models import Need, PeriodPlan
from congvu.organisations.access import Seat
from congvu.organisations.api import ApiRequest

router = Router(tags=["Đầu tư công nghệ thông tin"])
_PLAN = "/period-plans/{period_plan_id}"
_NEED = "/investment-needs/{need_id}"
MOST_TOLD = 500


@router.get("/period-plans", response=PeriodPlansOut, summary="Kế hoạch giai đoạn")
def plans(request: ApiRequest) -> PeriodPlansOut:
    asker(request)
    return PeriodPlansOut(
        items=[PeriodPlanOut.from_orm(one) for one in queries.plans()]
    )


@router.post(
    "/period-plans", response={201: PeriodPlanOut}, summary="Ghi kế hoạch giai đoạn"
)
def keep(request: ApiRequest, data: PeriodPlanIn) -> Status[PeriodPlan]:
    seat = runner(request)
    names = ("title", "number", "decided_on", "first_year", "last_year")
    said = PlanData(
        **{name: getattr(data, name) for name in names},
        lines=[PlannedLine(one.code, one.title, one.money) for one in data.lines],
    )
    return Status(201, actions.keep_plan(data=said, by=seat, at=timezone.now()))


@router.get(_PLAN, response=PeriodPlanReadOut, summary="Một kế hoạch giai đoạn")
def plan(request: ApiRequest, period_plan_id: UUID) -> PeriodPlanReadOut:
    """At most the first 500 needs and systems without a line."""
    seat = asker(request)
    found = get_plan_for(seat, period_plan_id)
    needs = queries.needs_without(found, seen_needs(seat))
    systems = queries.systems_without(found, seen_systems(seat))
    return PeriodPlanReadOut(
        **PeriodPlanOut.from_orm(found).model_dump(),
        lines=[
            PeriodPlanLineOut(
                id=one.line.pk,
                code=one.line.code,
                title=one.line.title,
                money=one.line.money,
                needs=one.needs,
                systems=one.systems,
                asked=one.asked,
            )
            for one in queries.lines_of_plan(found)
        ],
        needs_without=[one.pk for one in needs[:MOST_TOLD]],
        systems_without=[one.pk for one in systems[:MOST_TOLD]],
    )


@router.get(_PLAN + "/file", summary="Tệp của kế hoạch giai đoạn")
def plan_file(request: ApiRequest, period_plan_id: UUID) -> FileResponse:
    file, name = get_plan_file(asker(request), period_plan_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)


@router.put(
    _PLAN + "/needs/{need_id}",
    response={204: None},
    summary="Xếp nhu cầu vào kế hoạch giai đoạn",
)
def place_need(
    request: ApiRequest, period_plan_id: UUID, need_id: UUID, data: PlanPlaceIn
) -> Status[None]:
    seat = asker(request)
    found = get_plan_for(seat, period_plan_id)
    need = get_need_to_keep(seat, need_id)
    return _place(found, seat, data, need_id=need.pk)


@router.put(
    _PLAN + "/systems/{system_id}",
    response={204: None},
    summary="Xếp hệ thống vào kế hoạch giai đoạn",
)
def place_system(
    request: ApiRequest, period_plan_id: UUID, system_id: UUID, data: PlanPlaceIn
) -> Status[None]:
    seat = asker(request)
    found = get_plan_for(seat, period_plan_id)
    system = get_system_to_place(seat, system_id)
    return _place(found, seat, data, system_id=system.pk)


def _place(
    found: PeriodPlan, seat: Seat, data: PlanPlaceIn, **what: UUID
) -> Status[None]:
    actions.name_line(
        plan_id=found.pk,
        line_id=data.line_id,
        why=data.why,
        by=seat,
        at=timezone.now(),
        **what,
    )
    return Status(204, None)


def _figures(need: Need, seat: Seat) -> NeedFiguresOut:
    names = ("id", "indicator", "role", "body_id", "period", "value", "known_on")
    return NeedFiguresOut(
        items=[
            NeedFigureOut(
                **{name: getattr(one.row, name) for name in names},
                target=one.row.target,
                now=one.now_value,
                now_period=one.now.period.code if one.now else "",
                moving=one.moving,
            )
            for one in queries.figures_of(need, seat.on)
        ]
    )


@router.get(
    _NEED + "/figures", response=NeedFiguresOut, summary="Chỉ tiêu của một nhu cầu"
)
def need_figures(request: ApiRequest, need_id: UUID) -> NeedFiguresOut:
    seat = asker(request)
    return _figures(get_need_for(seat, need_id), seat)


@router.post(
    _NEED + "/figures",
    response={201: NeedFiguresOut},
    summary="Gắn chỉ tiêu vào nhu cầu",
)
def set_figure(
    request: ApiRequest, need_id: UUID, data: NeedFigureIn
) -> Status[NeedFiguresOut]:
    seat = asker(request)
    need = get_need_to_keep(seat, need_id)
    actions.set_figure(need_id=need.pk, **data.model_dump(), by=seat, at=timezone.now())
    return Status(201, _figures(need, seat))


@router.delete(
    "/need-figures/{need_figure_id}",
    response={204: None},
    summary="Bỏ chỉ tiêu khỏi nhu cầu",
)
def drop_figure(request: ApiRequest, need_figure_id: UUID) -> Status[None]:
    seat = asker(request)
    found = get_figure_to_keep(seat, need_figure_id)
    actions.drop_figure(figure_id=found.pk, by=seat, at=timezone.now())
    return Status(204, None)
