"""Watching for machines: the same actions as the pages."""

from congvu.watching.api.collectors import router as collectors_router
from congvu.watching.api.sweeps import router as sweeps_router
from congvu.watching.api.watching import router as watching_router

__all__ = ["collectors_router", "sweeps_router", "watching_router"]
