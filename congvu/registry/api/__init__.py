"""Specialised databases for machines: the same actions as the pages."""

from congvu.registry.api.agreements import router as sharing_agreements_router
from congvu.registry.api.catalogue import router as data_catalogue_router
from congvu.registry.api.databases import router as databases_router
from congvu.registry.api.loads import router as database_loads_router
from congvu.registry.api.rows import router as database_rows_router
from congvu.registry.api.sharing import router as data_sets_router
from congvu.registry.api.sources import router as load_sources_router
from congvu.registry.api.tasks import router as load_tasks_router

__all__ = [
    "data_catalogue_router",
    "data_sets_router",
    "database_loads_router",
    "database_rows_router",
    "databases_router",
    "load_sources_router",
    "load_tasks_router",
    "sharing_agreements_router",
]
