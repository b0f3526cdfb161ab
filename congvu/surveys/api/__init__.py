"""Surveys for machines: the same actions as the pages."""

from congvu.surveys.api.norms import router as survey_norms_router
from congvu.surveys.api.sheets import router as survey_sheets_router
from congvu.surveys.api.surveys import router as surveys_router

__all__ = ["survey_norms_router", "survey_sheets_router", "surveys_router"]
