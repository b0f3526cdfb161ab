"""The portal in the office, for machines: the same actions as the pages."""

from congvu.portal.api.papers import router as public_papers_router

__all__ = ["public_papers_router"]
