"""One policy: who answers for an agency says what it needs and sees its money; whoever
runs investment in the province's committee sees all, balances and keeps the money.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from congvu.duties.access import reach_of
from congvu.duties.models import Duty
from congvu.duties.queries import visible_duties
from congvu.files.models import FileState, StoredFile
from congvu.investment.models import (
    BalanceVersion,
    BudgetDecision,
    BudgetLine,
    Estimate,
    InvestmentContract,
    Need,
    NeedFigure,
    NeedStep,
    PeriodPlan,
)
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.systems.models import InformationSystem
from congvu.systems.rules import SystemState

_NOT_SENT = [FileState.DESTROYED, FileState.QUARANTINED]


def asks(seat: Seat) -> bool:
    return seat.can(Permission.ASK_INVESTMENT)


def runs(seat: Seat) -> bool:
    return seat.can(Permission.RUN_INVESTMENT)


def need_asker(seat: Seat) -> Seat:
    if not asks(seat):
        raise Http404
    return seat


def need_runner(seat: Seat) -> Seat:
    if not runs(seat):
        raise Http404
    return seat


def seen_needs(seat: Seat) -> QuerySet[Need]:
    rows = Need.objects.select_related("agency")
    if runs(seat):
        return rows
    return rows.filter(agency=seat.agency_id) if asks(seat) else rows.none()


def keeps_need(seat: Seat, agency_id: UUID) -> bool:
    return asks(seat) and seat.agency_id == agency_id


def duties_offered(seat: Seat) -> QuerySet[Duty]:
    """What a need may say it is for: duties that the seat reads."""
    return visible_duties(reach_of(seat))


def get_need_for(seat: Seat, need_id: UUID) -> Need:
    found = seen_needs(seat).filter(pk=need_id).first()
    if found is None:
        raise Http404
    return found


def get_need_to_keep(seat: Seat, need_id: UUID) -> Need:
    found = get_need_for(seat, need_id)
    if not keeps_need(seat, found.agency_id):
        raise Http404
    return found


def get_estimate_for(seat: Seat, estimate_id: UUID) -> Estimate:
    rows = Estimate.objects.filter(need__in=seen_needs(seat).values("pk"))
    found = rows.select_related("need").filter(pk=estimate_id).first()
    if found is None:
        raise Http404
    return found


def get_version_for(seat: Seat, version_id: UUID) -> BalanceVersion:
    found = BalanceVersion.objects.filter(pk=version_id).first()
    if found is None or not runs(seat):
        raise Http404
    return found


def seen_lines(seat: Seat) -> QuerySet[BudgetLine]:
    rows = BudgetLine.objects.select_related("need")
    if runs(seat):
        return rows
    return rows.filter(need__agency=seat.agency_id) if asks(seat) else rows.none()


def get_line_for(seat: Seat, line_id: UUID) -> BudgetLine:
    found = seen_lines(seat).filter(pk=line_id).first()
    if found is None:
        raise Http404
    return found


def get_line_to_run(seat: Seat, line_id: UUID) -> BudgetLine:
    return get_line_for(need_runner(seat), line_id)


def seen_systems(seat: Seat) -> QuerySet[InformationSystem]:
    """Whose place in a plan the seat sees: those its agency answers for."""
    rows = InformationSystem.objects.exclude(state=SystemState.RETIRED)
    if runs(seat):
        return rows
    return rows.filter(agency=seat.agency_id) if asks(seat) else rows.none()


def sees_system(seat: Seat, system: InformationSystem) -> bool:
    return asks(seat) and system.agency_id == seat.agency_id


def get_system_to_place(seat: Seat, system_id: UUID) -> InformationSystem:
    found = seen_systems(seat).filter(pk=system_id).first()
    if found is None or not sees_system(seat, found):
        raise Http404
    return found


def get_plan_for(seat: Seat, plan_id: UUID) -> PeriodPlan:
    """Told to all who ask for money."""
    found = PeriodPlan.objects.filter(pk=plan_id).first()
    if found is None or not asks(seat):
        raise Http404
    return found


def get_plan_file(seat: Seat, plan_id: UUID) -> tuple[StoredFile, str]:
    found = get_plan_for(seat, plan_id)
    if found.file is None or found.file.state in _NOT_SENT:
        raise Http404
    return found.file, found.file_name


def get_figure_to_keep(seat: Seat, figure_id: UUID) -> NeedFigure:
    found = NeedFigure.objects.select_related("need").filter(pk=figure_id).first()
    if found is None or not keeps_need(seat, found.need.agency_id):
        raise Http404
    return found


def get_contract_to_keep(seat: Seat, contract_id: UUID) -> InvestmentContract:
    rows = InvestmentContract.objects.select_related("need")
    found = rows.filter(pk=contract_id, need__in=seen_needs(seat).values("pk")).first()
    if found is None or not keeps_need(seat, found.need.agency_id):
        raise Http404
    return found


def get_step_file(seat: Seat, step_id: UUID) -> tuple[StoredFile, str]:
    return _file_of(NeedStep.objects.filter(pk=step_id), seat)


def get_contract_file(seat: Seat, contract_id: UUID) -> tuple[StoredFile, str]:
    return _file_of(InvestmentContract.objects.filter(pk=contract_id), seat)


def _file_of(
    rows: QuerySet[NeedStep] | QuerySet[InvestmentContract], seat: Seat
) -> tuple[StoredFile, str]:
    rows = rows.filter(need__in=seen_needs(seat).values("pk"), file__isnull=False)
    rows = rows.exclude(file__state__in=_NOT_SENT)
    found = rows.select_related("file").first()
    if found is None or found.file is None:
        raise Http404
    return found.file, found.file_name


def get_decision_file(seat: Seat, decision_id: UUID) -> tuple[StoredFile, str]:
    """To who sees one of the lines it decided about."""
    rows = BudgetDecision.objects.filter(
        entries__line__in=seen_lines(seat).values("pk"), file__isnull=False
    ).exclude(file__state__in=_NOT_SENT)
    found = rows.select_related("file").filter(pk=decision_id).first()
    if found is None or found.file is None:
        raise Http404
    return found.file, found.file_name
