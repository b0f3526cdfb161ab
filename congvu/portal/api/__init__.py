"""The portal in the office, for machines: the same actions as the pages."""

from congvu.portal.api.editors import router as portal_editors_router
from congvu.portal.api.meter import router as portal_meter_router
from congvu.portal.api.papers import router as public_papers_router

__all__ = ["portal_editors_router", "portal_meter_router", "public_papers_router"]
