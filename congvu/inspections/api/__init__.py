"""Inspections for machines: the same actions as the pages."""

from congvu.inspections.api.body import router as body_router
from congvu.inspections.api.inspections import router as inspections_router
from congvu.inspections.api.work import router as work_router

__all__ = ["body_router", "inspections_router", "work_router"]
