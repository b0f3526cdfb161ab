"""Systems for machines: the same actions as the pages."""

from congvu.systems.api.dossiers import router as level_dossiers_router
from congvu.systems.api.systems import router as systems_router

__all__ = ["level_dossiers_router", "systems_router"]
