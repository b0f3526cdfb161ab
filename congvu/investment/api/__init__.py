"""Needs, versions and money for programs: the same actions as the pages."""

from congvu.investment.api.estimates import router as estimates_router
from congvu.investment.api.money import router as budget_router
from congvu.investment.api.needs import router as needs_router
from congvu.investment.api.plans import router as period_plans_router
from congvu.investment.api.steps import router as steps_router
from congvu.investment.api.versions import router as versions_router

__all__ = [
    "budget_router",
    "estimates_router",
    "needs_router",
    "period_plans_router",
    "steps_router",
    "versions_router",
]
