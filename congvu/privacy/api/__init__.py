"""Personal data for machines: the same actions as the pages."""

from congvu.privacy.api.processing import router as processing_router
from congvu.privacy.api.requests import router as subject_requests_router

__all__ = ["processing_router", "subject_requests_router"]
