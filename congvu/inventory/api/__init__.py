"""Machines for programs: the same actions as the pages."""

from congvu.inventory.api.machines import router as machines_router

__all__ = ["machines_router"]
