"""Licences for programs: the same actions as the pages."""

from congvu.licences.api.catalogue import router as catalogue_router
from congvu.licences.api.plans import router as plans_router
from congvu.licences.api.position import router as position_router
from congvu.licences.api.rights import router as rights_router

__all__ = [
    "catalogue_router",
    "plans_router",
    "position_router",
    "rights_router",
]
