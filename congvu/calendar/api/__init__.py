"""The work calendar for machines: the same actions as the pages."""

from congvu.calendar.api.entries import router as entries_router
from congvu.calendar.api.feeds import router as feeds_router
from congvu.calendar.api.meetings import router as meetings_router
from congvu.calendar.api.resources import router as resources_router
from congvu.calendar.api.weeks import router as weeks_router

__all__ = [
    "entries_router",
    "feeds_router",
    "meetings_router",
    "resources_router",
    "weeks_router",
]
