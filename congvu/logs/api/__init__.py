"""Logs for machines: the same actions as the pages."""

from congvu.logs.api.alerts import router
from congvu.logs.api.rules import router as rules_router

__all__ = ["router", "rules_router"]
