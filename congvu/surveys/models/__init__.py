"""Campaigns and sheets; criteria and prices of the province."""

from congvu.surveys.models.norms import SurveyCriterion, SurveyPrice
from congvu.surveys.models.surveys import (
    SheetEvent,
    SheetReminder,
    Survey,
    SurveyReport,
    SurveySheet,
)

__all__ = [
    "SheetEvent",
    "SheetReminder",
    "Survey",
    "SurveyCriterion",
    "SurveyPrice",
    "SurveyReport",
    "SurveySheet",
]
