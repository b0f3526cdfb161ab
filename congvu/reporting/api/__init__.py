"""Reports for machines: the same actions as the pages."""

from congvu.reporting.api.forms import router as forms_router
from congvu.reporting.api.returns import router as returns_router
from congvu.reporting.api.rounds import router as rounds_router

__all__ = ["forms_router", "returns_router", "rounds_router"]
