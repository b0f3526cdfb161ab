"""Tellings for machines: the same actions as the pages."""

from congvu.dissemination.api.tellings import router as tellings_router

__all__ = ["tellings_router"]
