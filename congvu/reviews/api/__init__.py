"""Reports on duties for machines: the same actions as the pages."""

from congvu.reviews.api.reviews import router as reviews_router

__all__ = ["reviews_router"]
