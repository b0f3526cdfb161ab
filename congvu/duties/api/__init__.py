"""Duties for machines: the same actions as the pages."""

from congvu.duties.api.difficulties import router as difficulties_router
from congvu.duties.api.duties import router as duties_router
from congvu.duties.api.following import router as following_router
from congvu.duties.api.scorecard import router as scorecard_router
from congvu.duties.api.shares import router as shares_router

__all__ = [
    "difficulties_router",
    "duties_router",
    "following_router",
    "scorecard_router",
    "shares_router",
]
