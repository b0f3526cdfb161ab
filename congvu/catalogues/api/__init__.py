"""Catalogues for machines: the open ones without a token."""

from congvu.catalogues.api.lists import router as catalogues_router
from congvu.catalogues.api.public import router as open_catalogues_router

__all__ = ["catalogues_router", "open_catalogues_router"]
