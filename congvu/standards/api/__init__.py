"""Standards for machines: the same actions as the pages."""

from congvu.standards.api.evaluations import router as software_evaluations_router
from congvu.standards.api.standards import router as standards_router

__all__ = ["software_evaluations_router", "standards_router"]
