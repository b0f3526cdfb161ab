"""Machines for programs: the same actions as the pages."""

from congvu.inventory.api.machines import router as machines_router
from congvu.inventory.api.papers import router as machine_papers_router
from congvu.inventory.api.wiping import router as media_wipings_router

__all__ = ["machine_papers_router", "machines_router", "media_wipings_router"]
