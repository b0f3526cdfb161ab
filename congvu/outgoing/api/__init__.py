"""Outgoing papers for machines: the same actions as the pages."""

from congvu.outgoing.api.book import router as book_router

__all__ = ["book_router"]
