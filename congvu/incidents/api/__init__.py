"""Incidents and warnings for machines: the same actions as the pages."""

from congvu.incidents.api.drills import router as drills_router
from congvu.incidents.api.incidents import router as incidents_router
from congvu.incidents.api.signs import router as threat_signs_router
from congvu.incidents.api.warnings import router as unit_warnings_router

__all__ = [
    "drills_router",
    "incidents_router",
    "threat_signs_router",
    "unit_warnings_router",
]
