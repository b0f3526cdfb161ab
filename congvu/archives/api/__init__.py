"""Plans and dossiers for machines: the same actions as the pages."""

from congvu.archives.api.appraising import router as appraising_router
from congvu.archives.api.dossiers import router as dossiers_router
from congvu.archives.api.handing import router as handing_router
from congvu.archives.api.items import router as items_router
from congvu.archives.api.packages import router as packages_router
from congvu.archives.api.plans import router as plans_router
from congvu.archives.api.retaining import router as retaining_router

__all__ = [
    "appraising_router",
    "dossiers_router",
    "handing_router",
    "items_router",
    "packages_router",
    "plans_router",
    "retaining_router",
]
