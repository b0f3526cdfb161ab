"""Directives for machines: the same actions as the pages."""

from congvu.directives.api.directives import router as directives_router
from congvu.directives.api.proposals import router as proposals_router

__all__ = ["directives_router", "proposals_router"]
