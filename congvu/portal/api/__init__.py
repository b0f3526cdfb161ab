"""The portal in the office, for machines: the same actions as the pages."""

from congvu.portal.api.drafts import router as open_drafts_router
from congvu.portal.api.editors import router as portal_editors_router
from congvu.portal.api.meter import router as portal_meter_router
from congvu.portal.api.papers import router as public_papers_router
from congvu.portal.api.profiles import router as portal_profiles_router
from congvu.portal.api.questions import router as questions_router

__all__ = [
    "open_drafts_router",
    "portal_editors_router",
    "portal_meter_router",
    "portal_profiles_router",
    "public_papers_router",
    "questions_router",
]
