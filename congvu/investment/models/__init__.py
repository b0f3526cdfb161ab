"""Needs and what they cost; versions of a balance; lines of the budget; the way of a
need from its opinion to its evaluation.
"""

from congvu.investment.models.balancing import (
    BalanceVersion,
    VersionBudget,
    VersionNeed,
)
from congvu.investment.models.budget import BudgetDecision, BudgetEntry, BudgetLine
from congvu.investment.models.estimates import (
    Estimate,
    EstimateLine,
    EstimateQuote,
    EstimateShare,
)
from congvu.investment.models.needs import Need, NeedCost
from congvu.investment.models.plans import (
    NeedFigure,
    PeriodPlan,
    PeriodPlanLine,
    PlanPlace,
)
from congvu.investment.models.steps import (
    Instalment,
    InvestmentContract,
    NeedClock,
    NeedStep,
)

__all__ = [
    "BalanceVersion",
    "BudgetDecision",
    "BudgetEntry",
    "BudgetLine",
    "Estimate",
    "EstimateLine",
    "EstimateQuote",
    "EstimateShare",
    "Instalment",
    "InvestmentContract",
    "Need",
    "NeedClock",
    "NeedCost",
    "NeedFigure",
    "NeedStep",
    "PeriodPlan",
    "PeriodPlanLine",
    "PlanPlace",
    "VersionBudget",
    "VersionNeed",
]
