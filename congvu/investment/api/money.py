"""Lines of the budget, and what is done with their money."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from ninja import Router, Status

from congvu.files.queries import open_file
from congvu.investment import actions, queries
from congvu.investment.access import (
    get_decision_file,
    get_line_for,
    get_line_to_run,
    get_version_for,
    seen_lines,
)
from congvu.investment.actions import DecisionData
from congvu.investment.api.needs import asker
from congvu.investment.api.schemas import (
    BudgetAllotIn,
    BudgetAllotYearIn,
    BudgetCarryIn,
    BudgetDecisionIn,
    BudgetDecisionOut,
    BudgetLineOut,
    BudgetLinesOut,
    BudgetTransferIn,
    BudgetUseIn,
)
from congvu.investment.api.versions import runner
from congvu.investment.models import BudgetDecision, BudgetLine
from congvu.investment.queries import LinesAsked
from congvu.organisations.api import ApiRequest

router = Router(tags=["Đầu tư công nghệ thông tin"])
_ONE = "/budget-lines/{budget_line_id}"


def _decision(data: BudgetDecisionIn) -> DecisionData:
    return DecisionData(data.number, data.decided_on)


@router.get("/budget-lines", response=BudgetLinesOut, summary="Dự toán của một năm")
def lines(
    request: ApiRequest, year: int | None = None, after: UUID | None = None
) -> BudgetLinesOut:
    """Without a year: of this one."""
    seat = asker(request)
    asked = LinesAsked(year or seat.on.year, after)
    rows, then = queries.lines_page(seen_lines(seat), asked)
    return BudgetLinesOut(
        items=[BudgetLineOut.from_orm(one) for one in rows], after=then
    )


@router.post("/budget-lines", response={201: BudgetLineOut}, summary="Giao dự toán")
def allot(request: ApiRequest, data: BudgetAllotIn) -> Status[BudgetLine]:
    made = actions.allot_line(
        need_id=data.need_id,
        source=data.source,
        year=data.year,
        money=data.money,
        decision=_decision(data),
        by=runner(request),
        at=timezone.now(),
    )
    return Status(201, made)


@router.post(
    "/balance-versions/{balance_version_id}/allot",
    response={201: BudgetDecisionOut},
    summary="Giao dự toán một năm theo phương án đã chọn",
)
def allot_year(
    request: ApiRequest, balance_version_id: UUID, data: BudgetAllotYearIn
) -> Status[BudgetDecision]:
    seat = runner(request)
    found = get_version_for(seat, balance_version_id)
    made = actions.allot_year(
        version_id=found.pk,
        year=data.year,
        decision=_decision(data),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.get(_ONE, response=BudgetLineOut, summary="Một dòng dự toán")
def line(request: ApiRequest, budget_line_id: UUID) -> BudgetLine:
    return get_line_for(asker(request), budget_line_id)


@router.post(_ONE + "/use", response=BudgetLineOut, summary="Ghi cam kết, giải ngân")
def use(request: ApiRequest, budget_line_id: UUID, data: BudgetUseIn) -> BudgetLine:
    seat = runner(request)
    found = get_line_to_run(seat, budget_line_id)
    return actions.use_money(
        line_id=found.pk, **data.model_dump(), by=seat, at=timezone.now()
    )


@router.post(
    _ONE + "/transfer", response={201: BudgetDecisionOut}, summary="Điều chuyển"
)
def transfer(
    request: ApiRequest, budget_line_id: UUID, data: BudgetTransferIn
) -> Status[BudgetDecision]:
    seat = runner(request)
    found = get_line_to_run(seat, budget_line_id)
    made = actions.transfer(
        line_id=found.pk,
        to_need_id=data.to_need_id,
        money=data.money,
        decision=_decision(data),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.post(
    _ONE + "/carry", response={201: BudgetDecisionOut}, summary="Chuyển nguồn năm sau"
)
def carry(
    request: ApiRequest, budget_line_id: UUID, data: BudgetCarryIn
) -> Status[BudgetDecision]:
    seat = runner(request)
    found = get_line_to_run(seat, budget_line_id)
    made = actions.carry_over(
        line_id=found.pk,
        free=data.free,
        promised=data.promised,
        decision=_decision(data),
        by=seat,
        at=timezone.now(),
    )
    return Status(201, made)


@router.get("/budget-decisions/{budget_decision_id}/file", summary="Tệp của quyết định")
def decision_file(request: ApiRequest, budget_decision_id: UUID) -> FileResponse:
    file, name = get_decision_file(asker(request), budget_decision_id)
    return FileResponse(open_file(file), as_attachment=True, filename=name)
