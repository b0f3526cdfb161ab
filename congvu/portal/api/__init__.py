"""The portal for machines: the same actions as the pages of the office."""

from congvu.portal.api.drafts import router as open_drafts_router
from congvu.portal.api.questions import router as questions_router

__all__ = ["open_drafts_router", "questions_router"]
