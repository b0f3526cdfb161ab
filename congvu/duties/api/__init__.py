"""Duties for machines: the same actions as the pages."""

from congvu.duties.api.duties import router as duties_router
from congvu.duties.api.shares import router as shares_router

__all__ = ["duties_router", "shares_router"]
