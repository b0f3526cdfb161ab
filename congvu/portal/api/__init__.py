"""The office's side of the portal for machines: the same actions as the pages."""

from congvu.portal.api.editors import router as portal_editors_router

__all__ = ["portal_editors_router"]
