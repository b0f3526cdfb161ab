"""What of needs, versions and money is told to programs, and taken."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from ninja import Schema

from congvu.investment.rules.money import BudgetDeed
from congvu.investment.rules.plans import FigureRole, Moving
from congvu.investment.rules.steps import ClockKey, NeedWay, StepKind, Verdict
from congvu.investment.rules.words import (
    MoneySource,
    NeedPin,
    NeedState,
    NeedSteps,
    VersionState,
)


class YearMoney(Schema):
    year: int
    money: int


class InvestmentNeedIn(Schema):
    title: str
    purpose: str
    priority: int
    score: int
    costs: list[YearMoney]
    sources: list[MoneySource]
    steps: NeedSteps = NeedSteps.WHOLE
    way: NeedWay = NeedWay.PROJECT
    must: bool = False
    either: str = ""
    after: list[UUID] = []
    duties: list[UUID] = []


class InvestmentNeedOut(Schema):
    id: UUID
    agency_id: UUID
    title: str
    purpose: str
    priority: int
    score: int
    costs: list[YearMoney]
    sources: list[str]
    steps: str
    way: NeedWay
    must: bool
    either: str
    after: list[UUID]
    state: NeedState
    granted: int
    reason: str


class InvestmentNeedsOut(Schema):
    """``after`` asks for the next page."""

    items: list[InvestmentNeedOut]
    after: UUID | None


class BalanceVersionIn(Schema):
    name: str
    first_year: int | None = None
    last_year: int | None = None
    copied_from: UUID | None = None


class BalanceVersionOut(Schema):
    id: UUID
    name: str
    first_year: int
    last_year: int
    state: VersionState
    revision: int
    trouble: str


class TierProofOut(Schema):
    tier: int
    reached: int
    bound: int


class BalanceCellOut(Schema):
    source: str
    year: int
    money: int
    used: int


class BalanceOut(BalanceVersionOut):
    """``faults``: why it cannot be adopted as it is."""

    funded: int
    needs: int
    cells: list[BalanceCellOut]
    faults: list[str]
    proofs: list[TierProofOut]


class SourceMoney(Schema):
    source: MoneySource
    year: int
    money: int


class BalanceBudgetsIn(Schema):
    revision: int
    budgets: list[SourceMoney]


class BalanceChosenIn(Schema):
    need_id: UUID
    step: int
    pin: NeedPin = NeedPin.FREE
    reason: str = ""


class BalanceChoicesIn(Schema):
    revision: int
    needs: list[BalanceChosenIn]


class BalanceRevisionIn(Schema):
    revision: int


class BalanceAdoptIn(BalanceRevisionIn):
    reason: str = ""


class BudgetDecisionIn(Schema):
    number: str
    decided_on: date


class BudgetAllotYearIn(BudgetDecisionIn):
    year: int


class BudgetAllotIn(BudgetDecisionIn):
    need_id: UUID
    source: MoneySource
    year: int
    money: int


class BudgetTransferIn(BudgetDecisionIn):
    to_need_id: UUID
    money: int


class BudgetCarryIn(BudgetDecisionIn):
    free: int = 0
    promised: int = 0


class BudgetUseIn(Schema):
    deed: BudgetDeed
    money: int
    paper: str
    on: date


class BudgetLineOut(Schema):
    id: UUID
    need_id: UUID
    source: str
    year: int
    allocated: int
    committed: int
    spent: int


class BudgetLinesOut(Schema):
    """``after`` asks for the next page."""

    items: list[BudgetLineOut]
    after: UUID | None


class BudgetDecisionOut(Schema):
    id: UUID
    deed: BudgetDeed
    number: str
    decided_on: date


class NeedStepIn(Schema):
    kind: StepKind
    number: str
    on: date
    content: str = ""
    verdict: Verdict | Literal[""] = ""


class NeedStepOut(Schema):
    id: UUID
    kind: StepKind
    verdict: str
    number: str
    on: date
    content: str
    by: str


class PaymentIn(Schema):
    source: MoneySource
    due: date
    money: int


class PaymentOut(PaymentIn):
    committed: bool


class InvestmentContractIn(Schema):
    """``payments`` come to ``money``."""

    number: str
    supplier: str
    signed_on: date
    until: date
    money: int
    payments: list[PaymentIn]


class InvestmentContractOut(Schema):
    id: UUID
    number: str
    supplier: str
    signed_on: date
    until: date
    payments: list[PaymentOut]


class CommitYearIn(Schema):
    year: int


class NeedClockOut(Schema):
    """``sureness``: of the rule it runs by; empty of a contract's own day."""

    id: UUID
    need_id: UUID
    key: ClockKey
    since: date
    due: date
    done_on: date | None
    basis: str
    sureness: str


class NeedClocksOut(Schema):
    """``after`` asks for the next page."""

    items: list[NeedClockOut]
    after: UUID | None


class NeedWayOut(Schema):
    steps: list[NeedStepOut]
    next: list[StepKind]
    contracts: list[InvestmentContractOut]
    clocks: list[NeedClockOut]


class PeriodPlanLineIn(Schema):
    code: str
    title: str
    money: int


class PeriodPlanIn(Schema):
    title: str
    number: str
    decided_on: date
    first_year: int
    last_year: int
    lines: list[PeriodPlanLineIn]


class PeriodPlanLineOut(PeriodPlanLineIn):
    """How many needs and systems name it, and what those needs ask for."""

    id: UUID
    needs: int
    systems: int
    asked: int


class PeriodPlanOut(Schema):
    id: UUID
    title: str
    number: str
    decided_on: date
    first_year: int
    last_year: int


class PeriodPlanReadOut(PeriodPlanOut):
    """With what, of what the reader sees, names no line and says not why."""

    lines: list[PeriodPlanLineOut]
    needs_without: list[UUID]
    systems_without: list[UUID]


class PeriodPlansOut(Schema):
    items: list[PeriodPlanOut]


class PlanPlaceIn(Schema):
    """Without a line: ``why`` none."""

    line_id: UUID | None = None
    why: str = ""


class NeedFigureIn(Schema):
    """What it was the office knows; ``target`` of a figure that is to move."""

    indicator: str
    role: FigureRole
    target: Decimal | None = None


class NeedFigureOut(Schema):
    id: UUID
    indicator: str
    role: FigureRole
    body_id: UUID
    period: str
    value: Decimal
    known_on: date
    target: Decimal | None
    now: Decimal | None
    now_period: str
    moving: Moving


class NeedFiguresOut(Schema):
    items: list[NeedFigureOut]
